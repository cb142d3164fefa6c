"""What names a row of a table beside its surrogate key, and which columns refer to other rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from segue.checks.rows.unique_keys import columns_of, unique_keys
from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.mapping.contenttypes import content_type_table
from segue.mapping.generic_keys import named_pairs
from segue.project.values import GenericForeignKey, Project

NUMBERS = frozenset({"int2", "int4", "int8"})

NAMES = ("slug", "name", "code", "codename", "key", "username", "email", "domain", "title", "label")
"""Columns that most likely name a row where no rule of the table says what does."""


@dataclass(frozen=True, slots=True)
class NaturalKey:
    """Values that no two rows share."""

    parts: tuple[str, ...]
    """SQL over the table's columns, named alone."""
    columns: tuple[str, ...]
    """Every column that the parts, and the predicate, depend on."""
    predicate: str | None = None
    """The rows that it names."""
    whole: bool = False
    """Whether it is all that the row holds: rows that are equal stand for each other."""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table with what names its rows."""

    table: Table
    keys: tuple[NaturalKey, ...]
    """Each is tried in its turn."""
    references: Mapping[str, QualifiedName]
    """Columns that hold the primary key of a table, and that table."""
    soft: tuple[GenericForeignKey, ...] = ()
    """Pairs of a content type and an object's id."""
    shown: tuple[str, ...] = ()
    """Columns by which people recognise a row."""
    seeded: frozenset[QualifiedName] = frozenset()
    """The tables that have seed rows, this one too."""
    identical: NaturalKey | None = None
    """For rows that no key names, such as one whose name is NULL: all is equal, the number too."""
    same_past: bool = False
    """Whether the rows were the same once: the number tells those that people edited."""

    @property
    def number(self) -> Column | None:
        """The primary key, where it is a number that says nothing."""
        key = self.key_columns
        alone = key[0] if len(key) == 1 and self.table.primary_key else None
        if alone is None or alone.name in self.references:
            return None
        return alone if alone.type.resolved.name.name in NUMBERS else None

    @property
    def numbered(self) -> NaturalKey | None:
        """The number, where both sides gave it to the same row once."""
        number = self.number
        if number is None or not self.same_past or self.is_link:
            return None
        return NaturalKey((_identifier(number.name),), (number.name,))

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """What tells a row from all others: the primary key, or else all that it holds."""
        columns = (self.table.column(name) for name in self.table.primary_key)
        keys = tuple(column for column in columns if column is not None)
        return keys or tuple(column for column in self.table.columns if not column.generated)

    @property
    def is_link(self) -> bool:
        """Whether a row does nothing but tie others together."""
        number = self.number
        own = {number.name} if number is not None else set()
        rest = {column.name for column in self.table.columns} - own
        return len(rest) > 1 and rest <= self.references.keys()


def named_tables(
    catalog: Catalog,
    tables: Iterable[Table],
    project: Project | None,
    same_past: Collection[QualifiedName] = (),
) -> tuple[NamedTable, ...]:
    """The tables with what names their rows, those that others refer to first.

    `same_past` are tables into which both databases' migrations wrote the same seed rows.
    """
    ordered = tuple(referenced_first(list(tables)))
    seeded = frozenset(table.name for table in ordered)
    return tuple(
        replace(
            _named_table(table, catalog, project), seeded=seeded, same_past=table.name in same_past
        )
        for table in ordered
    )


def referenced_first(tables: Sequence[Table]) -> Iterator[Table]:
    """The tables with the ones they point at before them; a circle is cut anywhere."""
    waiting = {table.name: table for table in tables}
    while waiting:
        ready = [t for t in waiting.values() if not _points_at(t) & (waiting.keys() - {t.name})]
        for table in ready or [next(iter(waiting.values()))]:
            del waiting[table.name]
            yield table


def _points_at(table: Table) -> set[QualifiedName]:
    return {key.references for key in table.foreign_keys}


def _named_table(table: Table, catalog: Catalog, project: Project | None) -> NamedTable:
    references = dict(_references(table, catalog, project))
    bare = NamedTable(table, (), references)
    keys = list(_keys(table, bare, project))
    unique_columns = _content_columns(table, bare)
    label_columns = next((k.columns for k in keys if not k.predicate), None) or unique_columns
    # A row that holds nothing beside its number is told by that alone.
    identical = _identical(table, bare) if keys or not unique_columns else None
    if not keys and unique_columns:
        keys = [_whole(unique_columns), *_likely(table)]
    soft = tuple(_soft(table, catalog, project))
    return NamedTable(
        table, tuple(keys), references, soft, tuple(label_columns), identical=identical
    )


def _references(
    table: Table, catalog: Catalog, project: Project | None
) -> Iterator[tuple[str, QualifiedName]]:
    """References to primary keys, by the model as well as by foreign keys, which win."""
    model = project.model_of(table.name) if project is not None else None
    for field in model.fields if model is not None else ():
        relation = field.relation
        if relation is not None and _is_key(catalog, relation.table, relation.column):
            yield field.column, relation.table
    for key in table.foreign_keys:
        for own, other in key.pairs:
            if _is_key(catalog, key.references, other):
                yield own, key.references


def _soft(table: Table, catalog: Catalog, project: Project | None) -> Iterator[GenericForeignKey]:
    """Pairs of a content type and an object id: the model's own, and those that names show."""
    model = project.model_of(table.name) if project is not None else None
    declared = model.generic_foreign_keys if model is not None else ()
    yield from declared
    kinds = content_type_table(catalog)
    columns = {pair.object_id_column for pair in declared}
    for pair in named_pairs(table, kinds) if kinds is not None and kinds != table.name else ():
        if pair.object_id_column not in columns:
            yield pair


def _is_key(catalog: Catalog, table: QualifiedName, column: str) -> bool:
    table_found = catalog.tables.get(table)
    return table_found is not None and table_found.primary_key == (column,)


def _keys(table: Table, bare: NamedTable, project: Project | None) -> Iterator[NaturalKey]:
    """The model's natural key, unique constraints and indexes, and a primary key that names."""
    model = project.model_of(table.name) if project is not None else None
    natural = model.natural_key if model is not None else ()
    if natural and all(table.column(name) for name in natural):
        yield NaturalKey(natural, natural)
    numbered = {c.name for c in table.columns if c.numbered}
    for key in unique_keys(table):
        columns = columns_of(key, table)
        if (
            key.valid
            and not key.primary
            and not numbered & set(columns)
            and (columns or key.parts) != natural
        ):
            yield NaturalKey(tuple(map(_quoted, key.parts, key.columns)), columns, key.predicate)
    if table.primary_key and bare.number is None:
        yield NaturalKey(tuple(map(_identifier, table.primary_key)), table.primary_key)


def _quoted(part: str, column: str | None) -> str:
    return part if column is None else _identifier(column)


def _identifier(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _content_columns(table: Table, bare: NamedTable) -> tuple[str, ...]:
    """What a row holds but its number and what migrations make anew each time."""
    number = bare.number.name if bare.number is not None else ""
    return tuple(
        column.name
        for column in table.columns
        if column.name != number and not column.generated and not column.type.made_anew
    )


def _identical(table: Table, bare: NamedTable) -> NaturalKey | None:
    if bare.number is None:
        return None
    number, whole = bare.number.name, _whole(_content_columns(table, bare))
    return replace(
        whole, parts=(_identifier(number), *whole.parts), columns=(number, *whole.columns)
    )


def _whole(columns: tuple[str, ...]) -> NaturalKey:
    parts = (f"{_identifier(column)}::pg_catalog.text" for column in columns)
    return NaturalKey(tuple(parts), columns, whole=True)


def _likely(table: Table) -> Iterator[NaturalKey]:
    texts = {c.name for c in table.columns if c.type.resolved.name.name in ("text", "varchar")}
    likely = next((name for name in NAMES if name in texts), None)
    if likely is not None:
        yield NaturalKey((_identifier(likely),), (likely,))
