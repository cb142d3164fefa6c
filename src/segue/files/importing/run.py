"""One import from the first byte to the commit: the only module here that knows the order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
from psycopg import errors, sql

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.database.table_order import order_of
from segue.errors import FileUnwritable, ImportStopped, NotAsWritten, TableRefuses, UsageError
from segue.events import CopyPlanned, Reporter, TableProgress, TableStarted
from segue.files.importing.casting import read_rows
from segue.files.importing.full_clean import clean_rows
from segue.files.importing.load import Load
from segue.files.importing.merging import Merged, merge
from segue.files.importing.rejects import Group, count_rejected, grouped, write_rejects
from segue.files.importing.replacing import delete_all
from segue.files.importing.staging import Staged, stage, tells_null
from segue.files.importing.suspicious_values import Remark
from segue.files.importing.verification import count_missing
from segue.move import sequences
from segue.move.sequences import SequenceState
from segue.plan.model import ExistingRows

LOCK_PATIENCE = "30s"
"""How long other sessions' writes to a table are waited for."""

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
            result = _run(connection, catalog, loads, terms, reporter)
            if not result.done:
                raise psycopg.Rollback(transaction)
            _write_rejects(connection, result.files, written)
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
) -> Result:
    order = order_of({load.table.name for load in loads}, catalog)
    ordered = sorted(loads, key=lambda load: order.index(load.table.name))
    reporter.report(CopyPlanned(len(order), len(loads), sum(_size(load) for load in loads)))
    _set_up(connection, loads)
    staged = {load.number: _stage(connection, load, reporter) for load in ordered}
    _lock(connection, order)
    replaces = terms.existing is ExistingRows.REPLACE
    deleted = delete_all(connection, catalog, order) if replaces else {}
    results = tuple(_fill(connection, load, staged[load.number], terms, order) for load in ordered)
    _check_references(connection)
    results = tuple(_proved(connection, result, terms) for result in results)
    refused = terms.rejects is None and any(result.rejected for result in results)
    if terms.dry_run or refused:
        return Result(results, done=False, deleted=deleted)
    done = sequences.reset(connection, sequences.inspect(connection, catalog, set(order)))
    return Result(results, done=True, sequences=done, deleted=deleted)


def _set_up(connection: Connection, loads: Sequence[Load]) -> None:
    manner = loads[0].head.manner
    settings = {
        "datestyle": f"ISO, {manner.dates}",
        "timezone": manner.timezone,
        "lock_timeout": LOCK_PATIENCE,
        "work_mem": MEMORY,
    }
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
    for table in tables:
        statement = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(table.identifier)
        try:
            with connection.transaction():
                connection.execute(statement)
        except errors.InsufficientPrivilege:
            continue


def _fill(
    connection: Connection,
    load: Load,
    staged: Staged,
    terms: Terms,
    order: Sequence[QualifiedName],
) -> FileResult:
    if terms.existing is not ExistingRows.STOP:
        load = replace(load, tells_null=tells_null(connection, load))
    remarks = read_rows(connection, load)
    if terms.full_clean and load.model is not None:
        clean_rows(connection, load)
    later = set(order[order.index(load.table.name) + 1 :])
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
    return replace(result, remarks=(*result.remarks, Remark("", text, missing, 0)))


def _write_rejects(
    connection: Connection, results: Sequence[FileResult], written: list[Path]
) -> None:
    """Write the reject files before the commit, so that no rejected row can be lost.

    `written` gets each file that was begun. Raises FileUnwritable.
    """
    for result in results:
        path = result.reject_file
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(exist_ok=False)
            written.append(path)
            write_rejects(connection, result.load, path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileUnwritable(path=path, reason=reason) from error
