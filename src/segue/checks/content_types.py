"""Content types of the source that belong to no model: what refers to them leads nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from psycopg import sql

from segue.checks.codes import severity_of
from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.findings import Finding, Place
from segue.mapping.contenttypes import ContentType, content_type_table
from segue.mapping.references import References

LISTED = 10


def content_type_findings(references: References, connection: Connection) -> Iterator[Finding]:
    """Those in use that no model of the project answers to, with counts of what refers to them."""
    table = content_type_table(references.source)
    ownerless = list(_ownerless(references))
    if table is None or not ownerless:
        return
    used = _uses(connection, references, table, [kind.id for kind in ownerless])
    for kind in ownerless:
        counts = used.get(kind.id, {})
        if counts:
            listed = ", ".join(f"{count:,} of {place}" for place, count in counts.items())
            rows, label = sum(counts.values()), f"{kind.app_label}.{kind.model}"
            refer = f"{rows:,} {'row refers' if rows == 1 else 'rows refer'} to it"
            yield Finding(
                "T114",
                severity_of("T114"),
                f"the content type {label} belongs to no model, and {refer}",
                place=Place(table=str(table)),
                rows=listed,
                effect="they arrive and lead to no model",
                many="{count} content types belong to no model, and rows refer to them",
                subject=f"{label}, {refer}",
                help="map the table whose rows they are about to the one of its new model, or"
                " leave these rows behind with a where",
            )


def _ownerless(references: References) -> Iterator[ContentType]:
    project, renames = references.project, references.renames
    if project is None:
        return
    live = {model.content_type for model in project.models}
    for kind in references.facts.content_types:
        is_gone = kind not in renames.renamed and kind not in renames.merged
        if is_gone and (kind.app_label, kind.model) not in live:
            yield kind


def _uses(
    connection: Connection, references: References, kinds: QualifiedName, ids: Collection[int]
) -> dict[int, dict[str, int]]:
    """How many rows refer to each, by column; of permissions, those that were given to anybody."""
    uses: dict[int, dict[str, int]] = {}
    for table in references.source.tables.values():
        for key in table.foreign_keys:
            if key.references == kinds and len(key.columns) == 1 and table.readable:
                granted = list(_grants(references.source, table))
                for kind, count in _with_counts(connection, table, key.columns[0], ids, granted):
                    uses.setdefault(kind, {})[f"{table.name}.{key.columns[0]}"] = count
    return uses


def _grants(catalog: Catalog, table: Table) -> Iterator[tuple[QualifiedName, str]]:
    """Where it is a table of permissions: the columns in which they are given."""
    if "codename" not in {column.name for column in table.columns}:
        return
    for other, key in catalog.referencing(table.name):
        if len(key.columns) == 1 and other.readable:
            yield other.name, key.columns[0]


def _with_counts(
    connection: Connection,
    table: Table,
    column: str,
    ids: Collection[int],
    grants: list[tuple[QualifiedName, str]],
) -> list[tuple[int, int]]:
    condition: sql.Composable = sql.SQL("true")
    if "codename" in {each.name for each in table.columns}:
        counts = [
            sql.SQL("EXISTS (SELECT FROM {} AS g WHERE g.{} = t.{})").format(
                name.identifier, sql.Identifier(by), sql.Identifier(table.primary_key[0])
            )
            for name, by in grants
        ]
        condition = sql.SQL(" OR ").join(counts) if counts else sql.SQL("false")
    statement = sql.SQL(
        "SELECT t.{0}, count(*) FROM {1} AS t WHERE t.{0} = ANY ({2}) AND ({3}) GROUP BY 1"
    ).format(sql.Identifier(column), table.only, sql.Literal(list(ids)), condition)
    return connection.execute(statement).fetchall()
