"""What a batch may count, in every order in which a small history can commit, be seen and be told.

The journal and its SQL are the real ones; the source is four transactions on three keys. Each is
told (its commit is in the stream), and seen by snapshots later. Both directions of a live move
stand on this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations

import pytest

from segue.database.journal import create_journal
from segue.database.live_journal import LiveJournal, Moment, begin_live
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect
from support.databases import Database

TABLE = QualifiedName("public", "t")
NOW = datetime(2026, 1, 1, tzinfo=UTC)

CHAINS = ((0, 2), (1, 3))
"""The third transaction writes to what the first one wrote to, so it comes after it; likewise."""

WRITES: Mapping[int, Mapping[str, int]] = {
    0: {"a": 1},
    1: {"b": 1},
    2: {"a": 2},
    3: {"b": 2, "c": 1},
}

NUMBERS = ((101, 102, 103, 104), (104, 102, 103, 101))
"""The transactions' numbers, which go by their beginnings: an early one may end last."""

Event = tuple[str, int]


def histories() -> Iterator[list[Event]]:
    """Every order of being told and being seen."""
    chains = [[(what, t) for t in chain for what in ("told", "seen")] for chain in CHAINS]
    for places in combinations(range(8), 4):
        rest = [iter(chains[0]), iter(chains[1])]
        yield [next(rest[0 if place in places else 1]) for place in range(8)]


@dataclass
class World:
    """The source as it is by now, and a follower with its journal."""

    journal: LiveJournal
    numbers: Sequence[int]
    blind: bool = False
    """Whether the follower believes that each snapshot sees everything: what must go wrong."""
    told: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    collected: list[int] = field(default_factory=list)
    target: dict[str, int] = field(default_factory=dict)

    def rows(self, seen: Sequence[int]) -> dict[str, int]:
        """The source's rows as a snapshot shows them that sees these transactions."""
        return {key: value for t in seen for key, value in WRITES[t].items()}

    def collect(self, transactions: Sequence[int], *, twice: bool = False) -> None:
        """Their keys come into the journal; a collector that died before it confirmed, again."""
        for _ in range(2 if twice else 1):
            self.journal.collected(
                [(TABLE, (key,), self.numbers[t], NOW) for t in transactions for key in WRITES[t]]
            )
        self.collected += transactions

    def moment(self, seen: Sequence[int]) -> Moment:
        running = () if self.blind else tuple(self.numbers[t] for t in range(4) if t not in seen)
        return Moment(min((*running, 105)), 105, running, 0, NOW)

    def batch(self, seen: Sequence[int], *, dies: bool) -> None:
        """What the moment shows of the keys that count comes into the target."""
        connection, now, rows = self.journal.connection, self.moment(seen), self.rows(seen)
        last, target = self.journal.last_key(), dict(self.target)
        connection.execute("BEGIN")
        for _, keys in self.journal.keys_seen(last, now, 2):
            for key in keys:
                assert key is not None
                name = str(key[0])
                target.pop(name, None)
                if name in rows:
                    target[name] = rows[name]
        self.journal.applied(last, now, len(target), 0)
        connection.execute("ROLLBACK" if dies else "COMMIT")
        if not dies:
            self.target = target


def live(world: World, history: Sequence[Event], collector: str) -> bool:
    """Whether the target showed the moment of each batch exactly."""
    exact = True
    for number, (what, transaction) in enumerate(history):
        getattr(world, what).append(transaction)
        moment = list(world.seen)  # the snapshot of a batch
        if collector == "stream":  # as far as it is told, which may be ahead of what is seen
            missing = [t for t in world.told if t not in world.collected]
        else:  # an outbox, swept after the snapshot was taken, when one more may be seen
            later = [t for what, t in history[number + 1 : number + 2] if what == "seen"]
            missing = [t for t in (*world.seen, *later) if t not in world.collected]
        world.collect(missing, twice=number % 3 == 0)
        if number % 4 == 1:
            world.batch(moment, dies=True)
        world.batch(moment, dies=False)
        exact &= world.target == world.rows(moment)
    return exact


@pytest.fixture
def journal(target_db: Database) -> Iterator[LiveJournal]:
    connection: Connection = connect(target_db.endpoint, "target", "follow")
    create_journal(connection)
    live = begin_live(
        connection, plan_digest="", source_identity="", source_label="", slot="", publication="",
        back_plan=None, columns="",
    )  # fmt: skip
    yield LiveJournal(connection, live)
    connection.close()


@pytest.mark.parametrize("collector", ["stream", "outbox"])
def test_each_batch_shows_its_moment_and_nothing_is_left(
    journal: LiveJournal, collector: str
) -> None:
    for number, history in enumerate(histories()):
        world = World(journal, NUMBERS[number % 2])
        assert live(world, history, collector), (number, history)
        assert world.target == {"a": 2, "b": 2, "c": 1}
        assert journal.last_key() == 0  # nothing waits any more


def test_without_asking_what_a_snapshot_sees_changes_are_lost(journal: LiveJournal) -> None:
    worlds = (World(journal, NUMBERS[0], blind=True) for _ in histories())
    exact = (live(*each, "stream") for each in zip(worlds, histories(), strict=True))
    assert not all(exact)
