"""Parquet in place of CSV, by pyarrow: rows of COPY become row groups, one at a time.

Imported only where Parquet is asked for: pyarrow is an extra, and takes a moment to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, LiteralString

import pyarrow
from psycopg import sql
from pyarrow import csv, parquet

from segue.database.session import Connection
from segue.errors import ExportFailed
from segue.files.dialect import Compression
from segue.files.exporting.sheets import Sheet
from segue.files.exporting.writing import Hashing, Rows, part_of
from segue.files.manifest import ExportedColumn
from segue.private_files import open_private

GROUP = 32 * 1024 * 1024
"""Bytes of text that become one row group."""

MOST_DIGITS = 38
"""Of a decimal that Parquet's readers know."""

TEXT = "text"

CODECS = {Compression.NONE: "snappy", Compression.GZIP: "gzip", Compression.ZSTD: "zstd"}


class ParquetFile:
    """Rows as COPY sends them, CSV without a header, become a Parquet file.

    Raises ExportFailed where a value has no place in the column's type.
    """

    def __init__(self, path: Path, sheet: Sheet, compression: Compression) -> None:
        self.path = path
        self._sheet = sheet
        self._hashing = Hashing(open_private(part_of(path)))
        self._schema = _schema(sheet.columns)
        self._writer: Any = parquet.ParquetWriter(
            self._hashing, self._schema, compression=CODECS[compression]
        )
        self._rows: list[bytes | memoryview] = []
        self._size = 0

    @property
    def sha256(self) -> str:
        return self._hashing.digest

    def write(self, rows: Rows) -> None:
        self._rows.extend(rows)
        self._size += sum(map(len, rows))
        if self._size >= GROUP:
            self._write_group()

    def finish(self) -> None:
        if self._rows:
            self._write_group()
        self._writer.close()
        self._hashing.close()

    def publish(self) -> None:
        part_of(self.path).replace(self.path)

    def give_up(self) -> None:
        for close in (self._writer.close, self._hashing.close):
            with suppress(OSError, ValueError):  # what could not be written is not missed
                close()
        part_of(self.path).unlink(missing_ok=True)

    def _write_group(self) -> None:
        data = b"".join(self._rows)
        self._rows, self._size = [], 0
        try:
            self._writer.write_table(_read_table(data, self._schema))
        except pyarrow.ArrowInvalid as error:
            raise ExportFailed(
                table=self._sheet.label,
                reason=str(error),
                help="Export it as CSV, or leave the column out with --columns.",
            ) from error


def as_parquet_holds(connection: Connection, sheet: Sheet) -> Sheet:
    """The sheet with columns as text where a value (infinity, NaN, a year BC) fits no other type.

    The rows are looked at once, where there are columns of such types at all.
    """
    asked = [
        (place, condition)
        for place, column in enumerate(sheet.columns)
        if (condition := _fits(column.type)) is not None
    ]
    if not asked:
        return sheet
    places = [sql.Identifier(f"c{place}") for place in range(len(sheet.columns))]
    tests = [
        sql.SQL("bool_and({})").format(sql.SQL(condition).format(places[place]))
        for place, condition in asked
    ]
    statement = sql.SQL("SELECT {} FROM ({}) AS sheet ({})").format(
        sql.SQL(", ").join(tests), sheet.select, sql.SQL(", ").join(places)
    )
    (fits,) = connection.execute(statement).fetchall()
    misfits = {place for (place, _), fit in zip(asked, fits, strict=True) if fit is False}
    columns = tuple(
        replace(column, type=TEXT) if place in misfits else column
        for place, column in enumerate(sheet.columns)
    )
    return replace(sheet, columns=columns)


def _fits(type: str) -> LiteralString | None:
    """The condition under which Arrow reads a value of a type that has others too."""
    if type == "date" or type.startswith("timestamp"):
        return "isfinite({0}) AND {0} >= '0001-01-01' AND {0} < '10000-01-01'"
    return "{0} <> 'NaN'" if _digits(type) else None


def _digits(type: str) -> tuple[int, int] | None:
    """Precision and scale of a numeric type that is a decimal elsewhere too."""
    match = re.fullmatch(r"numeric\((\d+),(\d+)\)", type)
    if not match or int(match[1]) > MOST_DIGITS or int(match[2]) > int(match[1]):
        return None
    return int(match[1]), int(match[2])


def _schema(columns: Iterable[ExportedColumn]) -> Any:
    return pyarrow.schema([(column.name, _arrow_type(column.type)) for column in columns])


def _arrow_type(type: str) -> Any:
    """The Arrow type that holds every value of a PostgreSQL type, else its text."""
    plain = {
        "smallint": pyarrow.int16(),
        "integer": pyarrow.int32(),
        "bigint": pyarrow.int64(),
        "real": pyarrow.float32(),
        "double precision": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    if digits := _digits(type):
        return pyarrow.decimal128(*digits)
    if re.fullmatch(r"timestamp(\(\d\))? with time zone", type):
        return pyarrow.timestamp("us", tz="UTC")
    if re.fullmatch(r"timestamp(\(\d\))? without time zone", type):
        return pyarrow.timestamp("us")
    return plain.get(type, pyarrow.string())


def _read_table(data: bytes, schema: Any) -> Any:
    """Rows of COPY's CSV as an Arrow table. Several columns may have one name."""
    places = [f"c{place}" for place in range(len(schema))]
    table = csv.read_csv(
        pyarrow.BufferReader(data),
        # One block: no value stands across the border of two, however long it is.
        csv.ReadOptions(column_names=places, block_size=len(data) + 1, use_threads=False),
        csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        csv.ConvertOptions(
            column_types=dict(zip(places, schema.types, strict=True)),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return table.rename_columns(schema.names)
