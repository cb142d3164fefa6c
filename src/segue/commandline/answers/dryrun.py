"""The answer of `move --dry-run`."""

from __future__ import annotations

from segue.commandline.terminal import AnswerTable, Heading
from segue.commandline.terminal.text import size
from segue.events import FORMAT_VERSION
from segue.move.run import DryRun
from segue.wording import count, counted, estimated


def dry_run_table(seen: DryRun) -> AnswerTable:
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
            count(seen.occupied[load.name]) if load.name in seen.occupied else "",
        )
        for load in seen.loads
    ]
    return AnswerTable(columns if rows else (), rows, closing=_closing(seen))


def dry_run_object(seen: DryRun) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "dry_run",
        "bytes": seen.bytes,
        "rows_estimate": seen.rows_estimate,
        "definitions": seen.definitions,
        "tables": [
            {
                "table": str(load.name),
                "bytes": load.bytes,
                "rows_estimate": load.rows_estimate,
                "rows_in_target": seen.occupied.get(load.name, 0),
            }
            for load in seen.loads
        ],
        "merges": [merge.as_json() for merge in seen.merges],
    }


def _closing(seen: DryRun) -> str:
    tables, definitions = counted(len(seen.loads), "table"), count(seen.definitions)
    return (
        f"A move would copy {tables}, {size(seen.bytes)}, and take {definitions} indexes, "
        "constraints and triggers down and put them back. Nothing was written."
    )
