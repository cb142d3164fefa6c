"""Sheets to files: several at a time, on one snapshot, streamed by COPY."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

import psycopg
from psycopg import errors, pq, sql

from segue.csvfiles.dialect import Dialect
from segue.csvfiles.exporting.characters import first_unwritable
from segue.csvfiles.exporting.sheets import Sheet
from segue.csvfiles.manifest import ExportedFile
from segue.database.decisions import decide
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import CharacterNotInEncoding, ExportFailed
from segue.events import Reporter, Retrying, TableFinished, TableProgress, TableStarted
from segue.workers import Craft, StopSignal, Workers

CHUNK = 256 * 1024
"""Bytes that are gathered before they are written."""
PATIENCE = 500
"""Milliseconds of waiting for the server before looking whether somebody asked to stop."""
REPORT_EVERY = 0.2


class File(Protocol):
    """What rows are written into."""

    path: Path

    @property
    def sha256(self) -> str: ...

    def write(self, rows: list[bytes]) -> None: ...

    def finish(self) -> None: ...

    def give_up(self) -> None: ...


@dataclass
class Exporting:
    """What lanes work with."""

    open_source: Callable[[], Connection]
    snapshot: Snapshot
    dialect: Dialect
    open_file: Callable[[Sheet], File]
    reporter: Reporter
    stop: StopSignal
    done: list[ExportedFile] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


def export_sheets(sheets: Sequence[Sheet], exporting: Exporting, lanes: int) -> None:
    """Write every sheet, the largest first; `exporting.done` holds what was written.

    Raises ExportFailed, CharacterNotInEncoding, SnapshotLost or workers.Stopped.
    """
    craft: Craft[Connection, Sheet] = Craft(
        name="export",
        open=lambda: _open(exporting),
        close=lambda connection: connection.close(),
        interrupt=lambda connection: None,  # the stream looks at the stop signal itself
        work=lambda connection, sheet: _write(connection, sheet, exporting),
        retry_after=lambda error, sheet, attempt: _retry_after(exporting, error, sheet, attempt),
    )
    with Workers(craft, lanes, exporting.stop) as workers:
        workers.add(sorted(sheets, key=lambda sheet: -sheet.bytes))
        workers.wait()


def copy_sheet(
    connection: Connection,
    sheet: Sheet,
    dialect: Dialect,
    write: Callable[[list[bytes]], None],
    stop: StopSignal,
) -> int:
    """Stream the sheet's rows; returns their number. The connection is idle or in a transaction."""
    statement = sql.SQL("COPY ({}) TO STDOUT ({})").format(sheet.select, dialect.copy_options)
    result = _stream(connection.pgconn, statement.as_bytes(connection), write, stop)
    return result.command_tuples or 0


def _open(exporting: Exporting) -> Connection:
    connection = exporting.open_source()
    try:
        join_snapshot(connection, exporting.snapshot)
    except BaseException:
        connection.close()
        raise
    return connection


def _write(connection: Connection, sheet: Sheet, exporting: Exporting) -> None:
    started = time.monotonic()
    exporting.reporter.report(TableStarted(sheet.label, sheet.bytes, sheet.rows_estimate))
    file = exporting.open_file(sheet)
    counter = _Counter(sheet, exporting.reporter)
    try:
        rows = copy_sheet(
            connection,
            sheet,
            exporting.dialect,
            counter.around(file.write),
            exporting.stop,
        )
        file.finish()
    except UnicodeEncodeError as error:
        file.give_up()
        raise _named(connection, sheet, exporting, error) from error
    except BaseException:
        file.give_up()
        raise
    with exporting.lock:
        exporting.done.append(
            ExportedFile(
                file.path.name,
                sheet.table,
                sheet.columns,
                rows,
                file.sha256,
                sheet.model,
                sheet.where,
                sheet.query,
            )
        )
    seconds = time.monotonic() - started
    exporting.reporter.report(TableFinished(sheet.label, rows, counter.bytes, seconds))


class _Counter:
    """Reports bytes now and then, in terms of the table's size."""

    def __init__(self, sheet: Sheet, reporter: Reporter) -> None:
        self._sheet, self._reporter = sheet, reporter
        self._said = 0.0
        self.bytes = 0

    def around(self, write: Callable[[list[bytes]], None]) -> Callable[[list[bytes]], None]:
        """The same, counted."""

        def counted(rows: list[bytes]) -> None:
            write(rows)
            self._wrote(rows)

        return counted

    def _wrote(self, rows: list[bytes]) -> None:
        self.bytes += sum(map(len, rows))
        now = time.monotonic()
        if now - self._said >= REPORT_EVERY:
            self._said = now
            done = min(self.bytes, self._sheet.bytes)
            self._reporter.report(TableProgress(self._sheet.label, done, self._sheet.bytes))


def _named(
    connection: Connection, sheet: Sheet, exporting: Exporting, error: UnicodeEncodeError
) -> CharacterNotInEncoding:
    """The error with the row and the column in which the character stands."""
    connection.close()
    with _open(exporting) as again:
        found = first_unwritable(again, sheet, exporting.dialect.encoding)
    character = error.object[error.start]
    where = f"{sheet.label}.{found.column}" if found else sheet.label
    row = found.row if found else "a row that was not found again"
    return CharacterNotInEncoding(
        character=character,
        number=f"U+{ord(character):04X}",
        encoding=exporting.dialect.encoding,
        where=where,
        row=row,
    )


def _stream(
    connection: pq.abc.PGconn,
    statement: bytes,
    write: Callable[[list[bytes]], None],
    stop: StopSignal,
) -> pq.abc.PGresult:
    """Run COPY TO and hand on its rows in lists. Raises psycopg.Error, or Stopped."""
    poll = select.poll()
    poll.register(connection.socket, select.POLLIN)
    connection.nonblocking = 1
    connection.send_query(statement)
    connection.flush()
    result = _next_result(connection, poll, stop)
    if result is None or result.status != pq.ExecStatus.COPY_OUT:
        raise _error(connection, result)
    rows: list[bytes] = []
    size = 0
    while True:
        count, data = connection.get_copy_data(1)
        if count > 0:
            rows.append(bytes(data))
            size += count
            if size >= CHUNK:
                write(rows)
                rows, size = [], 0
                stop.check()
        elif count == 0:
            _wait(connection, poll, stop)
        else:
            break
    if rows:
        write(rows)
    result = _next_result(connection, poll, stop)
    if result is None or result.status != pq.ExecStatus.COMMAND_OK:
        raise _error(connection, result)
    while _next_result(connection, poll, stop) is not None:
        pass
    connection.nonblocking = 0
    return result


def _next_result(
    connection: pq.abc.PGconn, poll: select.poll, stop: StopSignal
) -> pq.abc.PGresult | None:
    while connection.is_busy():
        _wait(connection, poll, stop)
    return connection.get_result()


def _wait(connection: pq.abc.PGconn, poll: select.poll, stop: StopSignal) -> None:
    while not poll.poll(PATIENCE):
        stop.check()
    connection.consume_input()


def _error(connection: pq.abc.PGconn, result: pq.abc.PGresult | None) -> errors.Error:
    if result is not None and result.status == pq.ExecStatus.FATAL_ERROR:
        return errors.error_from_result(result, encoding="utf-8")
    return errors.OperationalError(connection.get_error_message("utf-8"))


def _retry_after(
    exporting: Exporting, error: Exception, sheet: Sheet, attempt: int
) -> float | None:
    if not isinstance(error, psycopg.Error):
        return None
    decision = decide(error)
    seconds = decision.wait_before(attempt)
    reason = str(error).strip()
    if seconds is None:
        raise ExportFailed(table=sheet.label, reason=reason, help=decision.remedy) from error
    with suppress(Exception):
        exporting.reporter.report(Retrying(sheet.label, reason, attempt, seconds))
    return seconds
