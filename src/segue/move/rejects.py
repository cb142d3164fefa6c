"""Rows that the target refused: found among orphans too, and written to files to be mended."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from segue.database.catalog import Table
from segue.database.constraints import ForeignKey
from segue.database.decisions import is_about_itself
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.database.rejects import reject_sums, rows_rejected, unreadable_places
from segue.loading import orphans
from segue.loading.orphans import can_be_judged
from segue.loading.reject_files import write_reject_file
from segue.loading.source_faults import place_columns
from segue.mapping.sql.checksums import shared_columns
from segue.mapping.transfer import LeftOut, Transfer

FOLDER = "segue-rejects"
"""Beside the plan; a run's files are in a folder of its number."""

REASON = "segue_reason"
"""The column that says why; `segue import` takes what begins with `segue_` for no value."""

NOTED = tuple(sql.Identifier("segue", name) for name in ("arrival", "former"))
"""Where the journal keeps which rows of a table are those of a load."""


@dataclass(frozen=True, slots=True)
class RejectFile:
    """The rejects of one table."""

    table: QualifiedName
    rows: int
    path: Path


def readable(journal: Journal, transfers: Sequence[Transfer]) -> tuple[Transfer, ...]:
    """The transfers without the rows that the source cannot work out."""
    sums = reject_sums(journal)
    numbers = {load.table: load.number for load in journal.loads() if load.number in sums}
    places = {table: unreadable_places(journal, number) for table, number in numbers.items()}
    return tuple(
        _without(transfer, places.get(transfer.target.name, {}).get(transfer.number, ()))
        for transfer in transfers
    )


def _without(transfer: Transfer, places: tuple[str, ...]) -> Transfer:
    if not places:
        return transfer
    return replace(transfer, left_out=LeftOut(place_columns(transfer), places))


def reject_orphans(journal: Journal, tables: Sequence[Table], transfers: Sequence[Transfer]) -> int:
    """Take out rows that their foreign keys would refuse, and then those that refer to them.

    `tables` are those whose refused rows are put aside, with every foreign key down. A statement
    is a transaction: done again after a crash, it finds what is left. Returns the number of rows.
    """
    records = {load.table: load for load in journal.loads()}
    keys = [(table, key) for table in tables for key in table.foreign_keys if can_be_judged(key)]
    _analyze(journal, keys)
    total, count = 0, 1
    while count:
        count = 0
        for table, key in keys:
            feeding = [t for t in transfers if t.target.name == table.name]
            count += _reject(journal, records[table.name], table, key, feeding)
        total += count
    return total


def _analyze(journal: Journal, keys: Sequence[tuple[Table, ForeignKey]]) -> None:
    """Give the planner statistics of the tables that are joined.

    Those that autovacuum took while the rows came in may say that there are none: each row would
    be compared with all others. What cannot be analyzed goes without.
    """
    names = {name for table, key in keys for name in (table.name, key.references)}
    for table in [*NOTED, *(name.identifier for name in sorted(names))]:
        try:
            journal.connection.execute(sql.SQL("ANALYZE {}").format(table))
        except psycopg.Error as error:
            if not is_about_itself(error):
                raise


def _reject(
    journal: Journal,
    load: LoadRecord,
    table: Table,
    key: ForeignKey,
    transfers: Sequence[Transfer],
) -> int:
    noted = load.number, load.columns, shared_columns(transfers)
    stays = load.merge is not None
    statements = [orphans.reject_orphans(table, key, *noted, stay=stays)]
    changed = orphans.reject_changed(table, key, *noted) if stays else None
    if changed is not None:
        statements.insert(0, changed)
    with journal.connection.transaction():
        count = sum(journal.connection.execute(each).rowcount for each in statements)
        if count:
            rows_rejected(journal.connection, load.number, count)
    return count


def folder_of(run: int, beside: Path) -> Path:
    """Where the files of a run are."""
    return beside / FOLDER / str(run)


def path_of(table: QualifiedName, folder: Path) -> Path:
    """The file of one table."""
    return folder / f"{table}.csv".replace(os.sep, "_")


def write_rejects(journal: Journal, folder: Path) -> tuple[RejectFile, ...]:
    """One CSV a table, written out of the journal: all columns as they would have come, and why."""
    return tuple(_write(journal, folder, anew=True))


def lost_rejects(journal: Journal, folder: Path) -> tuple[RejectFile, ...]:
    """The same, but files that are there stay: somebody may be mending them."""
    return tuple(_write(journal, folder, anew=False))


def _write(journal: Journal, folder: Path, *, anew: bool) -> Iterator[RejectFile]:
    for load in journal.loads():
        path = path_of(load.table, folder)
        if anew and load.columns and not load.rejected:
            path.unlink(missing_ok=True)  # of an earlier try: its rows came in since
        if load.rejected:
            if anew or not path.exists():
                write_reject_file(journal.connection, _copy_out(load), path)
            yield RejectFile(load.table, load.rejected, path)


def _copy_out(load: LoadRecord) -> sql.Composed:
    columns = [
        sql.SQL("texts[{}] AS {}").format(sql.Literal(place), sql.Identifier(name))
        for place, name in enumerate(load.columns, start=1)
    ]
    return sql.SQL(
        "COPY (SELECT {}, reason AS {} FROM segue.reject WHERE load = {} ORDER BY number)"
        " TO STDOUT (FORMAT csv, HEADER)"
    ).format(sql.SQL(", ").join(columns), sql.Identifier(REASON), sql.Literal(load.number))
