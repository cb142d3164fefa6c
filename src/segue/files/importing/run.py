"""One import from the first byte to the commit: the only module here that knows the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
from psycopg import errors, sql

from segue.database.catalog import Catalog, Column
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.database.table_order import order_of
from segue.errors import FileUnwritable, ImportStopped, NotAsWritten, TableRefuses, UsageError
from segue.events import Asker, CopyPlanned, Nobody, Reporter, TableProgress, TableStarted
from segue.files.importing.casting import read_rows
from segue.files.importing.full_clean import clean_rows
from segue.files.importing.load import Load
from segue.files.importing.merging import Merged, merge
from segue.files.importing.reject_notes import Destination, note_of, path_beside, write_note
from segue.files.importing.rejects import Group, count_rejected, grouped, write_rejects
from segue.files.importing.replacing import delete_all
from segue.files.importing.staging import Staged, stage, tells_null
from segue.files.importing.staging_tables import StagingSet
from segue.files.importing.suspicious_values import Remark, look_at_text
from segue.files.importing.verification import count_missing
from segue.move import sequences
from segue.move.sequences import SequenceState
from segue.plan.model import ExistingRows
from segue.private_files import make_private_folder, open_private

LOCK_PATIENCE = "30s"
"""How long other sessions' writes to a table are waited for."""

AT_ONCE = 20
"""Files whose rows are on the server at once; more would need more locks than servers have."""

MEMORY = "64MB"
"""The server's memory for one sort or hash, so that a file of a usual size needs no disk for it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How the import is to be done."""

    existing: ExistingRows = ExistingRows.STOP
    rejects: Callable[[Load], Path] | None = None
    """Where the rejected rows of a file go; None where one of them refuses the whole import."""
    dry_run: bool = False
    full_clean: bool = False
    """Whether the models validate every row too."""
    asker: Asker = field(default_factory=Nobody)
    """Whoever can say what doubtful values mean."""
    destination: Destination = field(default_factory=Destination)
    """Where the rows go, for the notes beside reject files."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    load: Load
    staged: Staged
    merged: Merged
    rejected: int
    groups: tuple[Group, ...]
    remarks: tuple[Remark, ...]
    reject_file: Path | None
    unequal: int = 0
    """Rows that are not in the table as the file has them, as triggers changed them."""

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
    loads: Sequence[Load],
    terms: Terms,
    reporter: Reporter,
) -> Result:
    """Bring all files into their tables in one transaction, which is undone where it must be.

    Raises RowsExist, TableRefuses, RowsSwallowed, NotAsWritten, FileUnreadable.
    """
    written: list[Path] = []
    try:
        with connection.transaction() as transaction:
            result = _run(connection, catalog, loads, terms, reporter, written)
            if not result.done:
                raise psycopg.Rollback(transaction)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if isinstance(error, KeyboardInterrupt):
            raise ImportStopped from None
        raise
    return result


def _run(
    connection: Connection,
    catalog: Catalog,
    loads: Sequence[Load],
    terms: Terms,
    reporter: Reporter,
    written: list[Path],
) -> Result:
    order = order_of({load.table.name for load in loads}, catalog)
    ordered = sorted(loads, key=lambda load: order.index(load.table.name))
    reporter.report(CopyPlanned(len(order), len(loads), sum(_size(load) for load in loads)))
    _set_up(connection, loads)
    batches = list(_batches(ordered))
    results: list[FileResult] = []
    deleted: Mapping[QualifiedName, int] = {}
    for batch in batches:
        looked = [_look(connection, load, terms, reporter) for load in batch]
        if batch is batches[0]:
            _lock(connection, order)
            if terms.existing is ExistingRows.REPLACE:
                deleted = delete_all(connection, catalog, order)
        filled = [_fill(connection, catalog, one, terms, order) for one in looked]
        if batch is batches[-1]:
            _check_references(connection)
        proved = [_proved(connection, result, terms) for result in filled]
        if not terms.dry_run:
            _write_rejects(connection, proved, terms, written)
        results.extend(proved)
    refused = terms.rejects is None and any(result.rejected for result in results)
    if terms.dry_run or refused:
        return Result(tuple(results), done=False, deleted=deleted)
    done = sequences.reset(connection, sequences.inspect(connection, catalog, set(order)))
    return Result(tuple(results), done=True, sequences=done, deleted=deleted)


def _batches(loads: Sequence[Load]) -> Iterator[list[Load]]:
    """The loads, so many at once as there are staging sets, each with one of these."""
    sets = [StagingSet(number) for number in range(AT_ONCE)]
    for start in range(0, len(loads), AT_ONCE):
        batch = loads[start : start + AT_ONCE]
        yield [replace(load, staging=one) for load, one in zip(batch, sets, strict=False)]


def _look(
    connection: Connection, load: Load, terms: Terms, reporter: Reporter
) -> tuple[Load, Staged, tuple[Remark, ...]]:
    """Bring the file's text to the server and look at it; what is doubtful is asked."""
    staged = _stage(connection, load, reporter)
    load, remarks = look_at_text(connection, load, terms.asker)
    return load, staged, remarks


def _set_up(connection: Connection, loads: Sequence[Load]) -> None:
    _set(connection, {"lock_timeout": LOCK_PATIENCE, "work_mem": MEMORY})
    for load in {load.head.manner.timezone: load for load in loads}.values():
        _heed(connection, load)


def _heed(connection: Connection, load: Load) -> None:
    """Have the server read days and moments as the file writes them. Raises UsageError."""
    manner = load.head.manner
    _set(connection, {"datestyle": f"ISO, {manner.dates}", "timezone": manner.timezone})


def _set(connection: Connection, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        try:
            connection.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))
        except errors.InvalidParameterValue as error:
            raise UsageError(message=f"--{name} {value}: the server knows none such") from error


def _stage(connection: Connection, load: Load, reporter: Reporter) -> Staged:
    table, total, done = str(load.table.name), _size(load), 0
    reporter.report(TableStarted(table, total, 0))

    def heard(count: int) -> None:
        nonlocal done
        done += count
        reporter.report(TableProgress(table, min(done, total), total))

    return stage(connection, load, heard)


def _size(load: Load) -> int:
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


def _fill(
    connection: Connection,
    catalog: Catalog,
    looked: tuple[Load, Staged, tuple[Remark, ...]],
    terms: Terms,
    order: Sequence[QualifiedName],
) -> FileResult:
    load, staged, remarks = looked
    _heed(connection, load)
    if terms.existing is not ExistingRows.STOP:
        load = replace(load, tells_null=tells_null(connection, load))
    load, more = read_rows(connection, load, terms.asker)
    if terms.full_clean and load.model is not None:
        clean_rows(connection, load)
    later = set(order[order.index(load.table.name) + 1 :])
    remarks += more + _sequences_caught_up(connection, catalog, load)
    merged = merge(connection, load, terms.existing, later)
    rejected = count_rejected(connection, load)
    return FileResult(
        load=load,
        staged=staged,
        merged=merged,
        rejected=rejected,
        groups=grouped(connection, load) if rejected else (),
        remarks=remarks,
        reject_file=terms.rejects(load) if terms.rejects and rejected else None,
    )


def _sequences_caught_up(
    connection: Connection, catalog: Catalog, load: Load
) -> tuple[Remark, ...]:
    """Set the sequences that the new rows draw from and that are behind; a remark on each."""
    fed = {feed.column.name for feed in load.layout.feeds}
    if not any(_draws(column) for column in load.table.columns if column.name not in fed):
        return ()
    behind = [
        state
        for state in sequences.inspect(connection, catalog, {load.table.name})
        if state.verdict is sequences.Verdict.BEHIND
        and any(ref.column not in fed for ref in state.columns)
    ]
    return tuple(
        Remark("", _CAUGHT_UP.format(sequence=state.sequence.name), 0, 0)
        for state in (sequences.reset(connection, behind) if behind else ())
    )


_CAUGHT_UP = "the sequence {sequence} was behind its rows and was set; that is never undone"


def _draws(column: Column) -> bool:
    """Whether a sequence gives the column its values."""
    return bool(column.identity) or "nextval(" in (column.default or "")


def _check_references(connection: Connection) -> None:
    """Have the server check all foreign keys before it is too late to say which table it is."""
    try:
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except errors.IntegrityError as error:
        told = error.diag
        reason = f"{told.message_primary}. {told.message_detail or ''}".strip()
        raise TableRefuses(table=told.table_name, reason=reason) from error


def _proved(connection: Connection, result: FileResult, terms: Terms) -> FileResult:
    """The result, with a remark where triggers changed rows. Raises NotAsWritten."""
    load, counted = result.load, result.merged.rows + result.rejected
    missing = count_missing(connection, load, terms.existing)
    triggers = [trigger.name for trigger in load.table.triggers if trigger.enabled != "D"]
    if counted != result.rows or (missing and not triggers):
        raise NotAsWritten(count=missing or abs(result.rows - counted), table=load.table.name)
    if not missing:
        return result
    text = f"rows are not as the file has them: see the triggers {', '.join(triggers)}"
    remarks = (*result.remarks, Remark("", text, missing, 0))
    return replace(result, remarks=remarks, unequal=missing)


def _write_rejects(
    connection: Connection, results: Sequence[FileResult], terms: Terms, written: list[Path]
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
