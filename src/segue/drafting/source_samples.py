"""Looks into the rows of both sides where the catalogs leave a doubt; nothing is written."""

from __future__ import annotations

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.session import Connection
from segue.database.statistics import Inquiry, read_samples, tables_with_rows
from segue.drafting.knowledge import SourceFacts
from segue.drafting.matching import holds_rows
from segue.mapping.facts import read_content_types
from segue.project.values import Project


def look(
    source: Connection,
    ours: Catalog,
    theirs: Catalog,
    project: Project | None,
    target: Connection | None = None,
) -> SourceFacts:
    """What a draft between the two catalogs wants to know of the source's rows.

    Of the target's, with a session there, those that `migrate` or people wrote.
    """
    tables = [t for t in ours.tables.values() if holds_rows(t) and t.readable]
    homeless = [table for table in tables if table.name not in theirs.tables]
    full = set(tables_with_rows(source, homeless))
    return SourceFacts(
        content_types=tuple(read_content_types(source, ours, project)),
        samples=read_samples(source, [t for t in tables if _differ(t, theirs.tables.get(t.name))]),
        known_empty=[table.name for table in homeless if table.name not in full],
        asked=Inquiry(source),
        kept_by_people=[t.name for t in ours.tables.values() if _kept_by_people(source, t)],
        of_target=read_samples(target, _seeded(theirs)) if target is not None else {},
    )


def _seeded(theirs: Catalog) -> list[Table]:
    """Tables of the target that hold rows."""
    return [t for t in theirs.tables.values() if holds_rows(t) and t.readable and t.bytes]


def _differ(one: Table, other: Table | None) -> bool:
    """Whether the target's table is not the same, or may want other values.

    Texts may have become choices, which no catalog tells.
    """
    if other is None:
        return True
    ours, theirs = ({c.name: (c.type.text, c.not_null) for c in t.columns} for t in (one, other))
    texts = any("char" in text or text == "text" for text, _ in theirs.values())
    return texts or ours != theirs


def _kept_by_people(source: Connection, table: Table) -> bool:
    """Whether the table is an extension's and people keep rows in it, as pg_dump tells them."""
    if table.extension_condition is None or not table.readable:
        return False
    condition = sql.SQL(table.extension_condition)
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {} {})").format(table.only, condition)
    row = source.execute(statement).fetchone()
    return row is not None and bool(row[0])
