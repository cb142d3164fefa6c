"""The draft: what a careful engineer would write into the plan, each choice with its reason."""

from segue.plan.draft.tables import draft
from segue.plan.draft.values import Candidate, ColumnChoice, Draft, TableChoice, TableQuestion

__all__ = [
    "Candidate",
    "ColumnChoice",
    "Draft",
    "TableChoice",
    "TableQuestion",
    "draft",
]
