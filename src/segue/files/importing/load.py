"""One file on its way into one table, as a frozen value, and the tables it passes through.

All of them are temporary and gone with the transaction: `text` holds the rows as the file has them,
`rows` those that could be read as the table's types, `wrong` what is to be said against a row, and
`known` those that the table has already.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.files.importing.columns import FileFeed, Layout
from segue.files.importing.detection import FileHead
from segue.files.importing.file_format import FileFormat
from segue.files.importing.grammar import Cell
from segue.files.importing.input_files import InputFile
from segue.files.importing.spellings.model import Conventions
from segue.files.importing.staging_tables import StagingSet
from segue.project import Field, Model


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A column that the file lacks, filled by Segue because the database would not."""

    column: Column
    value: sql.Composable
    reason: str


@dataclass(frozen=True)
class FileLoad:
    """A file and the table that takes its rows."""

    number: int
    """Its place among the files, from 1."""
    path: Path
    head: FileHead
    table: Table
    model: Model | None
    layout: Layout
    filled: tuple[FilledColumn, ...] = ()
    match: tuple[str, ...] = ()
    """The columns by which rows are found again in the table; empty where all rows are new."""
    lacking: tuple[str, ...] = ()
    """Columns that a new row needs and nothing fills."""
    tells_null: bool = True
    """Whether the file tells NULL from the empty text: by quotes, or by a word for NULL."""
    verbatim: bool = False
    """Whether values that look mangled are taken as they stand."""
    conventions: Conventions = dataclasses.field(default_factory=Conventions)
    """What was said of the file that decides how its values are read."""
    set: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Values that were told for columns that the file lacks."""
    read: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """By the name of a column of table or file: what its doubtful values are, as it was told."""
    read_as: Mapping[tuple[int, str], LiteralString] = dataclasses.field(default_factory=dict)
    """By position and kind of spelling: how values that are spelled so are read."""
    given: InputFile | None = None
    doubtful: frozenset[int] = frozenset()
    """Positions of columns with a value that may not mean what it spells."""
    last_row: tuple[int, tuple[Cell, ...]] | None = None
    """The line and the values of the file's last record."""
    staging: StagingSet = dataclasses.field(default_factory=StagingSet, compare=False)
    """The temporary tables that its rows pass through."""
    reading: sql.Composable | None = None
    """The query that reads the rows of `text` whenever they are wanted, where `rows` is empty."""

    @property
    def label(self) -> str:
        """What messages call the file."""
        return self.given.label if self.given is not None else str(self.path)

    @property
    def reject_manner(self) -> FileFormat:
        """How its rejected rows are written: as the file is, if that can hold every value."""
        file_format = replace(self.head.file_format, header=True, skip=0)
        return file_format if file_format.quote else replace(file_format, quote='"', escape="")

    @property
    def text(self) -> sql.Identifier:
        return self.staging.name("text")

    @property
    def rows(self) -> sql.Composable:
        return self.staging.name("rows") if self.reading is None else self.reading

    @property
    def wrong(self) -> sql.Identifier:
        return self.staging.name("wrong")

    @property
    def known(self) -> sql.Identifier:
        return self.staging.name("known")

    @property
    def width(self) -> int:
        """How many columns the file has."""
        return self.head.width

    @property
    def names(self) -> tuple[str, ...]:
        """The file's columns as its header, or as the table names them."""
        if self.head.names:
            return self.head.names
        by_position = {feed.position: feed.name for feed in self.layout.feeds}
        return tuple(by_position.get(place, f"column {place + 1}") for place in range(self.width))

    @property
    def matched(self) -> tuple[FileFeed, ...]:
        """The feeds of the columns that rows are found again by."""
        by_name = {feed.column.name: feed for feed in self.layout.feeds}
        return tuple(by_name[name] for name in self.match)

    @property
    def updated(self) -> tuple[FileFeed, ...]:
        """The feeds of the columns that change in rows that exist: no keys among them."""
        fixed = {*self.match, *self.table.primary_key}
        return tuple(
            feed
            for feed in self.layout.feeds
            if feed.column.name not in fixed and feed.column.identity != "a"
        )

    @property
    def feeds_key(self) -> bool:
        """Whether the file has the primary key."""
        key = set(self.table.primary_key)
        return bool(key) and key <= {feed.column.name for feed in self.layout.feeds}

    def read_word(self, feed: FileFeed) -> str | None:
        """What was told of the feed's doubtful values."""
        return self.read.get(feed.column.name) or self.read.get(feed.name)

    def field(self, column: Column) -> Field | None:
        """The model's field of that column."""
        fields = self.model.fields if self.model is not None else ()
        return next((field for field in fields if field.column == column.name), None)

    def feed(self, column: str) -> FileFeed | None:
        """The feed of the table's column of that name."""
        return next((feed for feed in self.layout.feeds if feed.column.name == column), None)


def written(feed: FileFeed) -> sql.Identifier:
    """The column of `text` that holds the feed's values as the file has them."""
    return sql.Identifier(f"c{feed.position}")


def read(feed: FileFeed) -> sql.Identifier:
    """The column of `rows` that holds the feed's values in the table's type."""
    return sql.Identifier(f"v{feed.position}")
