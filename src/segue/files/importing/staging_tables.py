"""The temporary tables that files pass through: one set for one file at a time, then for another.

A table that is made holds its lock until the transaction ends, so thousands of files cannot have
tables of their own. A set is emptied and given the columns of the next file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from psycopg import sql

from segue.database.session import Connection

MOST_ATTRIBUTES = 1500
"""Columns that a table may have had in its life; PostgreSQL counts those that were dropped."""

Declared = tuple[sql.Composable, sql.Composable]
"""A column's name and its type."""


@dataclass
class StagingSet:
    """The tables of one file, and what columns they have had."""

    number: int = 0
    """Tells the tables of several sets apart."""
    _columns: dict[str, list[Declared]] = field(default_factory=dict)
    _attributes: dict[str, int] = field(default_factory=dict)

    def name(self, kind: str) -> sql.Identifier:
        """The table of that kind."""
        return sql.Identifier("pg_temp", f"segue_{kind}_{self.number}")

    def make(self, connection: Connection, tables: Mapping[str, Sequence[Declared]]) -> None:
        """Have the tables of these kinds stand empty, with these columns; in one turn."""
        changes = [one for kind, columns in tables.items() for one in self._make(kind, columns)]
        connection.execute(sql.SQL("; ").join(changes))

    def _make(self, kind: str, columns: Sequence[Declared]) -> Iterator[sql.Composed]:
        before = self._columns.get(kind)
        if before == list(columns):
            yield sql.SQL("TRUNCATE {}").format(self.name(kind))
        elif before is None or self._attributes[kind] + len(columns) > MOST_ATTRIBUTES:
            yield from self._created(kind, columns)
        else:
            yield from self._altered(kind, before, columns)
        self._columns[kind] = list(columns)

    def _created(self, kind: str, columns: Sequence[Declared]) -> Iterator[sql.Composed]:
        listed = sql.SQL(", ").join(sql.SQL("{} {}").format(*column) for column in columns)
        if kind in self._columns:
            yield sql.SQL("DROP TABLE {}").format(self.name(kind))
        yield sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(
            self.name(kind), listed
        )
        self._attributes[kind] = len(columns)

    def _altered(
        self, kind: str, before: Sequence[Declared], columns: Sequence[Declared]
    ) -> Iterator[sql.Composed]:
        """Take away the columns that differ, and add the new ones."""
        superfluous = [one for one in before if one not in columns]
        new = [one for one in columns if one not in before]
        changes = [sql.SQL("DROP COLUMN {}").format(name) for name, _ in superfluous]
        changes += [sql.SQL("ADD COLUMN {} {}").format(*one) for one in new]
        yield sql.SQL("TRUNCATE {}").format(self.name(kind))
        yield sql.SQL("ALTER TABLE {} {}").format(self.name(kind), sql.SQL(", ").join(changes))
        self._attributes[kind] += len(new)
