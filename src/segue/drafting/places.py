"""Where a source column without a place may go: another column, or a table of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.database.names import QualifiedName
from segue.drafting.values import ColumnChoice, Draft, RowsOffer, SplitOffer
from segue.plan.model import Renamed, TableMapping
from segue.plan.toml import key, text

Offer = SplitOffer | RowsOffer


def other_columns(column: str, unfed: Iterator[ColumnChoice]) -> Iterator[tuple[str, str]]:
    """Lines that feed a column from it which nobody has to be asked about, with their reasons."""
    for choice in unfed:
        if choice.question or choice.homeless:
            continue
        for reason, said in ((choice.reason, choice.suggestion), *choice.further):
            if re.search(rf"\b{re.escape(column)}\b", said):
                yield f"{key(choice.column)} = {said}", reason


def other_tables(column: str, source: QualifiedName, draft: Draft) -> Iterator[tuple[str, str]]:
    """Tables without rows that may have it, as a line each, with their reasons."""
    for offer in _offers(column, source, draft):
        beside = [name for name in offer.columns if name != column]
        along = f", with {', '.join(beside)}" if beside else ""
        kind = "a row of it for each value" if isinstance(offer, RowsOffer) else "its other half"
        yield f"to = {text(str(offer.target))}", f"the table without rows may be {kind}{along}"


def block_into(
    target: QualifiedName, column: str, source: QualifiedName, draft: Draft
) -> tuple[TableMapping, tuple[str, ...]]:
    """What fills such a table, and the columns that go there. Raises ValueError for another one."""
    found = (offer for offer in _offers(column, source, draft) if offer.target == target)
    match next(found, None):
        case SplitOffer(feeds=feeds, columns=columns):
            renamed = {own: Renamed(feed) for own, feed in feeds.items()}
            return TableMapping(target, source, columns=renamed), columns
        case RowsOffer(query=query, columns=columns):
            return TableMapping(target, None, query=query), columns
    raise ValueError(f"nothing says how {target} would be filled from {column}: map it in the plan")


def _offers(column: str, source: QualifiedName, draft: Draft) -> Iterator[Offer]:
    offers: tuple[Offer, ...] = (*draft.splits, *draft.rows)
    for offer in offers:
        if offer.source == source and column in offer.columns:
            yield offer
