"""A whole export: one snapshot, the files, and last of all the manifest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from segue.checks.servers import sessions_beside
from segue.database.session import Connection, exported_snapshot
from segue.errors import CharactersLacking, ExportInterrupted, MissingPackage, UsageError
from segue.events import CopyPlanned, Note, Reporter
from segue.files.dialect import Dialect
from segue.files.exporting.characters import unwritable
from segue.files.exporting.copying import Exporting, copy_sheet, export_sheets, failed, not_utf8
from segue.files.exporting.excel import risks, with_decimal_comma
from segue.files.exporting.folder import claimed, publish
from segue.files.exporting.sheets import Sheet
from segue.files.exporting.writing import CsvFile, Encoder, File, Hashing, Rows, packer
from segue.files.manifest import Manifest
from segue.move.watch import watching
from segue.workers import StopSignal

SheetsOf = Callable[[Connection], Sequence[Sheet]]
"""What to export, decided within the transaction that all files show."""

PARQUET_COPY = Dialect(header=False)
"""How rows are sent that become Parquet."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """How an export is to be written."""

    label: str
    """The source's address, as a person wrote it."""
    dialect: Dialect
    lanes: int
    parquet: bool = False
    excel: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class _Format:
    """What becomes of sheets in the format that was ordered."""

    suffix: str
    copied: Dialect
    """As the source sends rows."""
    prepare: Callable[[Connection, Sheet], Sheet]
    """The sheet in the shape that the format needs; may look at its rows."""
    open: Callable[[Path, Sheet, bool], File]
    """A file under that name; the last argument says that bytes may be no UTF-8."""


def export_folder(
    folder: Path,
    order: ExportOrder,
    sheets_of: SheetsOf,
    open_source: Callable[[], Connection],
    reporter: Reporter,
    stop: StopSignal,
) -> Manifest:
    """Write the sheets into a folder, all of them or none.

    Raises FolderNotEmpty, FolderBusy, FolderUnusable, ExportFailed, CharactersLacking, NotUtf8,
    MissingPackage, ExportInterrupted, TooFewConnections.
    """
    form = _format(order, reporter)
    with (
        claimed(folder, overwrite=order.overwrite),
        _told_of_interrupts(f"{folder} is as it was before"),
        closing(open_source()) as keeper,
        _shared_out(keeper, open_source, order.lanes, reporter) as lanes,
        exported_snapshot(keeper) as snapshot,
    ):
        sheets = sheets_of(keeper)
        _require_distinct(sheets)
        validate = _may_hold_other_bytes(keeper)
        exporting = Exporting(
            open_source,
            snapshot,
            form.copied,
            form.prepare,
            lambda sheet: form.open(folder / f"{sheet.stem}{form.suffix}", sheet, validate),
            reporter,
            stop,
        )
        reporter.report(CopyPlanned(len(sheets), len(sheets), sum(s.bytes for s in sheets)))
        export_sheets(sheets, exporting, lanes)
        _require_writable(exporting)
        done = [exporting.done[sheet.stem] for sheet in sheets]
        manifest = Manifest(
            source=order.label,
            server=_version(keeper),
            snapshot=_now(keeper),
            dialect=order.dialect,
            files=tuple(described for _, described in done),
            format="parquet" if order.parquet else "csv",
        )
        publish(folder, [file for file, _ in done], manifest)
    return manifest


def export_to_stdout(
    order: ExportOrder,
    sheets_of: SheetsOf,
    open_source: Callable[[], Connection],
    reporter: Reporter,
    stop: StopSignal,
) -> None:
    """Write the one sheet to standard output. Raises UsageError where there are several."""
    form, pack = _format(order, reporter), packer(order.dialect.compression)
    out = Hashing(sys.stdout.buffer)
    with (
        _told_of_interrupts("what was printed is not whole"),
        closing(open_source()) as source,
        exported_snapshot(source),
        _closed_on_failure(source),
    ):
        sheet = _only(sheets_of(source))
        encode = Encoder(order.dialect, validate=_may_hold_other_bytes(source))
        sink = pack(out)

        def write(rows: Rows) -> None:
            sink.write(encode(rows))

        try:
            sheet = form.prepare(source, sheet)
            copy_sheet(source, sheet, order.dialect, write, stop.check)
        except psycopg.Error as error:
            raise failed(sheet, error) from error
        except UnicodeDecodeError as error:
            raise not_utf8(sheet, source, error) from error
        except UnicodeEncodeError as error:
            source.close()
            with closing(open_source()) as again, again.transaction():
                places = unwritable(again, sheet, order.dialect.encoding, error)
            raise _characters_lacking(order.dialect.encoding, places) from error
        if sink is not out:
            sink.close()
    out.flush()


@contextmanager
def _shared_out(
    keeper: Connection, open_source: Callable[[], Connection], most: int, reporter: Reporter
) -> Iterator[int]:
    """So many lanes as the source has room for, and a watch where one fits beside them."""
    lanes = sessions_beside(keeper, "source", most)
    with watching(keeper, "source", open_source, reporter, 1 + lanes):
        yield lanes


def _format(order: ExportOrder, reporter: Reporter) -> _Format:
    """Raises MissingPackage."""
    if order.parquet:
        return _parquet(order, reporter)
    dialect, pack = order.dialect, packer(order.dialect.compression)

    def prepare(connection: Connection, sheet: Sheet) -> Sheet:
        if order.excel:
            for risk in risks(connection, sheet, dialect):
                reporter.report(Note(str(risk), "warning"))
        return with_decimal_comma(sheet) if dialect.decimal == "," else sheet

    def open_file(path: Path, sheet: Sheet, validate: bool) -> File:
        return CsvFile(path, Encoder(dialect, validate=validate), pack)

    return _Format(dialect.suffix, dialect, prepare, open_file)


def _parquet(order: ExportOrder, reporter: Reporter) -> _Format:
    try:
        from segue.files.exporting.parquet import ParquetFile, as_parquet_holds
    except ImportError as error:
        raise MissingPackage(wanted="Parquet files", extra="parquet") from error

    def prepare(connection: Connection, sheet: Sheet) -> Sheet:
        prepared = as_parquet_holds(connection, sheet)
        for old, new in zip(sheet.columns, prepared.columns, strict=True):
            if new != old:
                note = f"{sheet.label}.{old.name} becomes text: it has values that no {old.type} of"
                reporter.report(Note(f"{note} Parquet holds, such as infinity or NaN", "warning"))
        return prepared

    def open_file(path: Path, sheet: Sheet, validate: bool) -> File:
        return ParquetFile(path, sheet, order.dialect.compression)

    return _Format(".parquet", PARQUET_COPY, prepare, open_file)


@contextmanager
def _told_of_interrupts(left: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise ExportInterrupted(left=left) from None


@contextmanager
def _closed_on_failure(connection: Connection) -> Iterator[None]:
    """In the middle of a COPY there is no way back to a session that could be asked anything."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _only(sheets: Sequence[Sheet]) -> Sheet:
    if len(sheets) != 1:
        raise UsageError(message=f"one table goes to standard output, and {len(sheets)} are chosen")
    return sheets[0]


def _require_distinct(sheets: Sequence[Sheet]) -> None:
    """Some file systems take Post and post for one."""
    sheets_by_name: dict[str, Sheet] = {}
    for sheet in sheets:
        other = sheets_by_name.setdefault(sheet.stem.lower(), sheet)
        if other is not sheet:
            raise UsageError(
                message=f"{other.label} and {sheet.label} would be one file where capital letters"
                " do not count: export them into two folders"
            )


def _require_writable(exporting: Exporting) -> None:
    if exporting.unwritable:
        raise _characters_lacking(exporting.dialect.encoding, exporting.unwritable)


def _characters_lacking(encoding: str, places: Sequence[object]) -> CharactersLacking:
    listed = "\n".join(f"  {place}" for place in places)
    return CharactersLacking(encoding=encoding, places=listed)


def _may_hold_other_bytes(connection: Connection) -> bool:
    """Whether the database takes any bytes for text and the server cannot promise UTF-8."""
    return connection.info.parameter_status("server_encoding") == "SQL_ASCII"


def _version(connection: Connection) -> str:
    return (connection.info.parameter_status("server_version") or "").split()[0]


def _now(connection: Connection) -> datetime:
    """When the transaction began: the moment that its snapshot shows."""
    row = connection.execute("SELECT pg_catalog.now()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment
