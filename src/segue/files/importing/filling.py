"""A batch of files into their tables: as a whole while nothing is refused, else file by file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from segue import sequences
from segue.database.catalog import Catalog
from segue.database.decisions import refuses_question
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.database.table_order import referred_to
from segue.events import NoAsker
from segue.files.importing.casting import heard, read_later, read_rows
from segue.files.importing.full_clean import clean_rows
from segue.files.importing.links import write_links
from segue.files.importing.load import FileLoad
from segue.files.importing.merging import (
    MergeCounts,
    are_all_new,
    check_references,
    has_rows,
    merge,
)
from segue.files.importing.open_questions import OpenQuestions
from segue.files.importing.reject_notes import Destination
from segue.files.importing.settings import heed, ways_of_days
from segue.files.importing.staging import Staged, tells_null
from segue.files.importing.suspicious_values import ValueRemark
from segue.plan.model import ExistingRows


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """How the import is to be done."""

    existing: ExistingRows = ExistingRows.STOP
    rejects: Callable[[FileLoad], Path] | None = None
    """Where the rejected rows of a file go; None where one of them refuses the whole import."""
    dry_run: bool = False
    full_clean: bool = False
    """Whether the models validate every row too."""
    asker: OpenQuestions = field(default_factory=lambda: OpenQuestions(NoAsker()))
    """Whoever can say what doubtful values mean."""
    destination: Destination = field(default_factory=Destination)
    """Where the rows go, for the notes beside reject files."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file whose text is on the server, what is doubtful in it settled."""

    load: FileLoad
    staged: Staged
    remarks: tuple[ValueRemark, ...]


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A file whose rows are in its table."""

    load: FileLoad
    staged: Staged
    remarks: tuple[ValueRemark, ...]
    merged: MergeCounts


def fill(
    connection: Connection,
    catalog: Catalog,
    batch: Sequence[StagedFile],
    terms: ImportTerms,
    places: Mapping[QualifiedName, int],
) -> list[MergedFile]:
    """Bring the files' rows into their tables; what those refuse is in `wrong` afterwards.

    `places` number all tables of the import in the order in which they are filled.

    A batch is tried as one, in one savepoint and with its constraints checked once, since most
    files are clean; only where the server refuses something is each looked into by itself.
    """
    if not any(draws_keys(file.load) for file in batch):  # a try would use keys up
        try:
            with connection.transaction():
                return _fill_all(connection, catalog, batch, terms, places, trusting=True)
        except psycopg.Error as error:
            if not refuses_question(error):
                raise
    return _fill_all(connection, catalog, batch, terms, places, trusting=False)


def draws_keys(load: FileLoad) -> bool:
    """Whether a sequence gives new rows values that the file lacks."""
    names = {feed.column.name for feed in load.layout.feeds}
    return any(column.numbered for column in load.table.columns if column.name not in names)


def _fill_all(
    connection: Connection,
    catalog: Catalog,
    batch: Sequence[StagedFile],
    terms: ImportTerms,
    places: Mapping[QualifiedName, int],
    *,
    trusting: bool,
) -> list[MergedFile]:
    done: list[MergedFile] = []
    heeded = None
    for file in batch:
        if ways_of_days(file.load) != heeded:
            heeded = ways_of_days(file.load)
            heed(connection, file.load)
        later = _later([file.load], places[file.load.table.name], places)
        done.append(_fill(connection, catalog, file, terms, later, trusting=trusting))
    if trusting:
        loads = [one.load for one in batch]
        check_references(connection, loads, _later(loads, places[loads[-1].table.name], places))
    return done


def _later(
    loads: Sequence[FileLoad], place: int, places: Mapping[QualifiedName, int]
) -> set[QualifiedName]:
    """Of the tables that these refer to, those that are filled after that place."""
    needed = (name for load in loads for name in referred_to(load.table))
    return {name for name in needed if places.get(name, place) > place}


def _fill(
    connection: Connection,
    catalog: Catalog,
    looked: StagedFile,
    terms: ImportTerms,
    later: set[QualifiedName],
    *,
    trusting: bool,
) -> MergedFile:
    load = looked.load
    if terms.existing is not ExistingRows.STOP:
        load = replace(load, tells_null=tells_null(connection, load))
    empty = not has_rows(connection, load)
    more: Sequence[ValueRemark] = ()
    at_once = trusting and not terms.full_clean and are_all_new(load, empty=empty)
    if at_once and (reading := read_later(connection, load)) is not None:
        load = reading
    else:
        load, more = read_rows(connection, load, terms.asker, trusting=trusting)
    if terms.full_clean and load.model is not None:
        clean_rows(connection, load)
    behind = _caught_up(connection, catalog, load)
    with heard(connection) as notices:
        merged = merge(connection, load, terms.existing, later, empty=empty, trusting=trusting)
    pairs = write_links(connection, load, terms.existing)
    if load.reading is not None:  # else the values were read, and listened to, before
        more = notices
    stood = [ValueRemark("", _STOOD.format(rule=rule), 0, 0) for rule in merged.stood]
    return MergedFile(
        load, looked.staged, (*looked.remarks, *more, *behind, *pairs, *stood), merged
    )


def _caught_up(connection: Connection, catalog: Catalog, load: FileLoad) -> tuple[ValueRemark, ...]:
    """Set the sequences that the new rows draw from and that are behind; a remark on each."""
    remarks: list[ValueRemark] = []
    if draws_keys(load):
        names = {feed.column.name for feed in load.layout.feeds}
        remarks += _sequences_set(connection, catalog, load.table.name, names)
    for link in load.layout.links:
        names = {link.own, link.feed.column.name}
        remarks += _sequences_set(connection, catalog, link.through.name, names)
    return tuple(remarks)


def _sequences_set(
    connection: Connection, catalog: Catalog, table: QualifiedName, names: set[str]
) -> tuple[ValueRemark, ...]:
    behind = [
        state
        for state in sequences.inspect(connection, catalog, {table})
        if state.verdict is sequences.SequenceVerdict.BEHIND
        and any(ref.column not in names for ref in state.columns)
    ]
    return tuple(
        ValueRemark("", _CAUGHT_UP.format(sequence=state.sequence.name), 0, 0)
        for state in (sequences.reset(connection, behind) if behind else ())
    )


_STOOD = "the rule {rule} is NOT VALID, here and where the file is from: no row was held to it"
_CAUGHT_UP = "the sequence {sequence} was behind its rows and was set; that is never undone"
