"""The closing tables: what each step and each table took."""

from __future__ import annotations

from collections.abc import Sequence

from segue import events
from segue.commandline.terminal.screen import AnswerTable, Heading, Screen
from segue.commandline.terminal.text import duration, size
from segue.move.steps import NAMES
from segue.progress import Tally
from segue.wording import count, counted

LARGEST = 20
"""Tables that get a line of their own; the rest is summed."""

WORTH_ASKING = 10.0
"""Seconds of a run from which people want to know what took them."""


def show_closing(screen: Screen, tally: Tally, end: events.RunFinished) -> None:
    """Both tables and a last sentence, on standard output."""
    if tally.steps:
        screen.tell("")
        screen.answer(steps(tally.steps))
        screen.tell("")
    if len(tally.taken) > 1 and end.seconds >= WORTH_ASKING:
        screen.answer(taken(tally.taken))
        screen.tell("")
    if tally.held:
        screen.answer(held(tally.held))
        screen.tell("")
    if tally.finished:
        screen.answer(tables(tally.finished))
        screen.tell("")
    screen.tell(sentence(end), "bold green")


def sentence(end: events.RunFinished) -> str:
    """`Run 3 is done: 58 tables, 31,204,118 rows, 16.4 GB in 4 min 12 s`."""
    tries = "" if end.tries == 1 else f", all {count(end.tries)} tries and what lay between them"
    return (
        f"Run {end.run} is done: {counted(end.tables, 'table')}, {counted(end.rows, 'row')}, "
        f"{size(end.bytes)} in {duration(end.seconds)}{tries}."
    )


def steps(finished: Sequence[events.StepFinished]) -> AnswerTable:
    """One line for each step. Steps overlap, so their times do not add up to the whole."""
    columns = (
        Heading("step", number=True),
        Heading(""),
        Heading("", shortens=True),
        Heading("time", True),
    )
    rows = [
        (str(step.number), step.name, step.summary, duration(step.seconds)) for step in finished
    ]
    return AnswerTable(columns, rows)


def taken(path: Sequence[events.TimeTaken]) -> AnswerTable:
    """What the run waited for, step by step."""
    columns = (
        Heading("step", number=True),
        Heading("what took the time", shortens=True),
        Heading("time", True),
    )
    rows = [(str(one.step), one.what or NAMES[one.step], duration(one.seconds)) for one in path]
    return AnswerTable(columns, rows)


def held(foretold: Sequence[events.ForecastHeld]) -> AnswerTable:
    """What the rehearsal foretold, beside what came."""
    columns = (
        Heading("step", number=True), Heading(""), Heading("as rehearsed", True), Heading("", True),
        Heading("time", True),
    )  # fmt: skip
    rows = [
        (
            str(one.step), one.name, duration(one.likely),
            f"{duration(one.low)} to {duration(one.high)}", duration(one.seconds),
        )
        for one in foretold
    ]  # fmt: skip
    likely, low, high, seconds = (
        sum(getattr(one, name) for one in foretold) for name in ("likely", "low", "high", "seconds")
    )
    spread = f"{duration(low)} to {duration(high)}"
    rows.append(("", "all of it", duration(likely), spread, duration(seconds)))
    return AnswerTable(columns, rows)


def tables(finished: Sequence[events.TableFinished]) -> AnswerTable:
    """One line for each table, the largest first, many small ones in one line, and a sum."""
    ordered = sorted(finished, key=lambda t: (-t.bytes, -t.rows, t.table))
    largest, rest = ordered[:LARGEST], ordered[LARGEST:]
    if len(rest) == 1:
        largest, rest = ordered, []
    rows = [_row(table.table, [table]) for table in largest]
    if rest:
        rows.append(_row(f"{count(len(rest))} smaller tables", rest))
    if len(ordered) > 1:
        rows.append(_row(f"all {count(len(ordered))} tables", ordered))
    columns = (
        Heading("table", shortens=True), Heading("rows", True), Heading("size", True),
        Heading("time", True), Heading(""),
    )  # fmt: skip
    return AnswerTable(columns, rows)


def _row(name: str, tables: Sequence[events.TableFinished]) -> tuple[str, ...]:
    kept_rows = sum(table.kept for table in tables)
    before = "copied before" if len(tables) == 1 else f"{count(kept_rows)} copied before"
    there, rejected = sum(t.there for t in tables), sum(t.rejected for t in tables)
    notes = [
        before if kept_rows else "",
        f"{count(there)} there already" if there else "",
        f"{count(rejected)} rejected" if rejected else "",
    ]
    return (
        name,
        count(sum(table.rows for table in tables)),
        size(sum(table.bytes for table in tables)),
        duration(sum(table.seconds for table in tables)),
        ", ".join(note for note in notes if note),
    )
