"""What people and programs see of a run."""

from __future__ import annotations

import io
import itertools
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from segue import events, wording
from segue.commandline.terminal import (
    AnswerTable,
    Heading,
    JsonReporter,
    LiveReporter,
    PlainReporter,
    QuietReporter,
    Screen,
    TerminalAsker,
    reporter_for,
    text,
)
from segue.commandline.terminal.findings import summary
from segue.errors import AnswerNeeded
from segue.findings import Finding, Place, Severity
from segue.progress import Tally

HOSTILE = "a\x1b[31m\x07\r\nb[bold]c[/bold]:smile:\u202e\u2028\udcff"
SHOWN = "a\\x1b[31m\\x07\\r\\nb[bold]c[/bold]:smile:\\u202e\\u2028\\udcff"


class FakeTerminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def piped() -> tuple[Screen, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Screen(out=out, err=err), out, err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> tuple[Screen, FakeTerminal, FakeTerminal]:
    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    out, err = FakeTerminal(), FakeTerminal()
    return Screen(out=out, err=err), out, err


class TestText:
    def test_shows_what_steers_a_terminal_as_escapes(self) -> None:
        assert text.visible(HOSTILE) == SHOWN
        assert text.visible("a\nb\tc", keep="\n\t") == "a\nb\tc"

    @pytest.mark.parametrize("harmless", ["Größe", "表", "👩\u200d🚀", "naïve — “quoted”", "é"])
    def test_leaves_the_world_s_letters_alone(self, harmless: str) -> None:
        assert text.visible(harmless) == harmless

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (1250, "1.25 kB"), (9999, "10.0 kB"),
            (99_960, "100 kB"), (650e6, "650 MB"), (999.6e6, "1.00 GB"), (38.1e9, "38.1 GB"),
            (5e18, "5000 PB"),
        ],
    )  # fmt: skip
    def test_tells_sizes_with_three_digits(self, number: float, shown: str) -> None:
        assert text.size(number) == shown

    @pytest.mark.parametrize(
        ("seconds", "shown"),
        [
            (0, "0.00 s"), (0.04, "0.04 s"), (0.999, "1.0 s"), (12.34, "12.3 s"),
            (99.96, "1 min 40 s"), (125, "2 min 05 s"), (3599.7, "1 h 00 min"),
            (3840, "1 h 04 min"),
        ],
    )  # fmt: skip
    def test_tells_durations(self, seconds: float, shown: str) -> None:
        assert text.duration(seconds) == shown

    def test_tells_progress_with_the_unit_once(self) -> None:
        assert text.progress(16_400_000_000, 38_100_000_000) == "16.4 of 38.1 GB"
        assert text.progress(900_000, 38_100_000_000) == "900 kB of 38.1 GB"

    def test_counts_one_and_many(self) -> None:
        assert wording.counted(1, "row") == "1 row"
        assert wording.counted(1882, "row") == "1,882 rows"
        assert wording.counted(2, "index", "indexes") == "2 indexes"

    def test_never_promises_more_than_anybody_knows(self) -> None:
        assert text.about(0.2) == "about 5 s left"
        assert text.about(47) == "about 45 s left"
        assert text.about(312) == "about 5 min left"
        assert text.about(9000) == "about 2.5 h left"


class TestTally:
    def test_adds_finished_and_active_tables_up(self) -> None:
        tally = Tally(Clock())
        tally.add(events.CopyPlanned(2, 4, 1000))
        tally.add(events.TableStarted("a", 600, 1))
        tally.add(events.TableStarted("b", 400, 1))
        tally.add(events.TableFinished("a", 1, 50, 1.0))
        tally.add(events.TableProgress("b", 100, 400))
        assert tally.bytes_done == 700
        assert tally.share == pytest.approx(0.7)
        assert list(tally.active) == ["b"]

    def test_takes_the_rate_of_late_only(self) -> None:
        clock = Clock()
        tally = Tally(clock)
        tally.add(events.CopyPlanned(1, 1, 10_000))
        tally.add(events.TableStarted("a", 10_000, 1))
        for second in range(30):
            clock.now += 1
            tally.add(events.TableProgress("a", second * (10 if second < 15 else 100), 10_000))
        assert tally.rate == pytest.approx(100, rel=0.01)
        assert tally.seconds_left == pytest.approx((10_000 - 2_900) / 100, rel=0.01)

    def test_knows_no_time_left_before_there_is_a_rate(self) -> None:
        tally = Tally(Clock())
        tally.add(events.CopyPlanned(1, 1, 10))
        assert tally.seconds_left is None

    def test_begins_anew_with_another_try_of_the_run(self) -> None:
        tally = Tally(lambda: 0.0)
        run = events.RunStarted(1, "a", "b", resumed=False)
        first = events.TableFinished("public.t", 5, 900, 0.5)
        tries = [
            [run, events.StepFinished(4, "Indexes down", 1.0, "9 down"),
             events.CopyPlanned(1, 1, 900), events.TableStarted("public.t", 900, 5), first],
            [replace(run, resumed=True), events.StepFinished(4, "Indexes down", 2.0, "0 down"),
             events.CopyPlanned(0, 0, 0), replace(first, kept=True)],
        ]  # fmt: skip
        for event in itertools.chain(*tries):
            tally.add(event)
        assert [(step.number, step.summary) for step in tally.steps] == [(4, "0 down")]
        assert tally.finished == [replace(first, kept=True)]
        assert tally.bytes_done == 0


def run_of(tables: int) -> Iterator[events.Event]:
    """The events of a small move."""
    yield events.RunStarted(3, "django:old", "django:default", False)
    yield events.StepStarted(5, "Copy rows")
    yield events.CopyPlanned(tables, tables, tables * 1000)
    for number in range(tables):
        yield events.TableStarted(f"public.t{number}", 1000, number)
        yield events.TableProgress(f"public.t{number}", 500, 1000)
        yield events.TableFinished(f"public.t{number}", number, number * 900, 0.5)
    yield events.StepFinished(5, "Copy rows", 1.5, f"rows into {tables} tables")
    yield events.RunFinished(3, tables, 1882, 123_456, 65.0, 1)


class TestPlainLines:
    def test_tell_each_noteworthy_event_once(self) -> None:
        screen, out, err = piped()
        for event in run_of(2):
            PlainReporter(screen).report(event)
        assert err.getvalue().splitlines() == [
            "Run 3 begins: django:old to django:default",
            "5 Copy rows ...",
            "  to copy: 2 tables in 2 parts, 2.00 kB",
            "  public.t1: 1 row, 900 B in 0.50 s",
            "5 Copy rows done in 1.5 s: rows into 2 tables",
        ]
        assert "Run 3 is done: 2 tables, 1,882 rows, 123 kB in 1 min 05 s." not in err.getvalue()
        assert out.getvalue().endswith("Run 3 is done: 2 tables, 1,882 rows, 123 kB in 65.0 s.\n")

    def test_tell_progress_every_few_seconds_only(self) -> None:
        screen, _, err = piped()
        clock = Clock()
        reporter = PlainReporter(screen, clock)
        reporter.report(events.CopyPlanned(1, 1, 100_000))
        reporter.report(events.TableStarted("public.big", 100_000, 5))
        for tenth in range(1, 120):
            clock.now = 100 + tenth / 10
            reporter.report(events.TableProgress("public.big", tenth * 100, 100_000))
        progress = [line for line in err.getvalue().splitlines() if line.startswith("  copied")]
        assert progress == [
            "  copied 5 %: 5.00 of 100 kB, 1.00 kB/s, about 2 min left",
            "  copied 10 %: 10.0 of 100 kB, 1.00 kB/s, about 2 min left",
        ]

    def test_leave_details_out_unless_they_are_wanted(self) -> None:
        screen, _, err = piped()
        detail = events.Note("Applying shop.0001_initial... OK", "detail")
        PlainReporter(screen).report(detail)
        assert err.getvalue() == ""
        PlainReporter(screen, details=True).report(detail)
        assert err.getvalue() == "  Applying shop.0001_initial... OK\n"

    def test_hold_no_escape_sequences(self) -> None:
        screen, out, err = piped()
        reporter = PlainReporter(screen)
        reporter.report(events.Note(HOSTILE, "warning"))
        reporter.report(events.TableFinished(HOSTILE, 1, 1, 0.1))
        reporter.report(events.RunFinished(1, 1, 1, 1, 0.1, 1))
        assert "\x1b" not in out.getvalue() + err.getvalue()
        assert SHOWN in out.getvalue()
        assert SHOWN.replace("\\n", "\n") in err.getvalue()

    def test_have_no_blanks_at_their_ends(self) -> None:
        screen, out, err = piped()
        for event in run_of(3):
            PlainReporter(screen).report(event)
        assert not re.search(r"[ \t]$", out.getvalue() + err.getvalue(), re.MULTILINE)


class TestClosingTables:
    def closing(self, tables: int) -> str:
        screen, out, _ = piped()
        reporter = PlainReporter(screen)
        for event in run_of(tables):
            reporter.report(event)
        return out.getvalue()

    def test_name_the_largest_tables_first_and_sum_the_rest(self) -> None:
        lines = self.closing(50).splitlines()
        names = [line.split("  ")[0] for line in lines if line.startswith("public.")]
        assert names == [f"public.t{number}" for number in range(49, 29, -1)]
        assert any(line.startswith("30 smaller tables") for line in lines)
        (everything,) = (line for line in lines if line.startswith("all 50 tables"))
        assert everything.split()[3] == f"{sum(range(50)):,}"

    def test_sum_no_single_table_as_the_rest(self) -> None:
        assert "smaller" not in self.closing(21)

    def test_align_numbers_on_the_right(self) -> None:
        lines = [line for line in self.closing(12).splitlines() if line.startswith("public.")]
        assert len({len(line) for line in lines}) == 1

    def test_say_what_was_copied_before(self) -> None:
        screen, out, _ = piped()
        reporter = PlainReporter(screen)
        reporter.report(events.TableFinished("public.a", 5, 10, 0.0, kept=True))
        reporter.report(events.RunFinished(1, 1, 5, 10, 0.1, 1))
        assert re.search(r"public\.a .*copied before$", out.getvalue(), re.MULTILINE)


class TestFindings:
    FINDING = Finding(
        "S201",
        Severity.ERROR,
        "1,882 of 9,800,412 values of shop_order.status are longer than varchar(10)",
        Place("segue.toml", 27),
        "those rows would be refused by orders_order.status",
        'widen the field, or map the values: status = { sql = "left(status, 10)" }',
    )

    def shown(self, *findings: Finding) -> str:
        screen, out, _ = piped()
        screen.findings(findings, answer=True)
        return out.getvalue()

    def test_read_like_a_good_compiler_s(self) -> None:
        assert self.shown(self.FINDING).startswith(
            """\
error[S201]: 1,882 of 9,800,412 values of shop_order.status are longer than varchar(10)
  --> segue.toml:27
   = effect: those rows would be refused by orders_order.status
   = help: widen the field, or map the values: status = { sql = "left(status, 10)" }
"""
        )

    def test_come_gravest_first(self) -> None:
        note = Finding("A100", Severity.NOTE, "by the way")
        warning = Finding("B100", Severity.WARNING, "mind")
        shown = self.shown(note, warning, self.FINDING)
        assert re.findall(r"^\w+\[", shown, re.MULTILINE) == ["error[", "warning[", "note["]
        assert shown.endswith(
            "1 error, 1 warning, 1 note; `segue check --explain S201` explains it\n"
        )

    def test_a_value_s_own_line_ends_do_not_part_the_lines(self) -> None:
        rows = 'id = 1 (a\tb\n"c")'
        finding = Finding("S213", Severity.WARNING, "none of its choices", rows=rows)
        assert '   = rows: id = 1 (a\\tb\\n"c")\n' in self.shown(finding)

    def test_of_one_kind_share_their_effect_and_help(self) -> None:
        same = [
            Finding(
                "T101",
                Severity.WARNING,
                f"t{n} has no counterpart",
                Place(table=f"t{n}"),
                "lost",
                "map it",
            )
            for n in range(3)
        ]
        shown = self.shown(*same)
        assert shown.count("warning[T101]") == 3
        assert shown.count("= effect: lost") == 1
        assert shown.count("= help: map it") == 1

    def test_keep_later_lines_under_the_first(self) -> None:
        shown = self.shown(Finding("T1", Severity.NOTE, "a", help="first\nsecond"))
        assert "   = help: first\n           second\n" in shown

    def test_show_hostile_names_as_text(self) -> None:
        shown = self.shown(Finding("T1", Severity.NOTE, HOSTILE, Place(table=HOSTILE)))
        assert "\x1b" not in shown
        assert "[bold]" in shown

    def test_are_shown_together_during_a_move(self) -> None:
        screen, _, err = piped()
        reporter = PlainReporter(screen)
        for code in ("W2", "W1"):
            reporter.report(events.FindingReported(Finding(code, Severity.WARNING, "t")))
        assert err.getvalue() == ""
        reporter.report(events.StepFinished(3, "Check", 0.1, "2 findings"))
        assert err.getvalue().index("W1") < err.getvalue().index("W2")

    def test_none_say_nothing(self) -> None:
        assert self.shown() == ""
        assert summary([]) == ""


class TestJsonLines:
    def test_are_whole_objects_whatever_the_names(self) -> None:
        stream = io.StringIO()
        reporter = JsonReporter(stream)
        reporter.report(events.TableFinished(HOSTILE, 1, 2, 0.5))
        line = stream.getvalue()
        assert line.count("\n") == 1
        assert json.loads(line) == {
            "version": 1, "event": "table_finished", "table": HOSTILE, "rows": 1, "bytes": 2,
            "seconds": 0.5, "kept": False, "there": 0,
            "rejected": 0,
        }  # fmt: skip

    def test_of_many_threads_do_not_mix(self) -> None:
        stream = io.StringIO()
        reporter = JsonReporter(stream)

        def report() -> None:
            for number in range(200):
                reporter.report(events.TableProgress("t" * 50, number, 200))

        threads = [threading.Thread(target=report) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([json.loads(line) for line in stream.getvalue().splitlines()]) == 800

    def test_stop_quietly_when_the_reader_goes_away(self) -> None:
        class Gone(io.StringIO):
            def write(self, text: str) -> int:
                raise BrokenPipeError

        reporter = JsonReporter(Gone())
        reporter.report(events.Note("a"))
        reporter.report(events.Note("b"))


class TestQuiet:
    def test_says_only_what_one_must_know(self) -> None:
        screen, out, err = piped()
        reporter = QuietReporter(screen)
        for event in run_of(3):
            reporter.report(event)
        reporter.report(events.FindingReported(Finding("N1", Severity.NOTE, "fine")))
        assert out.getvalue() + err.getvalue() == ""
        reporter.report(events.Note("careful", "warning"))
        reporter.report(events.FindingReported(Finding("E1", Severity.ERROR, "bad")))
        assert "warning: careful" in err.getvalue()
        assert "error[E1]: bad" in err.getvalue()


class TestMovingLines:
    def test_end_with_the_cursor_shown_and_only_finished_things_left(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal]
    ) -> None:
        screen, out, err = terminal
        with LiveReporter(screen) as reporter:
            for event in run_of(3):
                reporter.report(event)
        assert err.getvalue().rindex("\x1b[?25h") > err.getvalue().rindex("\x1b[?25l")
        assert "✓" in err.getvalue()
        assert "Run 3 is done" in out.getvalue()

    def test_show_the_whole_and_every_active_table(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal]
    ) -> None:
        screen, _, err = terminal
        clock = Clock()
        with LiveReporter(screen, clock) as reporter:
            reporter.report(events.StepStarted(5, "Copy rows"))
            reporter.report(events.CopyPlanned(2, 2, 40_000_000))
            reporter.report(events.TableStarted("public.big", 30_000_000, 5))
            reporter.report(events.TableStarted(HOSTILE, 10_000_000, 5))
            for _ in range(3):
                clock.now += 1
                reporter.report(events.TableProgress("public.big", 15_000_000, 30_000_000))
            shown = plain(screen, reporter)
        assert "5 Copy rows" in shown
        assert re.search(r"37 % 15\.0 of 40\.0 MB", shown)
        assert re.search(r"public\.big .* 50 % 15\.0 of 30\.0 MB 5\.00 MB/s", shown)
        assert SHOWN[:10] in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        assert "\x1b[31m\x07" not in err.getvalue()

    def test_stop_while_a_question_is_asked(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal]
    ) -> None:
        screen, _, err = terminal
        with LiveReporter(screen) as reporter:
            reporter.report(events.StepStarted(3, "Check"))
            with reporter.pause():
                before = err.getvalue()
                time.sleep(0.4)
                assert err.getvalue() == before
            time.sleep(0.4)
            assert err.getvalue() != before

    def test_take_events_from_many_threads(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal]
    ) -> None:
        """The display's own thread draws meanwhile: neither may wait for the other for ever."""
        screen, _, _ = terminal
        with LiveReporter(screen) as reporter:
            reporter.report(events.StepStarted(5, "Copy rows"))
            reporter.report(events.CopyPlanned(40, 40, 40_000))

            def copy(lane: int) -> None:
                for number in range(10):
                    name = f"t{lane}-{number}"
                    reporter.report(events.TableStarted(name, 1000, 1))
                    reporter.report(events.TableProgress(name, 500, 1000))
                    time.sleep(0.01)
                    reporter.report(events.TableFinished(name, 1, 900, 0.1))

            threads = [
                threading.Thread(target=copy, args=(lane,), daemon=True) for lane in range(4)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=20)
            assert not any(thread.is_alive() for thread in threads)
            assert len(reporter.tally.finished) == 40


def plain(screen: Screen, reporter: LiveReporter) -> str:
    """The moving lines as they stand now, without colours."""
    with screen.err.capture() as captured:
        screen.err.print(reporter.moving())
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", captured.get())


class TestTheReporter:
    def test_moves_on_a_terminal_only(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert isinstance(reporter_for(terminal[0]), LiveReporter)
        assert isinstance(reporter_for(piped()[0]), PlainReporter)
        assert isinstance(reporter_for(piped()[0], quiet=True), QuietReporter)
        assert isinstance(reporter_for(terminal[0], json=True), JsonReporter)
        monkeypatch.setenv("TERM", "dumb")
        assert isinstance(reporter_for(Screen(err=FakeTerminal())), PlainReporter)

    @pytest.mark.parametrize("way", ["NO_COLOR", "option"])
    def test_uses_no_colour_where_it_must_not(
        self, way: str, terminal: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if way == "NO_COLOR":
            monkeypatch.setenv("NO_COLOR", "1")
        err = FakeTerminal()
        screen = Screen(color=way != "option", err=err)
        screen.findings([TestFindings.FINDING])
        screen.say("bold", "bold red")
        assert "\x1b[" not in err.getvalue()


class TestAnswers:
    COLUMNS = (Heading("table", shortens=True), Heading("rows", number=True))

    def test_shorten_long_names_to_fit_a_terminal(
        self, terminal: tuple[Screen, FakeTerminal, FakeTerminal]
    ) -> None:
        screen, out, _ = terminal
        screen.answer(AnswerTable(self.COLUMNS, [("n" * 200, "1,882")]))
        lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
        assert all(len(line) <= 80 for line in lines)
        assert lines[-1].endswith("1,882")
        assert "…" in lines[-1]

    def test_stay_whole_in_a_pipe(self) -> None:
        screen, out, _ = piped()
        screen.answer(AnswerTable(self.COLUMNS, [("n" * 200, "1,882")], closing="1 table."))
        lines = [line.split() for line in out.getvalue().splitlines()]
        assert lines[-2:] == [["n" * 200, "1,882"], ["1", "table."]]

    def test_drop_columns_that_say_nothing(self) -> None:
        screen, out, _ = piped()
        screen.answer(AnswerTable((*self.COLUMNS, Heading("")), [("a", "1", "")]))
        assert not re.search(r" $", out.getvalue(), re.MULTILINE)


class TestQuestions:
    def ask(self, answer: str) -> tuple[TerminalAsker, io.StringIO]:
        screen, _, err = piped()
        stdin = FakeTerminal(answer)
        return TerminalAsker(screen, stdin), err

    @pytest.mark.parametrize(
        ("answer", "meant"), [("y\n", True), ("YES\n", True), ("\n", False), ("no\n", False)]
    )
    def test_take_yes_and_nothing_else_for_yes(self, answer: str, meant: bool) -> None:
        asker, err = self.ask(answer)
        assert asker.confirm("Go on?", help="--yes") is meant
        assert err.getvalue() == "Go on?\n[y/N] "

    @pytest.mark.parametrize(
        ("answer", "meant"), [("shop\n", True), ("Shop\n", False), ("y\n", False)]
    )
    def test_want_a_name_letter_for_letter(self, answer: str, meant: bool) -> None:
        asker, _ = self.ask(answer)
        assert asker.type_exactly("58 rows go.", "shop", help="--confirm") is meant

    @pytest.mark.parametrize("stdin", [io.StringIO("y\n"), FakeTerminal("")])
    def test_fail_where_nobody_answers(self, stdin: Any) -> None:
        screen, _, _ = piped()
        with pytest.raises(AnswerNeeded) as caught:
            TerminalAsker(screen, stdin).confirm("Go on?", help="Say --target-is-fresh.")
        assert caught.value.advice == "Say --target-is-fresh."

    def test_are_not_asked_with_no_input(self) -> None:
        screen, _, err = piped()
        asker = TerminalAsker(screen, FakeTerminal("y\n"), no_input=True)
        with pytest.raises(AnswerNeeded):
            asker.type_exactly("58 rows go.", "shop", help="")
        assert err.getvalue() == ""
