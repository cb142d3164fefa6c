"""`--existing replace`: all rows of the tables go, and nothing else with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psycopg import errors, sql

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import Refused, TableRefuses
from segue.files.importing.load import FileLoad


def count_rows(connection: Connection, loads: Sequence[FileLoad]) -> dict[QualifiedName, int]:
    """The rows that would go, by table; tables without any are left out."""
    counts: dict[QualifiedName, int] = {}
    for table in (table for load in loads for table in (load.table, *tables_of_pairs(load))):
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table.only)).fetchone()
        if row is not None and row[0]:
            counts[table.name] = row[0]
    return counts


def tables_of_pairs(load: FileLoad) -> tuple[Table, ...]:
    """Those of the many-to-many fields that the file fills: their rows go with the table's."""
    return tuple(link.through for link in load.layout.links)


def delete_all(
    connection: Connection, catalog: Catalog, order: Sequence[QualifiedName]
) -> Mapping[QualifiedName, int]:
    """Delete all rows of the tables, given in the order of references; how many each had.

    Raises Refused where rows of other tables would go or change with them, TableRefuses.
    """
    _refuse_spreading(connection, catalog, order)
    return {table: _delete(connection, catalog, table) for table in reversed(order)}


def _delete(connection: Connection, catalog: Catalog, table: QualifiedName) -> int:
    try:
        statement = sql.SQL("DELETE FROM {}").format(catalog.tables[table].only)
        return connection.execute(statement).rowcount
    except errors.IntegrityError as error:
        reason = error.diag.message_detail or error.diag.message_primary
        raise TableRefuses(table=table, reason=reason) from error


def _refuse_spreading(
    connection: Connection, catalog: Catalog, order: Sequence[QualifiedName]
) -> None:
    for table in order:
        for other, key in catalog.referencing(table):
            if other.name in order or not (key.on_delete.spreads and key.enforced):
                continue
            statement = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(other.name.identifier)
            if connection.execute(statement).fetchone() == (True,):
                raise Refused(
                    reason=f"rows of {other.name} would go or change with those of {table} "
                    f"(its foreign key {key.name}: {key.definition}), so nothing was changed. "
                    "Import that table too, or use --existing update"
                )
