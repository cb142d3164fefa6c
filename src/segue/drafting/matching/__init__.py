"""Which source table and column becomes which of the target: pure functions over both catalogs.

A match carries its confidence and its reason; what is not sure is never returned as a match, only
as a candidate.
"""

from segue.drafting.matching.columns import match_columns
from segue.drafting.matching.entities import (
    Entity,
    Label,
    Side,
    holds_rows,
    source_side,
    target_side,
)
from segue.drafting.matching.found import ColumnMatch, ColumnMatches
from segue.drafting.matching.links import Links, Pair
from segue.drafting.matching.tables import TableMatch, TableMatches, match_tables
from segue.drafting.matching.unread import unread_pairs

__all__ = [
    "ColumnMatch",
    "ColumnMatches",
    "Entity",
    "Label",
    "Links",
    "Pair",
    "Side",
    "TableMatch",
    "TableMatches",
    "holds_rows",
    "match_columns",
    "match_tables",
    "source_side",
    "target_side",
    "unread_pairs",
]
