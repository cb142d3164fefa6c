"""What unique indexes of a table hold apart by equality."""

from __future__ import annotations

from psycopg import sql

from segue.checks.rows.arriving_rows import mentioned
from segue.database.catalog import Table
from segue.database.constraints import Index


def unique_keys(table: Table) -> tuple[Index, ...]:
    """Those with and without a constraint; what must not overlap, exclusions tell of."""
    return tuple(index for index in table.unique_indexes if not index.operators)


def columns_of(index: Index, table: Table) -> tuple[str, ...]:
    """Every column that the key depends on."""
    return mentioned(table, (*index.parts, index.predicate or ""))


def collated(index: Index, number: int) -> sql.Composable:
    """What stands behind one of its parts that takes different texts for equal; else nothing."""
    collation = index.collations[number] if number < len(index.collations) else None
    if collation is None:
        return sql.SQL("")
    return sql.SQL(" COLLATE {}").format(collation.identifier)
