"""What keeps a role from importing, found out before a row is read: rights, policies, triggers."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import errors, sql

from segue.checks.event_triggers import read_event_triggers, refusal
from segue.database.catalog import Table
from segue.database.names import quoted
from segue.database.session import Connection
from segue.errors import ImportBlocked
from segue.files.importing.load import FileLoad
from segue.files.importing.replacing import tables_of_pairs
from segue.plan.model import ExistingRows

WRITES = {ExistingRows.UPDATE: ("UPDATE",), ExistingRows.REPLACE: ("DELETE",)}
"""What an import does to rows beside adding and reading them."""


def require_rights(
    connection: Connection, loads: Sequence[FileLoad], existing: ExistingRows
) -> None:
    """Raises ImportBlocked where the role, a policy or an event trigger stands in the way."""
    _require_temporary_tables(connection)
    _require_triggers(connection)
    needed = ("SELECT", "INSERT", *WRITES.get(existing, ()))
    deletes = existing in (ExistingRows.UPDATE, ExistingRows.REPLACE)
    pairs = ("SELECT", "INSERT", *(("DELETE",) if deletes else ()))
    for load in loads:
        _require(connection, load.table, needed)
        for table in tables_of_pairs(load):
            _require(connection, table, pairs)


def _require_temporary_tables(connection: Connection) -> None:
    database, role, allowed = connection.execute(
        "SELECT pg_catalog.current_database()::text, current_user::text,"
        " pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMP')"
    ).fetchone() or ("", "", True)
    if not allowed:
        raise ImportBlocked(
            problem=f"{role} may make no temporary tables in {database}, and rows come in through"
            " them",
            help=f"GRANT TEMPORARY ON DATABASE {quoted(database)} TO {quoted(role)}",
        )
    triggers = read_event_triggers(connection)
    if not triggers:
        return
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(_TRIAL)
    except psycopg.Error as error:
        reason = refusal(triggers, error, "", "an import", "the import")
        raise ImportBlocked(problem=reason.title, help=reason.help) from error


def _require_triggers(connection: Connection) -> None:
    """Have triggers fire and foreign keys checked where the role's sessions begin without."""
    row = connection.execute("SELECT pg_catalog.current_setting('session_replication_role')")
    if row.fetchone() != ("replica",):
        return
    try:
        with connection.transaction():
            connection.execute("SET session_replication_role = origin")
    except errors.InsufficientPrivilege as error:
        raise ImportBlocked(
            problem="session_replication_role is replica in sessions of this role: no trigger fires"
            " and no foreign key is checked",
            help="ALTER ROLE ... RESET session_replication_role, or ALTER DATABASE ..., wherever"
            " \\drds in psql shows it",
        ) from error


_TRIAL = (
    "CREATE TEMPORARY TABLE pg_temp.segue_trial (n int);"
    " INSERT INTO pg_temp.segue_trial VALUES (1); TRUNCATE pg_temp.segue_trial;"
    " ALTER TABLE pg_temp.segue_trial ADD t text; DROP TABLE pg_temp.segue_trial"
)


def _require(connection: Connection, table: Table, needed: Sequence[str]) -> None:
    role, missing_right = _missing_rights(connection, table, needed)
    if missing_right:
        text = table.name.identifier.as_string(connection)
        schema = "USAGE" in missing_right
        granted = f"SCHEMA {quoted(table.name.schema)}" if schema else text
        listed = "USAGE" if schema else ", ".join(missing_right)
        raise ImportBlocked(
            problem=f"{role} has no right to {listed} on {granted}",
            help=f"as its owner: GRANT {listed} ON {granted} TO {quoted(role)}",
        )
    if table.rows_hidden:
        raise ImportBlocked(
            problem=f"row security hides rows of {table.name} from {role}, so that what is there"
            " already could not be told",
            help=f"import as the table's owner, or ALTER ROLE {quoted(role)} BYPASSRLS",
        )


def _missing_rights(
    connection: Connection, table: Table, needed: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """The role, and the privileges that it lacks; to write some columns may be enough."""
    role, usage = connection.execute(
        "SELECT current_user::text, pg_catalog.has_schema_privilege(%s, 'USAGE')",
        (table.name.schema,),
    ).fetchone() or ("", True)
    if not usage:
        return role, ("USAGE",)
    table_text = table.name.identifier.as_string(connection)
    statement = sql.SQL("SELECT {}").format(
        sql.SQL(", ").join(_has(table_text, one) for one in needed)
    )
    rights = connection.execute(statement).fetchone() or ()
    return role, tuple(one for one, has in zip(needed, rights, strict=True) if not has)


def _has(table: str, privilege: str) -> sql.Composed:
    by_column = privilege in ("INSERT", "UPDATE")
    of = "has_any_column_privilege" if by_column else "has_table_privilege"
    return sql.SQL("pg_catalog.{}({}, {})").format(sql.Identifier(of), table, privilege)
