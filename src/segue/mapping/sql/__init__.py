"""The only place where a mapping becomes SQL.

Every value leaves the source as the target column's own type: the cast is written here, so that
COPY, checksums and previews all see the same expression. Identifiers and literals are composed;
only what a person wrote into the plan (`sql`, `where`, `query`) is taken as SQL, within brackets.
"""

from segue.mapping.sql.copying import (
    copy_in,
    copy_out,
    copy_out_rows,
    has_portable_binary,
    is_binary,
)
from segue.mapping.sql.relations import row_place, source_relation, target_columns, target_relation
from segue.mapping.sql.values import as_written, source_values, text_of

__all__ = [
    "as_written",
    "copy_in",
    "copy_out",
    "copy_out_rows",
    "has_portable_binary",
    "is_binary",
    "row_place",
    "source_relation",
    "source_values",
    "target_columns",
    "target_relation",
    "text_of",
]
