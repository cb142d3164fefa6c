"""Values that are plain beyond doubt, by a test that costs next to nothing.

Most values of most files are. Only columns with others are looked at more closely, since patterns
cost the server many times what comparisons do.
"""

from __future__ import annotations

from typing import LiteralString

from segue.database.catalog import DAYS, Column
from segue.files.importing.spellings.model import TEXTS, WITH_NAN, Conventions, base_type
from segue.files.importing.spellings.times import PLAIN_DAY, PLAIN_MOMENT, PLAIN_MOMENT_TZ

_DIGIT_FIRST: LiteralString = "{0} COLLATE \"C\" BETWEEN '0' AND ':'"
_FRACTION: LiteralString = (
    " OR {0} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}([.][0-9]+)?"
)

PLAIN: dict[str, LiteralString] = {
    **dict.fromkeys(
        TEXTS,
        "{0} COLLATE \"C\" >= '>' OR {0} = ''"
        " OR (" + _DIGIT_FIRST + " AND pg_catalog.octet_length({0}) >= 30)",
    ),
    **dict.fromkeys(WITH_NAN, _DIGIT_FIRST + " AND {0} NOT LIKE '%E%' AND {0} NOT LIKE '%.___'"),
    "date": PLAIN_DAY,
    "timestamp": PLAIN_MOMENT + _FRACTION + "$'",
    "timestamptz": PLAIN_MOMENT_TZ + _FRACTION + "(Z|[-+][0-9]{{2}}(:[0-9]{{2}})?)?$'",
}  # fmt: skip
"""By type the condition that no spelling but those that are `anywhere` fulfils beside it."""


def plain(column: Column, manner: Conventions) -> LiteralString | None:
    """When a value of the column is plain; None where nothing is that says so cheaply."""
    name = base_type(column)
    if name not in TEXTS | DAYS and (manner.decimal == "," or manner.thousands):
        return None
    return PLAIN.get(name)
