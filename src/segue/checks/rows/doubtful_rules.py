"""Rules that the source may be unable to ask about, as it may lack what the target's SQL uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.rules import RowRule, ValueTrial
from segue.checks.rows.trying import refusals
from segue.database.batches import batches
from segue.database.session import Connection
from segue.mapping.sql import source_relation


@dataclass(frozen=True, slots=True)
class UnanswerableRule:
    """A rule that the source does not understand."""

    subject: str
    reason: str
    asked: RowRule | ValueTrial


@dataclass(frozen=True, slots=True)
class DoubtfulRule:
    """A rule or a trial that waits for the source to say whether it understands it."""

    table: ArrivingTable
    asked: RowRule | ValueTrial
    subject: str = ""
    """What could not be looked at, where that is to be told."""

    @property
    def why_not_here(self) -> str:
        """Why the source is not asked, whatever it understands."""
        alone = isinstance(self.asked, RowRule) and self.asked.target_alone
        return "the target alone can tell" if alone else ""

    @property
    def question(self) -> sql.Composed:
        """Reads no row."""
        value = self.asked.value if isinstance(self.asked, ValueTrial) else self.asked.failing.bad
        return sql.SQL("SELECT {} {} LIMIT 0").format(value, source_relation(self.table.transfer))


Settled = Mapping[int, Sequence[RowRule | ValueTrial | UnanswerableRule]]
"""By the number of a mapping."""


def settle(doubtful: Sequence[DoubtfulRule], connection: Connection) -> Settled:
    """What the source understands, and what it does not; of many tables at once."""
    settled: defaultdict[int, list[RowRule | ValueTrial | UnanswerableRule]] = defaultdict(list)
    for some in batches(doubtful):
        reasons = refusals(connection, [each.question for each in some])
        for each, refusal in zip(some, reasons, strict=True):
            reason = refusal or each.why_not_here
            if not reason:
                settled[each.table.transfer.number].append(each.asked)
            elif each.subject:
                settled[each.table.transfer.number].append(
                    UnanswerableRule(each.subject, reason, each.asked)
                )
    return settled
