"""The answer of `move --dry-run`."""

from __future__ import annotations

from segue.events import FORMAT_VERSION
from segue.move.run import Look
from segue.terminal import Answer, Column
from segue.terminal.text import size
from segue.wording import count, counted


def dry_run_table(look: Look) -> Answer:
    """The tables that would be copied, the largest first, and what else would be done."""
    columns = (
        Column("table", shortens=True),
        Column("rows, about", number=True),
        Column("size", number=True),
        Column("in the target now", number=True),
    )
    rows = [
        (
            str(load.name),
            count(load.rows_estimate),
            size(load.bytes),
            count(look.occupied[load.name]) if load.name in look.occupied else "",
        )
        for load in look.loads
    ]
    return Answer(columns if rows else (), rows, closing=_closing(look))


def dry_run_object(look: Look) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "dry_run",
        "bytes": look.bytes,
        "rows_estimate": look.rows_estimate,
        "definitions": look.definitions,
        "tables": [
            {
                "table": str(load.name),
                "bytes": load.bytes,
                "rows_estimate": load.rows_estimate,
                "rows_in_target": look.occupied.get(load.name, 0),
            }
            for load in look.loads
        ],
        "merges": [merge.as_json() for merge in look.merges],
    }


def _closing(look: Look) -> str:
    tables, definitions = counted(len(look.loads), "table"), count(look.definitions)
    return (
        f"A move would copy {tables}, {size(look.bytes)}, and take {definitions} indexes, "
        "constraints and triggers down and put them back. Nothing was written."
    )
