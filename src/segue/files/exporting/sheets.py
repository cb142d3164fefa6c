"""What becomes a file: tables of the database, tables through the plan, or a query."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from psycopg import sql

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.errors import NoDjangoProject, NothingToExport, UnknownColumns, UnknownTable, UsageError
from segue.files.manifest import ExportedColumn
from segue.mapping.sql import source_relation, source_values
from segue.mapping.transfer import Transfer
from segue.project import Project
from segue.wording import nearest

LONGEST_STEM = 200
"""Bytes, of the 255 that file systems take for a whole name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows on their way into one file."""

    stem: str
    """The file's name without its ending."""
    select: sql.Composable
    """What the source runs; its columns are named as the header's."""
    columns: tuple[ExportedColumn, ...]
    table: QualifiedName | None = None
    key: tuple[str, ...] = ()
    """Columns that name a row, for messages."""
    bytes: int = 0
    """What the rows take in the database."""
    rows_estimate: int = 0
    model: str = ""
    where: str = ""
    query: str = ""
    not_valid: tuple[str, ...] = ()
    """The table's rules that its rows may break."""
    names_objects: bool = False
    """Whether it has names of tables, types and the like, to be written with their schemas."""

    @property
    def label(self) -> str:
        """What messages call it."""
        return str(self.table) if self.table is not None else self.stem


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tables and columns a person wants; empty choices mean all."""

    tables: tuple[str, ...] = ()
    """Names or patterns: public.shop_*, shop_order."""
    apps: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    where: str = ""
    query: str = ""
    columns_of: Mapping[QualifiedName, tuple[str, ...]] = field(default_factory=dict)
    """Columns of single tables."""
    where_of: Mapping[QualifiedName, str] = field(default_factory=dict)
    """Conditions on rows of single tables."""

    def of(self, table: QualifiedName) -> tuple[tuple[str, ...], str]:
        """Columns and condition of a table that is exported."""
        return self.columns_of.get(table, self.columns), self.where_of.get(table, self.where)


def sheets_of_database(
    choice: Choice, catalog: Catalog, project: Project | None
) -> tuple[Sheet, ...]:
    """The chosen tables as they are.

    Raises NothingToExport, UnknownTable, UnknownColumns, UnknownApp, NoDjangoProject or UsageError.
    """
    tables = _chosen_tables(choice, catalog, project)
    if (choice.columns or choice.where) and len(tables) != 1:
        raise UsageError(
            message=f"--columns and --where are about one table, and {len(tables)} are chosen"
        )
    strangers = {*choice.columns_of, *choice.where_of} - {table.name for table in tables}
    if strangers:
        raise UsageError(
            message=f"--columns-of, --where-of: {min(strangers)} is not one of the exported tables"
        )
    return tuple(_plain(table, *choice.of(table.name), project) for table in tables)


def sheet_of_query(
    choice: Choice, columns: Sequence[ExportedColumn], catalog: Catalog, project: Project | None
) -> Sheet:
    """What a query answers, as the source described it: rows of the chosen table, if there is one.

    Raises as `sheets_of_database` does.
    """
    text = choice.query.rstrip().rstrip(";")
    select = sql.SQL("SELECT * FROM (\n{}\n) AS query").format(sql.SQL(text))
    sheet = Sheet("query", select, tuple(columns), query=choice.query)
    if not choice.tables and not choice.models:
        return sheet
    (table, *others) = _chosen_tables(choice, catalog, project)
    if others:
        raise UsageError(message="--query answers the rows of one table: name one with --table")
    model = _model(table.name, project)
    return replace(
        sheet, stem=_stem(table.name), table=table.name, key=table.primary_key, model=model
    )


def sheets_of_plan(
    choice: Choice, transfers: Iterable[Transfer], project: Project | None
) -> tuple[Sheet, ...]:
    """The rows in the shape that the target's tables have, by the plan."""
    grouped: dict[QualifiedName, list[Transfer]] = {}
    for transfer in transfers:
        grouped.setdefault(transfer.target.name, []).append(transfer)
    names = [name for name in grouped if _matches(name, choice.tables)]
    mapped_sheets = [_mapped(grouped[name], project) for name in names]
    if not mapped_sheets:
        raise NothingToExport(chosen=", ".join(choice.tables) or "the plan")
    return tuple(mapped_sheets)


def _chosen_tables(choice: Choice, catalog: Catalog, project: Project | None) -> list[Table]:
    tables = [t for _, t in sorted(catalog.tables.items()) if _holds_rows(t)]
    names = set(_of_project(choice, project))
    patterns = choice.tables
    for pattern in patterns:
        if not any(_matches(table.name, (pattern,)) for table in catalog.tables.values()):
            raise UnknownTable(table=pattern, path="the database")
    if not patterns and not names:
        all_tables = tables
    else:
        every = [t for _, t in sorted(catalog.tables.items())]
        all_tables = [
            t for t in every if t.name in names or (patterns and _matches(t.name, patterns))
        ]
        if any("*" in pattern for pattern in patterns):
            all_tables = [t for t in all_tables if _holds_rows(t) or str(t.name) in patterns]
    if not all_tables:
        raise NothingToExport(chosen=", ".join((*patterns, *choice.apps)) or "the database")
    return all_tables


def _holds_rows(table: Table) -> bool:
    return table.kind in "rp" and not table.is_partition and table.extension is None


def _of_project(choice: Choice, project: Project | None) -> Iterator[QualifiedName]:
    if not choice.apps and not choice.models:
        return
    if project is None:
        raise NoDjangoProject(wanted="--app or --model")
    for label in choice.apps:
        yield from project.tables_of(label)
    for name in choice.models:
        models = [m for m in project.models if m.label.lower() == name.lower()]
        if not models:
            labels = [model.label for model in project.models]
            suggestion = nearest(name, labels) or "write app_label.Model"
            raise UsageError(message=f"the project has no model {name}: {suggestion}")
        yield models[0].table


def _matches(name: QualifiedName, patterns: Collection[str]) -> bool:
    """Whether a table is meant: by schema and name, or by its name alone."""
    texts = (str(name), name.name)
    return not patterns or any(fnmatch.fnmatchcase(t, p) for t in texts for p in patterns)


def _plain(table: Table, names: Sequence[str], said: str, project: Project | None) -> Sheet:
    columns = _columns(table, names)
    where = sql.SQL(" WHERE (\n{}\n)").format(sql.SQL(said)) if said else sql.SQL("")
    select = sql.SQL("SELECT {} FROM {}{}").format(
        sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
        table.only,
        where,
    )
    return Sheet(
        _stem(table.name),
        select,
        tuple(_described(column) for column in columns),
        table.name,
        table.primary_key,
        table.bytes,
        table.rows_estimate,
        _model(table.name, project),
        said,
        not_valid=tuple(rule.definition for rule in table.not_valid),
        names_objects=not said and any(_names_objects(column) for column in columns),
    )


def _names_objects(column: Column) -> bool:
    resolved = column.type.resolved
    return (resolved.inner or resolved).name.name.startswith("reg")


def _columns(table: Table, names: Sequence[str]) -> tuple[Column, ...]:
    """The wanted columns in the wanted order; generated ones only where they are named."""
    if not names:
        return tuple(column for column in table.columns if not column.generated)
    by_name = {column.name: column for column in table.columns}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise UnknownColumns(table=table.name, columns=", ".join(unknown), known=", ".join(by_name))
    return tuple(by_name[name] for name in names)


def _mapped(transfers: Sequence[Transfer], project: Project | None) -> Sheet:
    first = transfers[0]
    columns = tuple(feed.column for feed in first.feeds)
    names = {column.name for column in columns}
    if any({feed.column.name for feed in t.feeds} != names for t in transfers):
        raise UsageError(
            message=f"{first.label} is fed by mappings that fill different columns, and a file"
            " has one header: export them as they are, without --plan"
        )
    tables = [t.source for t in transfers if t.source is not None]
    return Sheet(
        _stem(first.target.name),
        sql.SQL(" UNION ALL ").join(_mapped_select(t) for t in transfers),
        tuple(_described(column) for column in columns),
        first.target.name,
        first.target.primary_key,
        sum(table.bytes for table in tables),
        sum(table.rows_estimate for table in tables),
        _model(first.target.name, project),
    )


def _mapped_select(transfer: Transfer) -> sql.Composable:
    values = zip(transfer.feeds, source_values(transfer), strict=True)
    columns = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(value, sql.Identifier(feed.column.name))
        for feed, value in values
    )
    return sql.SQL("SELECT {} {}").format(columns, source_relation(transfer))


def _described(column: Column) -> ExportedColumn:
    return ExportedColumn.of(column.name, column.type)


def _model(name: QualifiedName, project: Project | None) -> str:
    model = project.model_of(name) if project is not None else None
    return model.label if model is not None else ""


def _stem(name: QualifiedName) -> str:
    """A file name for a table; what no file system likes is written as its number."""
    stem = re.sub(r"[^\w.\- ]", lambda found: f"%{ord(found[0]):02X}", f"{name.schema}.{name.name}")
    if len(stem.encode()) <= LONGEST_STEM:
        return stem
    told_apart = hashlib.sha256(str(name).encode()).hexdigest()[:8]
    return stem.encode()[: LONGEST_STEM - 9].decode(errors="ignore") + f"-{told_apart}"
