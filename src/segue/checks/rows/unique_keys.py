"""What unique indexes hold apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from segue.checks.rows.arriving_rows import mentioned
from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """A unique index of a table."""

    name: str
    """Of its constraint, where it has one."""
    primary: bool
    parts: tuple[str, ...]
    """Columns and expressions, as SQL."""
    columns: tuple[str | None, ...]
    """The parts that are plain columns; None for an expression."""
    collations: tuple[QualifiedName | None, ...]
    """Set for parts whose collation takes different texts for equal."""
    predicate: str | None
    nulls_equal: bool
    """Whether NULL counts as a value (NULLS NOT DISTINCT)."""

    @property
    def plain(self) -> bool:
        """Whether it is over columns alone, for all rows."""
        return None not in self.columns and self.predicate is None

    def columns_of(self, table: Table) -> tuple[str, ...]:
        """Every column that the key depends on."""
        return mentioned(table, (*self.parts, self.predicate or ""))

    @property
    def shown(self) -> str:
        """Its parts as messages show them: email, lower(name)."""
        return ", ".join(self.parts) + (f" where {self.predicate}" if self.predicate else "")


UniqueKeys = Mapping[QualifiedName, tuple[UniqueKey, ...]]


def unique_keys(connection: Connection, tables: Collection[QualifiedName]) -> UniqueKeys:
    """The unique keys of tables that have any. Works inside an open transaction too."""
    asked = {
        "schemas": [table.schema for table in tables],
        "tables": [table.name for table in tables],
    }
    found: dict[QualifiedName, tuple[UniqueKey, ...]] = {}
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = ''")
        for schema, name, *facts in connection.execute(query("unique_keys"), asked):
            table = QualifiedName(schema, name)
            found[table] = (*found.get(table, ()), _unique_key(*facts))
    return found


def _unique_key(
    name: str,
    primary: bool,
    parts: list[str],
    columns: list[str | None],
    collations: list[list[str] | None],
    predicate: str | None,
    nulls_equal: bool,
) -> UniqueKey:
    coarse = tuple(QualifiedName(*names) if names else None for names in collations)
    key = tuple(parts), tuple(columns), coarse
    return UniqueKey(name, primary, *key, predicate, nulls_equal)
