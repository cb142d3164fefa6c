"""The answer of `move --dry-run`."""

from __future__ import annotations

from segue.commandline.terminal import AnswerTable, Heading
from segue.commandline.terminal.text import size
from segue.events import FORMAT_VERSION
from segue.move.run import DryRun
from segue.wording import count, counted, estimated


def dry_run_table(result: DryRun) -> AnswerTable:
    """The tables that would be copied, the largest first, and what else would be done."""
    columns = (
        Heading("table", shortens=True),
        Heading("rows, about", number=True),
        Heading("size", number=True),
        Heading("in the target now", number=True),
    )
    rows = [
        (
            str(load.name),
            estimated(load.rows_estimate, load.bytes),
            size(load.bytes),
            count(result.occupied[load.name]) if load.name in result.occupied else "",
        )
        for load in result.loads
    ]
    return AnswerTable(columns if rows else (), rows, closing=_closing(result))


def dry_run_object(result: DryRun) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "dry_run",
        "bytes": result.bytes,
        "rows_estimate": result.rows_estimate,
        "definitions": result.definitions,
        "tables": [
            {
                "table": str(load.name),
                "bytes": load.bytes,
                "rows_estimate": load.rows_estimate,
                "rows_in_target": result.occupied.get(load.name, 0),
            }
            for load in result.loads
        ],
        "merges": [merge.as_json() for merge in result.merges],
    }


def _closing(result: DryRun) -> str:
    tables, definitions = counted(len(result.loads), "table"), count(result.definitions)
    return (
        f"A move would copy {tables}, {size(result.bytes)}, and take {definitions} indexes, "
        "constraints and triggers down and put them back. Nothing was written."
    )
