"""Tables that are missing, left out, unfit, or full already; sequences at their end."""

from __future__ import annotations

from collections.abc import Container, Iterator

from psycopg import sql

from segue.checks.context import CheckContext
from segue.checks.schemas import missing_schemas
from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.drafting.nearest import homes, meant_table
from segue.findings import TARGET, Finding, Place, Severity
from segue.mapping.creation import Creation, types_needed
from segue.plan.toml import text

KINDS = {"v": "a view", "m": "a materialized view", "f": "a foreign table"}


def table_findings(context: CheckContext) -> Iterator[Finding]:
    yield from _missing_tables(context)
    yield from _left_out(context)
    yield from _occupied(context)
    yield from _creations(context)
    yield from _unfit(context)
    yield from _read_twice(context)
    yield from _vanished_skips(context)
    yield from _views_lacking(context)
    yield from _sequences(context)


def _missing_tables(context: CheckContext) -> Iterator[Finding]:
    missing = missing_schemas(context)
    for mapping in context.plan.tables:
        place = context.place(mapping)
        if mapping.source is not None and mapping.source not in context.source.tables:
            yield Finding(
                "T101", Severity.ERROR,
                f"the source has no table {mapping.source}",
                place=place,
                effect=f"{mapping.target} would get no rows",
                help=f"{meant_table(mapping.source, context.source.tables)}correct the name, or"
                " take the mapping out; `segue plan` drafts again",
                subject=str(mapping.source),
                many="the source lacks {count} tables of the plan",
            )  # fmt: skip
        is_missing = mapping.target not in context.target.tables and context.target_migrated
        if is_missing and mapping.target.schema not in missing:
            yield Finding(
                "T102", Severity.ERROR,
                f"the target has no table {mapping.target}",
                place=place,
                effect=f"the rows of {mapping.source or 'the query'} have no place to go",
                help=f"{meant_table(mapping.target, context.target.tables)}correct the name, run"
                " migrate, or name the source table under [skip]",
                subject=str(mapping.target),
                many="the target lacks {count} tables of the plan",
            )  # fmt: skip


def _left_out(context: CheckContext) -> Iterator[Finding]:
    if not context.target_migrated:
        return  # where its rows go can be said once the target has tables
    missing = missing_schemas(context)
    homeless = (name for name in context.probes.homeless_with_rows if name.schema not in missing)
    for name in sorted(homeless):
        table, role = context.source.tables[name], context.source.server.user
        holds = (
            f"holds {f'about {table.rows_estimate:,} rows' if table.rows_estimate > 1 else 'rows'}"
        )
        if not table.may_select:
            holds = f"may hold rows, which the role {role} may not read"
        skipped = name in context.plan.skip
        yield Finding(
            "T103", Severity.ERROR,
            f"{name} {holds}, and the plan"
            f" {'skips it as empty' if skipped else 'does not say where they go'}",
            place=_place_of_skip(context, name),
            effect="they would be left behind unnoticed",
            help=f'{_homes(context, name)}, or add under [skip]: {text(str(name))} = "why"',
            subject=str(name),
            many="{count} tables of the source hold rows, and the plan does not say where they go",
            help_for_many='map each in a [[table]], or add under [skip]: "schema.table" = "why"',
        )  # fmt: skip


def _homes(context: CheckContext, table: QualifiedName) -> str:
    """How to map it, with its likeliest successors where there are any."""
    tables = homes(table, context.plan, context.target)
    if not tables:
        return "map it in a [[table]]"
    return f"map it in a [[table]], such as to = {' or '.join(text(str(to)) for to in tables)}"


def _occupied(context: CheckContext) -> Iterator[Finding]:
    for name, rows in sorted(context.occupied.items(), key=lambda item: (-item[1], item[0])):
        yield Finding(
            "T104", Severity.ERROR,
            f"{name} holds {rows:,} {'row' if rows == 1 else 'rows'} in the target already",
            place=TARGET,
            effect="the source's rows could collide with them",
            help='use an empty database (--create-database); or existing_rows = "replace", which'
            " deletes them after you confirm; or --target-is-fresh, if only migrate wrote them."
            ' To bring rows in beside them: existing_rows = "keep", then `segue plan`, which asks'
            " what the same rows are",
            subject=f"{name} ({rows:,})",
            many="{count} tables of the target hold rows already",
        )  # fmt: skip


def _unfit(context: CheckContext) -> Iterator[Finding]:
    for mapping, source, target in context.pairs():
        if target.kind in KINDS:
            yield Finding(
                "T105", Severity.ERROR,
                f"{target.name} is {KINDS[target.kind]} in the target",
                place=context.place(mapping),
                effect="it cannot be filled",
                help="name the table that stands behind it",
            )  # fmt: skip
        if target.persistence == "u" and (source is None or source.persistence != "u"):
            yield Finding(
                "T106", Severity.WARNING,
                f"{target.name} is unlogged in the target",
                place=context.place(mapping),
                effect="a crash of the server empties it, and standbys never see its rows",
                help=f"ALTER TABLE {target.name.quoted} SET LOGGED, unless that is what you want",
                subject=str(target.name),
                many="{count} tables of the target are unlogged",
                help_for_many="ALTER TABLE ... SET LOGGED, unless that is what you want",
            )  # fmt: skip


def _read_twice(context: CheckContext) -> Iterator[Finding]:
    """A partition that is mapped beside its root would be read twice."""
    mapped = {mapping.source for mapping in context.plan.tables}
    for mapping, source, _ in context.pairs():
        root = _mapped_root(context, source, mapped) if source is not None else None
        if source is not None and root is not None:
            yield Finding(
                "T107", Severity.ERROR,
                f"{source.name} is a partition of {root.name}, which is mapped too",
                place=context.place(mapping),
                effect="its rows would be read twice",
                help="take one of the two mappings out",
            )  # fmt: skip


def _mapped_root(context: CheckContext, table: Table, mapped: Container[object]) -> Table | None:
    parent = context.source.tables.get(table.parent) if table.parent else None
    if parent is None or not table.is_partition:
        return None
    return parent if parent.name in mapped else _mapped_root(context, parent, mapped)


def _vanished_skips(context: CheckContext) -> Iterator[Finding]:
    migrations = context.project.migrations if context.project is not None else {}
    for name in context.plan.skip:
        if name not in context.source.tables and (name.schema, name.name) not in migrations:
            yield Finding(
                "T108", Severity.WARNING,
                f"{name} is skipped, but the source has no such table",
                place=_place_of_skip(context, name),
                effect="if the name is misspelt, another table is not skipped",
                help=f"{meant_table(name, context.source.tables)}correct the name, or take the"
                " line out",
                subject=str(name),
                many="{count} tables are skipped that the source does not have",
            )  # fmt: skip


def _place_of_skip(context: CheckContext, name: QualifiedName) -> Place:
    return Place(context.plan.path, context.plan.skip_lines.get(name, 0), str(name))


def _views_lacking(context: CheckContext) -> Iterator[Finding]:
    """Views that somebody made by hand: no migration makes them again."""
    models = context.project.models if context.project is not None else ()
    readers = {model.table.name: f"model {model.label} reads it and" for model in models}
    there = {name.name for name in context.target.tables}  # a schema may have another name
    for view in context.source.tables.values():
        made_by_hand = view.kind in "vm" and view.extension is None
        if made_by_hand and view.name.name not in there and context.target_migrated:
            yield Finding(
                "T112", Severity.WARNING,
                f"{view.name} is {KINDS[view.kind]} of the source, and the target has none",
                place=_place_of_skip(context, view.name),
                effect=f"{readers.get(view.name.name, 'whatever reads it')} would fail",
                help="make it in a migration (RunSQL), or by hand; the source tells its SQL: SELECT"
                f" pg_get_viewdef({_quoted(view.name)}, true)",
                subject=str(view.name),
                many="the target lacks {count} views of the source",
            )  # fmt: skip


def _quoted(name: QualifiedName) -> str:
    """The name as a text within SQL."""
    return sql.Literal(name.identifier.as_string()).as_string()


def _sequences(context: CheckContext) -> Iterator[Finding]:
    filled = {table.name for table in context.filled}
    for sequence in context.target.sequences.values():
        twin = context.source.sequences.get(sequence.name)
        used = any(reference.table in filled for reference in sequence.used_by)
        if twin is None or twin.last_value is None or not used or sequence.cycle:
            continue
        ascending = sequence.increment > 0
        end = sequence.maximum if ascending else sequence.minimum
        if twin.last_value >= end if ascending else twin.last_value <= end:
            yield Finding(
                "Q101", Severity.WARNING,
                f"the sequence {sequence.name} has reached its end, {end:,}",
                place=TARGET,
                effect="the first new row after the move would be refused",
                help=f"ALTER SEQUENCE {sequence.name.quoted} AS bigint, with a bigint column"
                " (BigAutoField)",
            )  # fmt: skip


def _creations(context: CheckContext) -> Iterator[Finding]:
    for mapping in context.plan.tables:
        table = context.source.tables.get(mapping.source) if mapping.source is not None else None
        if not mapping.create or table is None:
            continue
        for data_type in types_needed(Creation(table, mapping.target)):
            if data_type.name in context.probes.missing_types:
                yield Finding(
                    "T111", Severity.ERROR,
                    f"{mapping.target} is to be created and needs the type {data_type.text},"
                    " which the target lacks",
                    place=context.place(mapping),
                    effect="the table cannot be made",
                    help="make the type in the target (CREATE EXTENSION, CREATE DOMAIN, CREATE"
                    " TYPE), then check again",
                    subject=str(mapping.target),
                )  # fmt: skip
