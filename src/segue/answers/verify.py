"""The answer of `verify`, and of a move that ended well."""

from __future__ import annotations

from segue.events import FORMAT_VERSION
from segue.move.verify import TableReport, VerifyReport
from segue.terminal import Answer, Column
from segue.terminal.text import count, duration

COLUMNS = (
    Column("table", shortens=True),
    Column("source rows", number=True),
    Column("target rows", number=True),
    Column("time", number=True),
    Column("verdict"),
    Column(""),
)


def verify_table(report: VerifyReport) -> Answer:
    """One row for each table, those that differ first."""
    ordered = sorted(report.tables, key=lambda table: (table.equal, -table.source.rows))
    strong = frozenset(number for number, table in enumerate(ordered) if not table.equal)
    rows = [_row(table) for table in ordered]
    return Answer(COLUMNS if rows else (), rows, closing=f"{report.summary}.", strong=strong)


def verify_object(report: VerifyReport) -> dict[str, object]:
    """The same for programs."""
    return {"version": FORMAT_VERSION, "event": "verify", **report.as_json()}


def _row(report: TableReport) -> tuple[str, ...]:
    return (
        str(report.table),
        count(report.source.rows),
        count(report.target.rows),
        duration(max(report.source.seconds, report.target.seconds)),
        "equal" if report.equal else "differs",
        f"and {count(report.added)} that Django added" if report.added else "",
    )
