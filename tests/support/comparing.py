"""Two databases compared by Segue, for tests of what it notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import connect, exported_snapshot
from segue.events import Event
from segue.mapping.transfer import Transfer, resolve
from segue.move.verify import (
    Comparing,
    DifferingRows,
    Keys,
    KnownSums,
    VerifyReport,
    differing_rows,
    verify,
)
from segue.plan.model import Plan, TableMapping
from segue.workers import StopSignal
from support.databases import Database


@dataclass
class Comparison:
    """One comparison after the other; tables of the target are fed by those of the same name."""

    source: Database
    target: Database
    events: list[Event] = field(default_factory=list, repr=False)

    def report(self, event: Event) -> None:
        self.events.append(event)

    def both(self, statements: str) -> None:
        """Run the same statements on both sides."""
        self.source.execute(statements)
        self.target.execute(statements)

    def transfers(self, mappings: Sequence[TableMapping] = ()) -> tuple[Transfer, ...]:
        with self.source.connect() as source, self.target.connect() as target:
            catalogs = read_catalog(source), read_catalog(target)
        same = [TableMapping(name, name) for name in catalogs[1].tables]
        return resolve(Plan("a", "b", tuple(mappings or same)), *catalogs)

    def verify(
        self,
        mappings: Sequence[TableMapping] = (),
        added: Keys | None = None,
        known: KnownSums | None = None,
    ) -> VerifyReport:
        with self.comparing(added or {}, known or KnownSums()) as comparing:
            return verify(self.transfers(mappings), comparing)

    @contextmanager
    def comparing(self, added: Keys, known: KnownSums) -> Iterator[Comparing]:
        with self.source.connect() as keeper, exported_snapshot(keeper) as snapshot:
            yield Comparing(
                partial(connect, self.source.endpoint, "source", "verify", read_only=True),
                partial(connect, self.target.endpoint, "target", "verify"),
                snapshot,
                self,
                StopSignal(),
                2,
                added,
                known=known,
            )

    def equal(self) -> bool:
        return self.verify().equal

    def rows(
        self,
        table: str,
        mappings: Sequence[TableMapping] = (),
        without: Sequence[str] = (),
        limit: int = 100,
    ) -> DifferingRows:
        name = QualifiedName.parse(table)
        transfers = [t for t in self.transfers(mappings) if t.target.name == name]
        with (
            connect(self.source.endpoint, "source", "verify", read_only=True) as source,
            connect(self.target.endpoint, "target", "verify") as target,
        ):
            return differing_rows(transfers, source, target, without=without, limit=limit)
