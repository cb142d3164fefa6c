"""A way of spelling a value, what it may mean, and the types that it is looked for in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from segue.database.catalog import DAYS, INTEGERS, NUMBERS, STRINGS, Column

TEXTS = STRINGS | {"citext", "name"}
FRACTIONS = NUMBERS - INTEGERS
WITH_NAN = FRACTIONS - {"money"}
JSON = frozenset({"json", "jsonb"})

NEVER_EMPTY = (
    NUMBERS | DAYS | JSON
    | {"bool", "time", "timetz", "interval", "uuid", "inet", "cidr", "macaddr", "macaddr8", "oid"}
    | {"point", "line", "lseg", "box", "path", "polygon", "circle"}
    | {"geometry", "geography", "vector"}
)  # fmt: skip
"""Types of which the empty text is no value: an empty or blank cell, quoted or not, can only be
NULL."""

NULL_WORDS = (
    "\\N",
    "NULL",
    "null",
    "<null>",
    "[NULL]",
    "(null)",
    "None",
    "NaT",
    "<NA>",
    "NA",
    "nan",
    "NaN",
)
"""What tools write for NULL."""

OF_TEXTS_TOO = frozenset({"NA"})
"""Those of them, R's, that a text may well be, such as the code of a country."""

NAN = frozenset({"nan", "NaN"})
"""Words that WITH_NAN take as a value; in texts nobody means them."""

AS_WRITTEN = "as-written"
"""The answer that leaves a spelling to PostgreSQL's own reading."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One meaning that a doubtful spelling may have."""

    word: str
    """As `--read COLUMN=WORD` says it."""
    meaning: str
    reading: LiteralString = "{0}"
    fits: LiteralString = "true"
    """The condition under which a value may have this meaning."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way of writing that PostgreSQL takes in another meaning than its writer's, or for none."""

    kind: str
    """A key of `faults.FAULTS` where it is refused; else its name."""
    condition: LiteralString
    reading: LiteralString = ""
    """What it certainly means; empty where that is asked, or where the value is refused."""
    remark: str = ""
    """What people are told who have values read so; empty where there is nothing to tell."""
    doubt: str = ""
    """What is to be asked: what the values are."""
    answers: tuple[Answer, ...] = ()
    unless: LiteralString = "false"
    """Where one value of the column fulfils this, the column is written so and all is well."""
    late: bool = False
    """Whether PostgreSQL refuses it anyway, so that it is looked for only where it has."""
    always: bool = False
    """Whether it was told that values are written so, and they are read so without a look."""

    @property
    def means_nothing(self) -> bool:
        """Whether it is a way to write NULL."""
        return self.reading == NOTHING


@dataclass(frozen=True, slots=True)
class Conventions:
    """What was said of a file that decides how its values are read."""

    decimal: str | None = None
    """None where nobody said it."""
    thousands: str = ""
    dates: str = "YMD"
    backslashes_settled: bool = True
    """Whether it is known that backslashes are characters of the text, or what they stand for."""
    timezone: str = "UTC"
    """Of moments that name none."""
    exported: bool = False
    """Whether Segue wrote the file, as PostgreSQL spells values, before somebody edited it."""
    null_settled: bool = True
    """Whether the word for NULL is known, so that others are texts."""


def base_type(column: Column) -> str:
    """The built-in type's name below domains, or the type's own."""
    return column.type.resolved.name.name


NOTHING: LiteralString = "NULL"

EMPTY = Spelling("empty", "pg_catalog.btrim({0}) = ''", NOTHING, late=True)

_WORDS: LiteralString = (
    "'\\N', 'NULL', 'null', '<null>', '[NULL]', '(null)', 'None', 'NaT', '<NA>', 'NA'"
)
_IS_WORD: LiteralString = "{0} IN (" + _WORDS + ")"
IS_WORD_OR_NAN: LiteralString = "{0} IN (" + _WORDS + ", 'nan', 'NaN')"

PLAIN_WORD_FOR_NULL = Spelling("null_word", _IS_WORD, NOTHING, late=True)
JSON_WORD_FOR_NULL = Spelling(
    "null_word", IS_WORD_OR_NAN + " AND {0} <> 'null'", NOTHING, late=True
)
"""Of documents, of which null is one."""
WORD_FOR_NULL = Spelling("null_word", IS_WORD_OR_NAN, NOTHING, late=True)
