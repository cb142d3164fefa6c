"""Tables of a merge of which nothing says what the same row is, and what may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.same_row import answers
from segue.checks.rows.shared_keys import STAYING, has_numbers_for_keys, sample_shared
from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.drafting.values import SameRow
from segue.mapping.facts import read_facts
from segue.mapping.references import References
from segue.mapping.sql import source_relation, target_relation
from segue.mapping.transfer import Transfer, resolve_what_can_be
from segue.plan.model import KeepKeys, Plan
from segue.project import Project

Pair = tuple[QualifiedName | None, QualifiedName]
"""A table of the source, and the one of the target that it goes into."""


@dataclass(frozen=True)
class OpenKeys:
    """Two databases with rows of their own; asked while drafts are made."""

    source: Connection
    target: Connection
    catalogs: tuple[Catalog, Catalog]
    project: Project | None
    _known: dict[Pair, str] = field(default_factory=dict)
    """What speaks against a common past, which no answer changes."""
    _offers: dict[Pair, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def beside(self, plan: Plan) -> dict[Pair, SameRow]:
        """What is open, by pair of tables.

        A table is open where rows of both share a key and are others, where nothing shows a common
        past, and where its rows refer to rows whose keys may change.
        """
        if not any(plan.existing_rows_of(mapping) in STAYING for mapping in plan.tables):
            return {}
        facts = read_facts(plan, self.source, self.target, self.catalogs, self.project)
        transfers = resolve_what_can_be(plan, *self.catalogs, self.project, facts)
        unsaid = {
            number: transfer
            for number, transfer in transfers.items()
            if isinstance(transfer.mapping.key, KeepKeys)
            and plan.existing_rows_of(transfer.mapping) in STAYING
            and has_numbers_for_keys(transfer)
            and (_pair(transfer) in self._known or self._both_hold_rows(transfer))
        }
        others = {number: self._known_others(transfer) for number, transfer in unsaid.items()}
        references = References(plan, *self.catalogs, self.project, facts)
        numbers = _with_referents(plan, references, {n for n in others if others[n]}, set(unsaid))
        return {_pair(unsaid[n]): self._question(unsaid[n], others[n]) for n in sorted(numbers)}

    def _both_hold_rows(self, transfer: Transfer) -> bool:
        return all(
            _any_row(connection, relation)
            for connection, relation in (
                (self.source, source_relation(transfer)),
                (self.target, target_relation(transfer)),
            )
        )

    def _known_others(self, transfer: Transfer) -> str:
        pair = _pair(transfer)
        if pair not in self._known:
            self._known[pair] = self._others(transfer)
        return self._known[pair]

    def _others(self, transfer: Transfer) -> str:
        """What speaks against a common past; nothing where rows of the same key are the same."""
        reading = SourceReading(self.source, self.target, lambda: self.source, 1)
        try:
            shared = sample_shared(transfer, reading)
        except psycopg.DataError:
            return ""  # a value that cannot be worked out: `check` tells of it
        if not shared.keys:
            return "both databases hold rows, and none share a key"
        if not shared.two:
            return ""
        return f"{shared.two:,} of {shared.keys:,} rows that share a key are other rows"

    def _question(self, transfer: Transfer, others: str) -> SameRow:
        pair = _pair(transfer)
        if pair not in self._offers:
            options = answers(transfer, self.source, self.target)
            self._offers[pair] = tuple((one.meaning, one.key) for one in options)
        reason = others or "it refers to rows whose keys may change"
        return SameRow(reason, self._offers[pair])


def _pair(transfer: Transfer) -> Pair:
    return transfer.mapping.source, transfer.mapping.target


def _any_row(connection: Connection, relation: sql.Composable) -> bool:
    row = connection.execute(sql.SQL("SELECT EXISTS (SELECT {})").format(relation)).fetchone()
    return row is not None and bool(row[0])


def _with_referents(
    plan: Plan, references: References, open_: set[int], unsaid: set[int]
) -> set[int]:
    """The tables that are open, and those whose rows refer to them or to keys that change."""
    changing = {n for n, m in enumerate(plan.tables) if not isinstance(m.key, KeepKeys)} | open_
    while True:
        referents = {
            number
            for number in unsaid - changing
            if not changing.isdisjoint(_leading(plan, references, number))
        }
        if not referents:
            return changing & unsaid
        changing |= referents


def _leading(plan: Plan, references: References, number: int) -> Iterator[int]:
    target = references.target.tables[plan.tables[number].target]
    for column in target.columns:
        yield from references.leading(number, column.name)
