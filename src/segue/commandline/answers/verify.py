"""The answer of `verify`, and of a move that ended well."""

from __future__ import annotations

from collections.abc import Iterator

from segue.commandline.terminal import AnswerTable, Heading
from segue.commandline.terminal.text import duration
from segue.events import FORMAT_VERSION
from segue.move.run import Outcome
from segue.move.verify import DifferingRows, RowDifference, TableReport, VerifyReport
from segue.wording import count, counted

COLUMNS = (
    Heading("table", shortens=True),
    Heading("source rows", number=True),
    Heading("target rows", number=True),
    Heading("time", number=True),
    Heading("verdict"),
    Heading(""),
)

ROW_COLUMNS = (
    Heading("row"),
    Heading("key", shortens=True),
    Heading("column"),
    Heading("in the source", shortens=True),
    Heading("in the target", shortens=True),
)


def verify_table(report: VerifyReport) -> AnswerTable:
    """One row for each table, those that differ first."""
    ordered = sorted(report.tables, key=lambda table: (table.equal, -table.source.rows))
    strong = frozenset(number for number, table in enumerate(ordered) if not table.equal)
    rows = [_row(table) for table in ordered]
    return AnswerTable(COLUMNS if rows else (), rows, closing=f"{report.summary}.", strong=strong)


def outcome_objects(outcome: Outcome) -> Iterator[dict[str, object]]:
    """A move's comparison, and what was migrated on after it, for programs."""
    if outcome.report is not None:
        yield verify_object(outcome.report)
    if outcome.rows is not None:
        yield {
            "version": FORMAT_VERSION,
            "event": "moved_before",
            "run": outcome.run,
            "rows": outcome.rows,
            "summary": outcome.verified,
        }
    if outcome.onward:
        yield {
            "version": FORMAT_VERSION,
            "event": "migrated_on",
            "run": outcome.run,
            "summary": outcome.onward,
        }


def verify_object(report: VerifyReport) -> dict[str, object]:
    """The same for programs."""
    return {"version": FORMAT_VERSION, "event": "verify", **report.as_json()}


def rows_table(found: DifferingRows) -> AnswerTable:
    """One line for each value that differs, or for each row that one side lacks."""
    rows = [line for row in found.rows for line in _lines(row)]
    return AnswerTable(ROW_COLUMNS if rows else (), rows, closing=_count(found))


def rows_object(rows: DifferingRows) -> dict[str, object]:
    """The same for programs."""
    return {"version": FORMAT_VERSION, "event": "differing_rows", **rows.as_json()}


def _lines(row: RowDifference) -> Iterator[tuple[str, ...]]:
    kind = row.kind.value + (f" {row.times} times" if row.times > 1 else "")
    key = ", ".join(f"{name} = {_value(value)}" for name, value in row.key.items())
    if not row.columns:
        yield kind, key, "", "", ""
    for column in row.columns:
        yield kind, key, column.column, _value(column.source), _value(column.target)
        kind = key = ""


def _value(value: str | None) -> str:
    return "NULL" if value is None else f"'{value}'"


def _count(rows: DifferingRows) -> str:
    if not rows.count:
        return f"The rows of {rows.table} are equal."
    least = "" if rows.complete else "At least "
    remark = f"; {count(len(rows.rows))} are shown" if len(rows.rows) < rows.count else ""
    verb = "differs" if rows.count == 1 else "differ"
    return f"{least}{counted(rows.count, 'row')} of {rows.table} {verb}{remark}."


def _row(report: TableReport) -> tuple[str, ...]:
    return (
        str(report.table),
        count(report.source.rows),
        count(report.target.rows),
        duration(report.seconds),
        "equal" if report.equal else "differs",
        _remark(report),
    )


def _remark(report: TableReport) -> str:
    judgement = report.judged
    told = {
        "missing": judgement.missing if judgement else 0,
        "changed": judgement.changed if judgement else 0,
        "kept as they were": judgement.kept if judgement else 0,
        "rejected": report.rejected,
        "that only the target has": report.added,
        "written though they are the target's own": report.own.unnoted if report.own else 0,
    }
    remarks = [f"{count(number)} {what}" for what, number in told.items() if number]
    if report.own is not None and not report.own.unchanged:
        remarks.append("others wrote to rows that it had")
    if report.passing and not report.equal:
        remarks.append("which rows come depends on the time")
    return ", ".join(remarks)
