"""The draft: what a careful engineer would write into the plan, each choice with its reason."""

from segue.plan.draft.knowledge import Seen
from segue.plan.draft.looking import look
from segue.plan.draft.tables import draft
from segue.plan.draft.values import (
    Candidate,
    ColumnChoice,
    Draft,
    SplitOffer,
    TableChoice,
    TableQuestion,
)

__all__ = [
    "Candidate",
    "ColumnChoice",
    "Draft",
    "Seen",
    "SplitOffer",
    "TableChoice",
    "TableQuestion",
    "draft",
    "look",
]
