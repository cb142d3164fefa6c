"""The draft: what a careful engineer would write into the plan, each choice with its reason."""

from segue.drafting.knowledge import SourceFacts
from segue.drafting.source_samples import look
from segue.drafting.tables import draft
from segue.drafting.values import (
    Candidate,
    ColumnChoice,
    Draft,
    RowsOffer,
    SplitOffer,
    TableChoice,
    TableQuestion,
)

__all__ = [
    "Candidate",
    "ColumnChoice",
    "Draft",
    "RowsOffer",
    "SourceFacts",
    "SplitOffer",
    "TableChoice",
    "TableQuestion",
    "draft",
    "look",
]
