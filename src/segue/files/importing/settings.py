"""The settings of the session while it imports, all of them until the transaction's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psycopg import errors

from segue.database.session import Connection
from segue.errors import UsageError
from segue.files.importing.load import FileLoad

LOCK_PATIENCE = "30s"
"""How long other sessions' writes to a table are waited for."""

MEMORY = "64MB"
"""The server's memory for one sort or hash, so that a file of a usual size needs no disk for it."""


def set_up(connection: Connection, loads: Sequence[FileLoad]) -> None:
    """Set what holds for all files; see that the server knows the zones. Raises UsageError."""
    _set(connection, {"lock_timeout": LOCK_PATIENCE, "work_mem": MEMORY})
    for load in {ways_of_days(load): load for load in loads}.values():
        heed(connection, load)


def ways_of_days(load: FileLoad) -> tuple[str, str]:
    """How the file writes days and moments: the order of their parts, and the zone."""
    return load.head.file_format.dates, load.head.file_format.timezone


def heed(connection: Connection, load: FileLoad) -> None:
    """Have the server read days and moments as the file writes them. Raises UsageError."""
    dates, zone = ways_of_days(load)
    _set(connection, {"datestyle": f"ISO, {dates}", "timezone": zone})


def _set(connection: Connection, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        try:
            connection.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))
        except errors.InvalidParameterValue as error:
            raise UsageError(message=f"--{name} {value}: the server knows none such") from error
