"""One import from the first byte to the commit: the only module here that knows the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
from psycopg import errors, sql

from segue import sequences
from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection, is_committed, transaction_number
from segue.database.table_order import order_of
from segue.errors import (
    FileUnwritable,
    ImportStopped,
    ImportUncertain,
    NotAsWritten,
    TableRefuses,
)
from segue.events import CopyPlanned, Note, Reporter, TableProgress, TableStarted
from segue.files.importing.computed_columns import other_values
from segue.files.importing.filling import ImportTerms, MergedFile, StagedFile, draws_keys, fill
from segue.files.importing.links import note_unknown
from segue.files.importing.load import FileLoad
from segue.files.importing.mended_rows import settle
from segue.files.importing.merging import MergeCounts
from segue.files.importing.reject_notes import note_of, path_beside, write_note
from segue.files.importing.rejects import Group, grouped, write_rejects
from segue.files.importing.replacing import delete_all, tables_of_pairs
from segue.files.importing.settings import set_up
from segue.files.importing.staging import Staged, stage
from segue.files.importing.staging_tables import StagingSet
from segue.files.importing.suspicious_values import ValueRemark, look_at_text
from segue.files.importing.verification import read_back, rules_of
from segue.plan.model import ExistingRows
from segue.private_files import make_private_folder, open_private
from segue.sequences import SequenceState

AT_ONCE = 20
"""Files whose rows are on the server at once; more would need more locks than servers have."""

SMALL = 2**22
"""Bytes of a file that is tried together with others; what is larger is not read twice."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    load: FileLoad
    staged: Staged
    merged: MergeCounts
    rejected: int
    groups: tuple[Group, ...]
    remarks: tuple[ValueRemark, ...]
    reject_file: Path | None
    unequal: int = 0
    """Rows that are not in the table as the file has them, as triggers changed them."""
    settled: int = 0
    """Rows that a move had refused, and in whose place rows of this file came in."""

    @property
    def rows(self) -> int:
        """Rows of the file, good and bad."""
        return self.staged.rows + self.staged.broken


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an import."""

    files: tuple[FileResult, ...]
    done: bool
    """Whether the rows are in the target: not after a dry run, nor where rejects forbade it."""
    sequences: tuple[SequenceState, ...] = ()
    """Those that were set."""
    deleted: Mapping[QualifiedName, int] = field(default_factory=dict)
    """Rows that the tables had before, where they are replaced."""

    @property
    def rejected(self) -> int:
        return sum(file.rejected for file in self.files)


def import_files(
    connection: Connection,
    catalog: Catalog,
    loads: Sequence[FileLoad],
    terms: ImportTerms,
    reporter: Reporter,
) -> Result:
    """Bring all files into their tables in one transaction, which is undone where it must be.

    Raises RowsExist, TableRefuses, RowsSwallowed, NotAsWritten, FileUnreadable, ImportUncertain.
    """
    paths: list[Path] = []
    number: str | None = None
    try:
        with connection.transaction() as transaction:
            result = _run(connection, catalog, loads, terms, reporter, paths)
            if not result.done:
                raise psycopg.Rollback(transaction)
            number = transaction_number(connection)
    except BaseException as error:
        committed = number is not None and is_committed(connection, number)
        if committed is None:
            raise ImportUncertain from error
        if committed and isinstance(error, KeyboardInterrupt):
            reporter.report(Note("interrupted when the rows were committed already", "warning"))
            return result
        for path in () if committed else paths:
            path.unlink(missing_ok=True)
        if isinstance(error, KeyboardInterrupt):
            raise ImportStopped from None
        raise
    return result


def _run(
    connection: Connection,
    catalog: Catalog,
    loads: Sequence[FileLoad],
    terms: ImportTerms,
    reporter: Reporter,
    written: list[Path],
) -> Result:
    order = order_of({load.table.name for load in loads}, catalog)
    places = {name: place for place, name in enumerate(order)}
    ordered = sorted(loads, key=lambda load: places[load.table.name])
    reporter.report(CopyPlanned(len(order), len(loads), sum(_size(load) for load in loads)))
    set_up(connection, loads)
    batches = list(_batches(ordered))
    results: list[FileResult] = []
    deleted: Mapping[QualifiedName, int] = {}
    for batch in batches:
        files = [_look(connection, load, terms, reporter) for load in batch]
        if terms.asker:
            continue  # nothing is written any more: what else is to be asked?
        if batch is batches[0]:
            pairs = {one.name: None for load in ordered for one in tables_of_pairs(load)}
            _lock(connection, [*order, *pairs])
            if terms.existing is ExistingRows.REPLACE:
                deleted = delete_all(connection, catalog, [*order, *pairs])
        filled = fill(connection, catalog, files, terms, places)
        if batch is batches[-1]:
            _check_references(connection)
        proved = _proved(connection, filled, terms)
        terms.asker.require_answers()
        if not terms.dry_run:
            _write_rejects(connection, proved, terms, written)
        results.extend(proved)
    terms.asker.require_answers()
    refused = terms.rejects is None and any(result.rejected for result in results)
    if terms.dry_run or refused:
        return Result(tuple(results), done=False, deleted=deleted)
    done = sequences.reset(connection, sequences.inspect(connection, catalog, set(order)))
    return Result(tuple(results), done=True, sequences=done, deleted=deleted)


def _batches(loads: Sequence[FileLoad]) -> Iterator[list[FileLoad]]:
    """The loads, small ones together, each with a staging set that no other of its batch has."""
    sets = [StagingSet(number) for number in range(AT_ONCE)]
    batch: list[FileLoad] = []
    for load in loads:
        alone = _size(load) > SMALL or draws_keys(load)
        if batch and (alone or len(batch) == AT_ONCE):
            yield batch
            batch = []
        batch.append(replace(load, staging=sets[len(batch)]))
        if alone:
            yield batch
            batch = []
    if batch:
        yield batch


def _look(
    connection: Connection, load: FileLoad, terms: ImportTerms, reporter: Reporter
) -> StagedFile:
    """Bring the file's text to the server and look at it; what is doubtful is asked."""
    staged = _stage(connection, load, reporter)
    load = replace(load, doubtful=staged.doubtful, last_row=staged.last_row)
    load, remarks = look_at_text(connection, load, terms.asker)
    note_unknown(connection, load)
    return StagedFile(load, staged, remarks)


def _stage(connection: Connection, load: FileLoad, reporter: Reporter) -> Staged:
    table, total, done = str(load.table.name), _size(load), 0
    reporter.report(TableStarted(table, total, 0))

    def heard(count: int) -> None:
        nonlocal done
        done += count
        reporter.report(TableProgress(table, min(done, total), total))

    return stage(connection, load, heard)


def _size(load: FileLoad) -> int:
    return load.path.stat().st_size


def _lock(connection: Connection, tables: Sequence[QualifiedName]) -> None:
    """Keep others from writing until the end, so that what is counted stays true.

    A role that may only insert cannot lock; the tables' own rules then have to do.
    """
    try:
        with connection.transaction():
            connection.execute(_lock_statement(tables))
    except errors.InsufficientPrivilege:
        for table in tables:
            with suppress(errors.InsufficientPrivilege), connection.transaction():
                connection.execute(_lock_statement([table]))


def _lock_statement(tables: Sequence[QualifiedName]) -> sql.Composed:
    listed = sql.SQL(", ").join(table.identifier for table in tables)
    return sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(listed)


def _check_references(connection: Connection) -> None:
    """Have the server check all foreign keys before it is too late to say which table it is."""
    try:
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except errors.IntegrityError as error:
        diagnosis = error.diag
        reason = f"{diagnosis.message_primary}. {diagnosis.message_detail or ''}".strip()
        raise TableRefuses(table=diagnosis.table_name, reason=reason) from error


def _proved(
    connection: Connection, filled: Sequence[MergedFile], terms: ImportTerms
) -> list[FileResult]:
    """What became of the files of a batch. Raises NotAsWritten, TableRefuses."""
    counts = read_back(connection, [one.load for one in filled], terms.existing)
    return [
        _result(connection, one, terms, *count) for one, count in zip(filled, counts, strict=True)
    ]


def _result(
    connection: Connection, filled: MergedFile, terms: ImportTerms, missing: int, rejected: int
) -> FileResult:
    """The result, with a remark where triggers changed rows."""
    load, merged = filled.load, filled.merged
    remarks = (*filled.remarks, *other_values(connection, load, terms.existing))
    rows = filled.staged.rows + filled.staged.broken
    triggers = [trigger.name for trigger in load.table.triggers if trigger.enabled != "D"]
    if merged.rows + rejected != rows or (missing and not triggers):
        count = missing or abs(rows - merged.rows - rejected)
        if rules := rules_of(connection, load.table.name):
            reason = f"its rules make something else of them: {', '.join(rules)}"
            raise TableRefuses(table=load.table.name, reason=reason)
        raise NotAsWritten(count=count, table=load.table.name)
    if missing:
        remark = (
            "row is not as the file has it" if missing == 1 else "rows are not as the file has them"
        )
        text = f"{remark}: see the triggers {', '.join(triggers)}"
        remarks = (*remarks, ValueRemark("", text, missing, 0))
    return FileResult(
        load=load,
        staged=filled.staged,
        merged=merged,
        rejected=rejected,
        groups=grouped(connection, load) if rejected else (),
        remarks=remarks,
        reject_file=terms.rejects(load) if terms.rejects and rejected else None,
        unequal=missing,
        settled=0 if terms.dry_run else settle(connection, load),
    )


def _write_rejects(
    connection: Connection, results: Sequence[FileResult], terms: ImportTerms, written: list[Path]
) -> None:
    """Write the reject files before the commit, so that no rejected row can be lost.

    `written` gets each file that was begun. Raises FileUnwritable.
    """
    for result in results:
        path = result.reject_file
        if path is None:
            continue
        try:
            make_private_folder(path.parent)
            open_private(path, "xb").close()
            written.extend((path, path_beside(path)))
            write_rejects(connection, result.load, path)
            # What was to be replaced is: mended rows come to those that are there now.
            replaces = terms.existing is ExistingRows.REPLACE
            existing = ExistingRows.STOP.value if replaces else terms.existing.value
            clean = terms.full_clean
            write_note(path, note_of(result.load, terms.destination, existing, full_clean=clean))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileUnwritable(path=path, reason=reason) from error
