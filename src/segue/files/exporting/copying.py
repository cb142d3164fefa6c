"""Sheets to files: several at a time, on one snapshot, streamed by COPY."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import psycopg
from psycopg import pq, sql

from segue.database.copy_protocol import Check, CopyConnection
from segue.database.decisions import decide
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import ExportFailed, NotUtf8, SnapshotLost
from segue.events import Reporter, Retrying, TableFinished, TableProgress, TableStarted
from segue.files.dialect import Dialect
from segue.files.exporting.characters import UnwritableColumn, unwritable
from segue.files.exporting.sheets import Sheet
from segue.files.exporting.writing import File, Rows
from segue.files.manifest import ExportedFile
from segue.workers import Craft, StopSignal, Workers

CHUNK = 256 * 1024
"""Bytes that are gathered before they are encoded and written: larger ones are no faster."""

REPORT_EVERY = 0.2
"""Seconds between two events about one table."""

SHOWN = 20
"""Bytes around one that is no UTF-8 that a message shows."""


@dataclass
class Exporting:
    """What lanes work with, and what they have done."""

    open_source: Callable[[], Connection]
    snapshot: Snapshot
    dialect: Dialect
    prepare: Callable[[Connection, Sheet], Sheet]
    """What is to be known of a sheet's rows before they are written."""
    open_file: Callable[[Sheet], File]
    reporter: Reporter
    stop: StopSignal
    done: dict[str, tuple[File, ExportedFile]] = field(default_factory=dict)
    """Finished files by the sheet's stem; none has its own name yet."""
    unwritable: list[UnwritableColumn] = field(default_factory=list)
    """Values that the encoding cannot hold."""
    lock: Lock = field(default_factory=Lock)

    def open_joined(self) -> Connection:
        """A session in a transaction that shows the snapshot's rows."""
        connection = self.open_source()
        try:
            join_snapshot(connection, self.snapshot)
        except BaseException:
            connection.close()
            raise
        return connection


def export_sheets(sheets: Sequence[Sheet], exporting: Exporting, lanes: int) -> None:
    """Write every sheet, the largest first, or note what its encoding cannot hold.

    Raises ExportFailed, NotUtf8 or workers.Stopped.
    """
    craft: Craft[Connection, Sheet] = Craft(
        name="export",
        open=exporting.open_joined,
        close=lambda connection: connection.close(),
        interrupt=lambda connection: connection.cancel_safe(timeout=5),
        work=lambda connection, sheet: _export(connection, sheet, exporting),
        retry_after=lambda error, sheet, attempt: _retry_after(exporting, error, sheet, attempt),
    )
    with Workers(craft, lanes, exporting.stop) as workers:
        workers.add(sorted(sheets, key=lambda sheet: -sheet.bytes))
        workers.wait()


def copy_sheet(
    connection: Connection,
    sheet: Sheet,
    dialect: Dialect,
    write: Callable[[Rows], None],
    check: Check,
) -> int:
    """Stream the sheet's rows; returns their number. The connection is idle or in a transaction.

    After an exception its state is undefined: close it.
    """
    statement = sql.SQL("COPY ({}) TO STDOUT ({})").format(sheet.select, dialect.copy_options)
    if sheet.names_objects:
        connection.execute("SET LOCAL search_path = ''")
    copied = _stream(
        CopyConnection(connection.pgconn, check), statement.as_bytes(connection), write, check
    )
    if sheet.names_objects:
        connection.execute("SET LOCAL search_path TO DEFAULT")
    return copied


def _stream(
    line: CopyConnection, statement: bytes, write: Callable[[Rows], None], check: Check
) -> int:
    line.begin(statement, pq.ExecStatus.COPY_OUT)
    rows: list[bytes | memoryview] = []
    size = 0
    for row in line.rows():
        rows.append(row)
        size += len(row)
        if size >= CHUNK:
            write(rows)
            check()
            rows, size = [], 0
    if rows:
        write(rows)
    return line.end()


def _export(connection: Connection, sheet: Sheet, exporting: Exporting) -> None:
    started = time.monotonic()
    exporting.reporter.report(TableStarted(sheet.label, sheet.bytes, sheet.rows_estimate))
    sheet = exporting.prepare(connection, sheet)
    progress = _Progress(sheet, exporting.reporter)
    outcome = _write_file(connection, sheet, exporting, progress)
    if isinstance(outcome, UnicodeEncodeError):
        columns = unwritable(connection, sheet, exporting.dialect.encoding, outcome)
        with exporting.lock:
            exporting.unwritable.extend(columns)
        return
    file, rows = outcome
    with exporting.lock:
        exporting.done[sheet.stem] = file, _described(sheet, file, rows)
    seconds = time.monotonic() - started
    exporting.reporter.report(TableFinished(sheet.label, rows, progress.bytes, seconds))


def _write_file(
    connection: Connection, sheet: Sheet, exporting: Exporting, progress: _Progress
) -> tuple[File, int] | UnicodeEncodeError:
    """The finished file and its rows, or the first character that the encoding lacks.

    Raises ExportFailed, NotUtf8.
    """
    try:
        file = exporting.open_file(sheet)
        try:
            writer = _Writer(file, progress)
            rows = copy_sheet(connection, sheet, exporting.dialect, writer, exporting.stop.check)
            if writer.lacking is not None:
                file.give_up()
                return writer.lacking
            file.finish()
        except BaseException:
            file.give_up()
            raise
    except OSError as error:
        raise ExportFailed(
            table=sheet.label,
            reason=error.strerror or str(error),
            help="Make room, or name another folder.",
        ) from error
    except UnicodeDecodeError as error:
        raise not_utf8(sheet, connection, error) from error
    return file, rows


class _Writer:
    """Writes rows and counts them; nothing any more once a character could not be written.

    The rest is still read, so that the connection can be asked where such characters are.
    """

    def __init__(self, file: File, progress: _Progress) -> None:
        self._file, self._progress = file, progress
        self.lacking: UnicodeEncodeError | None = None

    def __call__(self, rows: Rows) -> None:
        if self.lacking is None:
            try:
                self._file.write(rows)
            except UnicodeEncodeError as error:
                self.lacking = error
        self._progress.wrote(sum(map(len, rows)))


def failed(sheet: Sheet, error: psycopg.Error) -> ExportFailed:
    """The server's refusal in words, with what can be done."""
    remedy = decide(error).remedy
    if isinstance(error, psycopg.ProgrammingError | psycopg.DataError):
        option = "--where" if sheet.where else "--query" if sheet.query else ""
        remedy = f"Correct the SQL of {option}." if option else remedy
    return ExportFailed(table=sheet.label, reason=str(error).strip(), help=remedy)


def not_utf8(sheet: Sheet, connection: Connection, error: UnicodeDecodeError) -> NotUtf8:
    """The error with the bytes and what stands around them."""
    near = error.object[max(0, error.start - SHOWN) : error.end + SHOWN]
    return NotUtf8(
        table=sheet.label,
        bytes=error.object[error.start : error.end].hex(" "),
        near=repr(near.decode(errors="backslashreplace")),
        database=connection.info.dbname,
    )


def _described(sheet: Sheet, file: File, rows: int) -> ExportedFile:
    return ExportedFile(
        path=file.path.name,
        table=sheet.table,
        columns=sheet.columns,
        rows=rows,
        sha256=file.sha256,
        model=sheet.model,
        where=sheet.where,
        query=sheet.query,
        not_valid=sheet.not_valid,
    )


class _Progress:
    """Reports bytes now and then, in terms of the table's size."""

    def __init__(self, sheet: Sheet, reporter: Reporter) -> None:
        self._sheet, self._reporter = sheet, reporter
        self._said = 0.0
        self.bytes = 0

    def wrote(self, size: int) -> None:
        """So many more bytes."""
        self.bytes += size
        now = time.monotonic()
        if now - self._said >= REPORT_EVERY:
            self._said = now
            done = min(self.bytes, self._sheet.bytes)
            self._reporter.report(TableProgress(self._sheet.label, done, self._sheet.bytes))


def _retry_after(
    exporting: Exporting, error: Exception, sheet: Sheet, attempt: int
) -> float | None:
    """Seconds until the next try of a sheet, which begins its file anew. Raises ExportFailed."""
    if isinstance(error, SnapshotLost):
        raise ExportFailed(table=sheet.label, reason=str(error), help="Run it again.") from error
    if not isinstance(error, psycopg.Error):
        return None
    seconds = decide(error).wait_before(attempt)
    if seconds is None:
        raise failed(sheet, error) from error
    exporting.reporter.report(Retrying(sheet.label, str(error).strip(), attempt, seconds))
    return seconds
