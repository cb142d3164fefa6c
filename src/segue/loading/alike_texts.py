"""Texts that are the same but for case, blanks around them and the form of their letters."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Column
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.loading.table import arriving, of


@dataclass(frozen=True, slots=True)
class AlikeTexts:
    """How a database takes texts for alike, by a collation that knows all capitals if it has one.

    The database's own may be C, in which only those of ASCII have small letters.
    """

    collation: QualifiedName | None
    normalizes: bool
    """Whether one form of accented letters can be made of all."""

    @classmethod
    def of(cls, connection: Connection) -> AlikeTexts:
        """As the database can tell it."""
        row = connection.execute(query("folding_collations")).fetchone()
        unicode = connection.info.parameter_status("server_encoding") == "UTF8"
        return cls(QualifiedName(*row) if row is not None else None, unicode)

    def says(self, column: Column) -> sql.Composable:
        """Whether a staged row s and a row t of the target have alike texts in a column."""
        sides = (of("t", column.name), arriving(column))
        return sql.SQL(" = ").join(map(self._bare, sides))

    def _bare(self, value: sql.Composable) -> sql.Composable:
        text: sql.Composable = sql.SQL("{}::pg_catalog.text").format(value)
        if self.normalizes:
            text = sql.SQL("pg_catalog.normalize({})").format(text)
        trimmed = sql.SQL("pg_catalog.btrim({})").format(text)
        if self.collation is None:
            return sql.SQL("pg_catalog.lower({})").format(trimmed)
        # One collation for what is compared, as those of two columns may differ.
        return sql.SQL('(pg_catalog.lower({} COLLATE {}) COLLATE "C")').format(
            trimmed, self.collation.identifier
        )
