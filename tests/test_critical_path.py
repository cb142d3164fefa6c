"""What took the time: the path from the end of each step back to its beginning."""

from __future__ import annotations

from segue import events
from segue.commandline.terminal.closing import taken
from segue.events import Event
from segue.move.run.critical_path import CriticalPath


class Heard:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def report(self, event: Event) -> None:
        self.events.append(event)


def path(timed: list[tuple[float, Event]]) -> list[tuple[int, str, float]]:
    now = 0.0
    heard = Heard()
    watch = CriticalPath(heard, lambda: now)
    for now, event in timed:  # noqa: B007 (the clock reads it)
        watch.report(event)
    assert heard.events[-1] == timed[-1][1], "everything is handed on, the end last"
    told = [event for event in heard.events if isinstance(event, events.TimeTaken)]
    return [(one.step, one.what, round(one.seconds, 3)) for one in told]


END = events.RunFinished(1, 3, 3, 3, 40.0, 1)


def test_each_step_tells_what_it_waited_for_and_what_that_waited_for() -> None:
    assert path(
        [
            (0, events.StepStarted(5, "Copy rows")),
            (0, events.TableStarted("a", 1, 1)),
            (0, events.TableStarted("b", 1, 1)),
            (8, events.TableFinished("a", 1, 1, 8.0)),
            (8, events.TableStarted("c", 1, 1)),
            (9, events.TableFinished("b", 1, 1, 9.0)),
            (12, events.DefinitionRestored("a", "index", "i", 3.5)),
            (20, events.TableFinished("c", 1, 1, 12.0)),
            (20, events.StepFinished(5, "Copy rows", 20.0, "")),
            (20, events.StepStarted(6, "Indexes back")),
            (32, events.DefinitionRestored("c", "index", "k", 14.0)),
            (33, events.DefinitionRestored("c", "index", "l", 0.5)),
            (34, events.StepFinished(6, "Indexes back", 14.0, "")),
            (34, events.StepStarted(8, "Verify")),
            (35, events.TableFinished("kept", 1, 1, 0.0, kept=True)),
            (39, events.TableVerified("c", 1, 1, True, 60.0)),
            (40, events.TableVerified("d", 1, 1, True, 4.0)),
            (40, events.StepFinished(8, "Verify", 6.0, "")),
            (40, END),
        ]
    ) == [
        (5, "rows of a", 8.0),
        (5, "rows of c", 12.0),
        (6, "index k of c", 12.0),
        (6, "", 2.0),
        (8, "comparing d", 4.0),
        (8, "", 2.0),
    ]


def test_a_run_without_steps_took_no_time() -> None:
    assert path([(0, END)]) == []


def test_the_times_are_a_table() -> None:
    told = [events.TimeTaken(5, "rows of a", 8.0), events.TimeTaken(6, "", 2.0)]
    assert taken(told).rows == [("5", "rows of a", "8.0 s"), ("6", "Indexes back", "2.0 s")]
