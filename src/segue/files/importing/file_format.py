"""How a file is written: what was told, found or taken from the manifest."""

from __future__ import annotations

from dataclasses import dataclass

from segue.errors import UsageError

QUOTE_OF_NONE = "\x01"
"""Stands for the quote of a file that quotes nothing: COPY wants one. Rows that hold it are bad."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The way in which one file writes its rows."""

    encoding: str = "utf-8"
    bom: bool = False
    """Whether a byte order mark stands before it."""
    delimiter: str = ","
    quote: str = '"'
    """Empty where the file quotes nothing and quotes are characters like others."""
    escape: str = ""
    """What stands before a quote within quotes; empty where quotes are doubled. Where nothing is
    quoted, what stands before n, t and itself, as in PostgreSQL's text format and mysql's."""
    null: str = ""
    """The unquoted text that means NULL."""
    header: bool = True
    skip: int = 0
    """Lines before the header, or before the first row where there is none."""
    decimal: str = "."
    dates: str = "YMD"
    """The order of day, month and year in dates, as DateStyle names it."""
    timezone: str = "UTC"
    """The zone of moments that name none."""

    @property
    def backslashes(self) -> bool:
        """Whether nothing is quoted, and backslashes stand before what else ends values."""
        return not self.quote and self.escape == "\\"

    @property
    def copy_quote(self) -> str:
        """The quote that COPY is told."""
        return self.quote or QUOTE_OF_NONE

    @property
    def copy_escape(self) -> str:
        """The escape that COPY is told; the quote itself where quotes are doubled."""
        return self.escape or self.copy_quote


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What the person said of the file; None is left to be found."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    null: str | None = None
    header: bool | None = None
    skip: int = 0
    decimal: str | None = None
    thousands: str = ""
    dates: str = "YMD"
    timezone: str = "UTC"

    def require_sense(self) -> FileOptions:
        """The same. Raises UsageError where thousands are parted by what begins decimals."""
        if self.thousands and self.thousands == (self.decimal or "."):
            message = f"--thousands {self.thousands}: decimals stand behind it; say --decimal too"
            raise UsageError(message=message)
        return self


@dataclass(frozen=True, slots=True)
class ExpectedFormat:
    """How a file was written that somebody may have saved anew since."""

    encoding: str
    delimiter: str
    quote: str
    escape: str = ""
    width: int = 0
    """How many columns it had."""
