"""Reject files on disk: for their owner alone, and whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from psycopg import sql

from segue.database.session import Connection
from segue.private_files import make_private_folder, open_private


def write_reject_file(
    connection: Connection,
    rows: sql.Composed,
    path: Path,
    *,
    head: bytes = b"",
    recode: Callable[[bytes], bytes] = bytes,
    end: Callable[[], bytes] = bytes,
) -> None:
    """Write `head`, what the COPY `rows` sends, each piece recoded, and the end; on disk on return.

    It is written beside the path first, so that a break leaves no half of a file there.
    """
    make_private_folder(path.parent)
    unfinished = path.with_name(path.name + ".part")
    try:
        with open_private(unfinished) as file, connection.cursor().copy(rows) as copy:
            file.write(head)
            for data in copy:
                file.write(recode(bytes(data)))
            file.write(end())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
