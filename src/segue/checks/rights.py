"""What the two roles may not do, and rows that row security hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from segue.checks.context import CheckContext
from segue.database.catalog import ServerFacts, Table
from segue.database.names import quoted
from segue.findings import SOURCE, TARGET, Finding, Severity


def rights_findings(context: CheckContext) -> Iterator[Finding]:
    yield from _reading(context)
    yield from filling_findings(context.filled, context.target.server.user)
    yield from rights_in_database(context.target.server)
    yield from _sequences(context)


def _reading(context: CheckContext) -> Iterator[Finding]:
    role = context.source.server.user
    for table in context.read:
        if not table.may_select:
            yield Finding(
                "R101", Severity.ERROR,
                f"the role {role} may not read {table.name} in the source",
                place=SOURCE,
                effect="its rows cannot be copied",
                help=f"GRANT USAGE ON SCHEMA {quoted(table.name.schema)} TO {quoted(role)}; GRANT"
                f" SELECT ON {table.name.quoted} TO {quoted(role)}",
                subject=str(table.name),
                many=f"the role {role} may not read {{count}} tables of the source",
                help_for_many=f"GRANT USAGE ON SCHEMA {quoted(table.name.schema)} TO"
                f" {quoted(role)}; GRANT SELECT ON ALL TABLES IN SCHEMA"
                f" {quoted(table.name.schema)} TO {quoted(role)}",
            )  # fmt: skip
        elif table.rows_hidden:
            yield Finding(
                "R104", Severity.ERROR,
                f"row security may hide rows of {table.name} from the role {role}",
                place=SOURCE,
                effect="Segue does not copy a part of a table in silence: reading it fails",
                help=f"read as a superuser, or ALTER ROLE {quoted(role)} BYPASSRLS",
                subject=str(table.name),
                many=f"row security may hide rows of {{count}} tables from the role {role}",
            )  # fmt: skip


def filling_findings(tables: Iterable[Table], role: str) -> Iterator[Finding]:
    """What keeps a role from taking down, filling, emptying and putting back tables."""
    for table in tables:
        if not (table.owned and table.may_insert and table.may_truncate):
            lacks = "own" if not table.owned else "fill"
            yield Finding(
                "R102", Severity.ERROR,
                f"the role {role} does not {lacks} {table.name} in the target",
                place=TARGET,
                effect="indexes and constraints cannot be taken down and put back, nor rows copied",
                help=_as_owner(table, role),
                subject=str(table.name),
                many=f"the role {role} does not {lacks} {{count}} tables of the target",
            )  # fmt: skip
        if table.rows_hidden:
            yield Finding(
                "R105", Severity.ERROR,
                f"row security of {table.name} keeps the role {role} from filling it by COPY",
                place=TARGET,
                effect="PostgreSQL refuses COPY into a table whose row security applies",
                help="ALTER TABLE it NO FORCE ROW LEVEL SECURITY for the move, or use a role with"
                " BYPASSRLS",
                subject=str(table.name),
                many=f"row security of {{count}} tables keeps the role {role} from filling them",
            )  # fmt: skip


def _as_owner(table: Table, role: str) -> str:
    """How to work as the role that owns it."""
    owner = quoted(table.owner)
    if table.may_become_owner and not table.owned:
        return (
            f"the role is a member of the owner {table.owner} and does not inherit its rights."
            f" Let the address set it with options=-c role={table.owner}: in OPTIONS of an alias,"
            " a service, or the query of a URL"
        )
    member, otherwise = quoted(role), "or let the role be a member"
    return f"connect as the owner, {table.owner}, {otherwise}: GRANT {owner} TO {member}"


def rights_in_database(server: ServerFacts) -> Iterator[Finding]:
    """What the role may not do in the target's database, whatever its tables are."""
    if not server.can_create_schema:
        yield Finding(
            "R103", Severity.ERROR,
            f"the role {server.user} may not create the schema segue in the target",
            place=TARGET,
            effect="there is no place for the journal, without which nothing can be resumed",
            help=f"GRANT CREATE ON DATABASE {quoted(server.database)} TO {quoted(server.user)}",
        )  # fmt: skip

    if not server.can_create_temporary:
        yield Finding(
            "R107", Severity.ERROR,
            f"the role {server.user} may not make temporary tables in the target",
            place=TARGET,
            effect="rows that are merged, rejected or given back go through one",
            help=f"GRANT TEMPORARY ON DATABASE {quoted(server.database)} TO"
            f" {quoted(server.user)}",
        )  # fmt: skip


def _sequences(context: CheckContext) -> Iterator[Finding]:
    filled = {table.name for table in context.filled}
    role = context.target.server.user
    for sequence in context.target.sequences.values():
        used = [reference for reference in sequence.used_by if reference.table in filled]
        if used and not sequence.may_update:
            yield Finding(
                "R106", Severity.ERROR,
                f"the role {role} may not set the sequence {sequence.name} in the target",
                place=TARGET,
                effect=f"new rows of {used[0].table} would collide with copied ones",
                help=f"GRANT UPDATE ON SEQUENCE {sequence.name.quoted} TO {quoted(role)}",
                subject=str(sequence.name),
                many=f"the role {role} may not set {{count}} sequences of the target",
                help_for_many="GRANT UPDATE ON ALL SEQUENCES IN SCHEMA"
                f" {quoted(sequence.name.schema)} TO {quoted(role)}",
            )  # fmt: skip
