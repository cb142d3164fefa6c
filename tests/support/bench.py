"""One copy of all tables between two test databases, by the real lanes."""

from __future__ import annotations

from functools import partial
from typing import Any

from segue.database.introspection import read_catalog
from segue.database.journal import Journal, begin_run, create_journal
from segue.database.records import PlannedLoad
from segue.database.session import Snapshot, connect, exported_snapshot
from segue.events import Event, TableFinished
from segue.mapping.transfer import resolve
from segue.move.copying.lane import LaneSetup
from segue.move.copying.lanes import copy_rows
from segue.move.copying.loads import Load, PartRates, plan_loads
from segue.move.copying.pace import Pace
from segue.move.copying.progress import CopyProgress
from segue.plan.model import ExistingRows, Plan, TableMapping
from segue.workers import StopSignal
from support.databases import Database


class Heard:
    """Keeps the events of a copy."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def report(self, event: Event) -> None:
        self.events.append(event)

    def finished(self) -> dict[str, int]:
        return {e.table: e.rows for e in self.events if isinstance(e, TableFinished)}


class Bench:
    """One copy of all tables between two databases."""

    def __init__(
        self,
        source: Database,
        target: Database,
        merged: ExistingRows | None = None,
        rejects: bool = False,
        split: bool = True,
        rates: PartRates | None = None,
        **mapping: Any,
    ) -> None:
        self.source, self.target, self.heard = source, target, Heard()
        self.stop = StopSignal()
        self.progress = CopyProgress(self.heard)
        self.keeper = source.connect()
        catalogs = read_catalog(self.keeper), read_catalog(target.connect())
        names = [n for n, t in catalogs[0].tables.items() if t.kind in "rp" and not t.is_partition]
        plan = Plan("", "", tuple(TableMapping(name, name, **mapping) for name in names))
        ways = dict.fromkeys(names, merged) if merged is not None else {}
        self.catalog = catalogs[0]
        self.loads = plan_loads(
            resolve(plan, *catalogs),
            catalogs[0],
            ways,
            names if rejects else (),
            split=split,
            rates=rates,
        )
        control = target.connect()
        create_journal(control)
        run = begin_run(
            control, plan_digest="", source_identity="", source_label="", target_label=""
        )
        self.journal = Journal(control, run)
        self.journal.loads_planned(
            PlannedLoad(load.name, load.bytes, len(load.slices), None, load.columns)
            for load in self.loads
        )
        self.journal.loads_emptied(load.name for load in self.loads)
        for load in self.loads:
            self.progress.expect(str(load.name), load.bytes)
        self.loaded: list[Load] = []

    def copying(self, snapshot: Snapshot) -> LaneSetup:
        return LaneSetup(
            partial(connect, self.source.endpoint, "source", "lane", read_only=True),
            partial(connect, self.target.endpoint, "target", "lane"),
            snapshot,
            self.journal,
            self.heard,
            self.progress,
            self.stop,
            self.loaded.append,
            Pace(self.stop),
        )

    def copy(self, count: int = 2) -> None:
        with exported_snapshot(self.keeper) as snapshot:
            copy_rows(self.loads, self.copying(snapshot), count)
