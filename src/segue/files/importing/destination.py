"""Which table a file's rows are for, from what was told or from the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.errors import TableUnclear, UsageError
from segue.project import Model, Project
from segue.wording import nearest

ENDINGS = re.compile(r"\.(csv|tsv|txt|tab|gz|zst|bz2|xz|zip)$", re.IGNORECASE)

ADDED = re.compile(r"(?:[_-]\d{8,14}|[ _-]*\(\d+\)|[ _-]+copy|\.rejects?)$", re.IGNORECASE)
"""What tools add to a table's name: DBeaver the time, browsers and desktops a number."""


def table_named(name: str, catalog: Catalog, project: Project | None) -> Table:
    """The table of that name, with its schema or in the project's. Raises UsageError."""
    tables = _tables(name, catalog, project)
    if len(tables) != 1:
        suggestion = nearest(name, map(str, catalog.tables))
        advice = f"; {suggestion}" if suggestion else ""
        raise UsageError(message=f"the target has no table {name}{advice}")
    return fillable(tables[0])


def table_of_model(label: str, catalog: Catalog, project: Project) -> Table:
    """The table of the model `app.Model`, whatever the case. Raises UsageError."""
    folded = label.casefold()
    for model in project.models:
        if model.label.casefold() == folded:
            return _present(model, catalog)
    suggestion = nearest(label, (model.label for model in project.models))
    advice = f"; {suggestion}" if suggestion else ""
    raise UsageError(message=f"the project has no model {label}{advice}")


def table_of_file(path: Path, catalog: Catalog, project: Project | None) -> Table:
    """The table that the file is named after. Raises TableUnclear where that is not one table."""
    tables: dict[QualifiedName, Table] = {}
    for name in names_of(path):
        tables = {table.name: table for table in _tables(name, catalog, project)}
        tables |= {table.name: table for table in _models(name, catalog, project)}
        if len(tables) == 1:
            return fillable(next(iter(tables.values())))
        if tables:
            break
    several = f"it could be {', '.join(map(str, sorted(tables)))}" if tables else ""
    raise TableUnclear(path=path, reason=several or "no table has the file's name")


def names_of(path: Path) -> Iterator[str]:
    """What the file's name may say: all of it, then without what tools add."""
    name = path.name
    while ENDINGS.search(name):
        name = ENDINGS.sub("", name)
    while True:
        yield name
        shorter = ADDED.sub("", name)
        if shorter == name:
            return
        name = shorter


def fillable(table: Table) -> Table:
    """The table, if rows can be written into it. Raises UsageError."""
    kinds = {"v": "a view", "m": "a materialized view", "f": "a foreign table"}
    if table.kind in kinds:
        raise UsageError(message=f"{table.name} is {kinds[table.kind]}, not a table to fill")
    return table


def _tables(name: str, catalog: Catalog, project: Project | None) -> list[Table]:
    try:
        name_parsed = QualifiedName.parse(name)
    except ValueError:
        return []
    schemas = [name_parsed.schema]
    if "." not in name:
        schemas = [project.schema if project is not None else "public"]
    exact = [catalog.tables.get(QualifiedName(schema, name_parsed.name)) for schema in schemas]
    tables = [table for table in exact if table is not None]
    if not tables and "." not in name:
        tables = [table for table in catalog.tables.values() if table.name.name == name_parsed.name]
    return tables


def _models(name: str, catalog: Catalog, project: Project | None) -> list[Table]:
    """The tables of models of that label, or of that name alone."""
    folded = name.casefold()
    models = project.models if project is not None else ()
    return [
        catalog.tables[model.table]
        for model in models
        if folded in (model.label.casefold(), model.name.casefold())
        and not model.proxy
        and model.table in catalog.tables
    ]


def _present(model: Model, catalog: Catalog) -> Table:
    if model.table not in catalog.tables:
        raise UsageError(
            message=f"the target has no table {model.table} of the model {model.label}: migrate it"
        )
    return fillable(catalog.tables[model.table])
