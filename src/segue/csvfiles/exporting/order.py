"""A whole export: one snapshot, the files, and last of all the manifest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psycopg

from segue.csvfiles.dialect import Dialect
from segue.csvfiles.exporting.copying import Exporting, File, copy_sheet, export_sheets
from segue.csvfiles.exporting.excel import risks
from segue.csvfiles.exporting.parquet import ParquetFile
from segue.csvfiles.exporting.sheets import Sheet
from segue.csvfiles.exporting.writing import CsvFile, encoder
from segue.csvfiles.manifest import NAME, ExportedFile, Manifest, write_manifest
from segue.database.decisions import decide
from segue.database.session import Connection, exported_snapshot
from segue.errors import ExportFailed, FolderNotEmpty, UsageError
from segue.events import CopyPlanned, Note, Reporter
from segue.workers import StopSignal

SheetsOf = Callable[[Connection], Sequence[Sheet]]
"""What to export, decided within the transaction that all files show."""


@dataclass(frozen=True, slots=True)
class Order:
    """How an export is to be written."""

    label: str
    """The source's address, as a person wrote it."""
    dialect: Dialect
    lanes: int
    parquet: bool = False
    excel: bool = False
    overwrite: bool = False


def export_folder(
    folder: Path,
    order: Order,
    sheets_of: SheetsOf,
    open_source: Callable[[], Connection],
    reporter: Reporter,
    stop: StopSignal,
) -> Manifest:
    """Write the sheets into a folder.

    Raises FolderNotEmpty, ExportFailed, CharacterNotInEncoding or SnapshotLost.
    """
    _make_ready(folder, overwrite=order.overwrite)
    dialect = Dialect() if order.parquet else order.dialect
    suffix = ".parquet" if order.parquet else dialect.suffix

    def open_file(sheet: Sheet) -> File:
        path = folder / f"{sheet.stem}{suffix}"
        return ParquetFile(path, sheet) if order.parquet else CsvFile(path, dialect)

    with closing(open_source()) as keeper, exported_snapshot(keeper) as snapshot:
        moment = _now(keeper)
        sheets = sheets_of(keeper)
        _distinct(sheets)
        if order.excel:
            _warn(keeper, sheets, reporter)
        reporter.report(CopyPlanned(len(sheets), len(sheets), sum(s.bytes for s in sheets)))
        exporting = Exporting(open_source, snapshot, dialect, open_file, reporter, stop)
        export_sheets(sheets, exporting, order.lanes)
        server = keeper.info.parameter_status("server_version") or ""
    places = {sheet.stem: place for place, sheet in enumerate(sheets)}
    done = sorted(exporting.done, key=lambda file: places[file.path.removesuffix(suffix)])
    manifest = Manifest(order.label, server.split()[0], moment, dialect, tuple(done))
    write_manifest(folder, manifest)
    return manifest


def export_to_stdout(
    order: Order, sheets_of: SheetsOf, open_source: Callable[[], Connection], stop: StopSignal
) -> ExportedFile:
    """Write the one sheet to standard output. Raises UsageError where there are several."""
    encode = encoder(replace(order.dialect))
    out = sys.stdout.buffer
    with closing(open_source()) as source, exported_snapshot(source):
        sheets = sheets_of(source)
        if len(sheets) != 1:
            raise UsageError(
                message=f"one table goes to standard output, and {len(sheets)} are chosen"
            )
        (sheet,) = sheets
        rows = copy_sheet(
            source, sheet, order.dialect, lambda data: _put(out.write(encode(data))), stop
        )
    out.flush()
    return ExportedFile("-", sheet.table, sheet.columns, rows, "")


def _put(_: int) -> None:
    """Standard output takes all that it is given."""


def _make_ready(folder: Path, *, overwrite: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    if there and not overwrite:
        raise FolderNotEmpty(folder=folder, files=", ".join(there[:3]))
    # From here on the folder holds no whole export until the new one is.
    (folder / NAME).unlink(missing_ok=True)


def _distinct(sheets: Sequence[Sheet]) -> None:
    """Some file systems take Post and post for one."""
    seen: dict[str, Sheet] = {}
    for sheet in sheets:
        other = seen.setdefault(sheet.stem.lower(), sheet)
        if other is not sheet:
            raise UsageError(
                message=f"{other.label} and {sheet.label} would be one file where capital letters"
                " do not count: export them into two folders"
            )


def _warn(connection: Connection, sheets: Sequence[Sheet], reporter: Reporter) -> None:
    for sheet in sheets:
        try:
            found = list(risks(connection, sheet))
        except psycopg.Error as error:
            remedy = decide(error).remedy
            raise ExportFailed(table=sheet.label, reason=str(error).strip(), help=remedy) from error
        for risk in found:
            reporter.report(Note(f"{risk}; import the column as text", "warning"))


def _now(connection: Connection) -> datetime:
    row = connection.execute("SELECT pg_catalog.now()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment
