"""How a CSV file is written: the one value that export, the manifest and import share."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from enum import Enum

from psycopg import sql

from segue.errors import UsageError

NO_DELIMITER = frozenset('\r\n\0 ."abcdefghijklmnopqrstuvwxyz0123456789')
"""What COPY takes for no delimiter, or what would be mistaken for data."""


class Compression(Enum):
    """What is done to the bytes of a file."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"


SUFFIXES = {Compression.NONE: "", Compression.GZIP: ".gz", Compression.ZSTD: ".zst"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows are written. NULL is `null`, unquoted; a text that is the same is quoted."""

    delimiter: str = ","
    quote: str = '"'
    null: str = ""
    encoding: str = "utf-8"
    """A name that Python knows."""
    header: bool = True
    line_end: str = "\n"
    bom: bool = False
    """Whether a byte order mark stands before the first row, as Excel wants it."""
    decimal: str = "."
    """What stands before the decimals of numbers; where it is a comma, Excel wants a semicolon."""
    compression: Compression = Compression.NONE

    @property
    def suffix(self) -> str:
        """How names of such files end."""
        return ".csv" + SUFFIXES[self.compression]

    @property
    def copy_options(self) -> sql.Composed:
        """The same as options of COPY; line ends, encoding and compression are not the server's."""
        return sql.SQL("FORMAT csv, DELIMITER {}, QUOTE {}, NULL {}, HEADER {}").format(
            sql.Literal(self.delimiter),
            sql.Literal(self.quote),
            sql.Literal(self.null),
            sql.SQL("true" if self.header else "false"),
        )

    def require_sense(self) -> Dialect:
        """The dialect itself. Raises UsageError where no file can be written so."""
        _require(len(self.delimiter) == 1 and self.delimiter.isascii(), "delimiter", self.delimiter)
        _require(self.delimiter.lower() not in NO_DELIMITER, "delimiter", self.delimiter)
        _require(len(self.quote) == 1 and self.quote.isascii(), "quote", self.quote)
        _require(self.quote not in ("\r", "\n", "\0", self.delimiter), "quote", self.quote)
        inside = {self.delimiter, self.quote, "\r", "\n"} & set(self.null)
        _require(not inside, "NULL string", self.null)
        _require(self.line_end in ("\n", "\r\n"), "line end", self.line_end)
        _require(self.decimal != self.delimiter, "delimiter and decimal point", self.decimal)
        try:
            self.null.encode(self.encoding)
        except LookupError:
            raise UsageError(
                message=f"no encoding is named {self.encoding!r}: utf-8, cp1252 and latin-1 are"
            ) from None
        except UnicodeEncodeError:
            _require(False, f"NULL string in {self.encoding}", self.null)
        return self

    def with_mark_as_encoded(self) -> Dialect:
        """The dialect with a byte order mark where its encoding has one, and without where none."""
        name = codecs.lookup(self.encoding).name
        if name == "utf-8-sig":
            return replace(self, encoding="utf-8", bom=True)
        return replace(self, bom=name.startswith("utf") and (self.bom or self.marks_itself))

    @property
    def marks_itself(self) -> bool:
        """Whether the encoding writes a byte order mark of its own."""
        return codecs.lookup(self.encoding).name in ("utf-16", "utf-32")


def _require(holds: bool, what: str, value: str) -> None:
    if not holds:
        raise UsageError(message=f"a file cannot be written with {value!r} as its {what}")
