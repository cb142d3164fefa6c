"""The model's own validation of the rows that could be read, where it was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from psycopg import sql

from segue.database.session import Connection
from segue.files.importing.casting import drop_wrong
from segue.files.importing.load import FileLoad, read
from segue.project.cleaning import Complaint, complaints

AT_ONCE = 1000
"""Rows fetched at once; one after another they are given to the model."""


def clean_rows(connection: Connection, load: FileLoad) -> int:
    """Note and drop the rows that the model's `full_clean` complains of; how many they are."""
    assert load.model is not None
    positions = {feed.column.name: feed.position for feed in load.layout.feeds}
    said: list[Complaint] = []
    for complaint in complaints(load.model.label, _rows(connection, load)):
        said.append(complaint)
        if len(said) >= AT_ONCE:
            _note(connection, load, said, positions)
            said.clear()
    _note(connection, load, said, positions)
    return drop_wrong(connection, load)


def _rows(connection: Connection, load: FileLoad) -> Iterator[tuple[int, dict[str, object]]]:
    feeds = load.layout.feeds
    names = [feed.column.name for feed in feeds]
    with connection.cursor("segue_clean") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(
            sql.SQL("SELECT line, {} FROM {} ORDER BY line").format(
                sql.SQL(", ").join(map(read, feeds)), load.rows
            )
        )
        for line, *values in cursor:
            yield line, dict(zip(names, values, strict=True))


def _note(
    connection: Connection, load: FileLoad, complaints: list[Complaint], positions: dict[str, int]
) -> None:
    noted = [
        {"line": one.line, "place": positions.get(one.column or ""), "told": one.text[:400]}
        for one in complaints
    ]
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (line, place, kind, told) SELECT line, place, 'unclean', told"
            " FROM pg_catalog.json_to_recordset({}) AS one (line bigint, place int, told text)"
        ).format(load.wrong, sql.Literal(json.dumps(noted)))
    )
