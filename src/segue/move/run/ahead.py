"""Tables are compared while others are still copied and indexes built: see move/verify/ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from segue.database.journal import Journal
from segue.database.later_tables import SUMS
from segue.database.machine import cores
from segue.database.names import QualifiedName
from segue.database.records import TargetSum
from segue.database.session import Connection, database_identity
from segue.database.sums import sum_saved, sums_of
from segue.failpoints import reach
from segue.mapping.transfer import Part, Transfer
from segue.move.copying.loads import Load, parts_of
from segue.move.copying.pace import Pace
from segue.move.rebuild import Rebuild
from segue.move.run.request import Request, Scene
from segue.move.verify import AheadComparison, Comparing, KnownSums, SpareCapacity, reads_alike
from segue.workers import Gauge, StopSignal


def known_sums(journal: Journal, loads: Iterable[Load]) -> KnownSums:
    """What earlier tries of the run know, and place for what this one finds out."""
    tables = frozenset(load.name for load in loads if _is_worth_it(load))
    if not tables:
        return KnownSums()
    SUMS.add_to(journal.connection)
    identity = str(database_identity(journal.connection))
    return KnownSums(tables, identity, sums_of(journal), partial(_keep, journal))


def _is_worth_it(load: Load) -> bool:
    """Whether its rows are judged by checksum, and asking again whether they changed costs less."""
    return not load.is_small and load.merge is None and reads_alike(load.table.columns)


def _keep(journal: Journal, connection: Connection, table: QualifiedName, total: TargetSum) -> None:
    sum_saved(journal.over(connection), table, total)
    reach("table-summed-up")


def comparing_ahead(
    request: Request,
    scene: Scene,
    sums: KnownSums,
    open_target: Callable[[], Connection],
    room: SpareCapacity,
    moving: StopSignal,
    pace: Pace | None,
) -> AheadComparison:
    """The crews, not at work yet; with a `pace`, the source is asked piece by piece."""
    workspace, sessions = request.workspace, scene.sessions

    def paced(transfer: Transfer) -> Iterator[Part]:
        assert pace is not None
        for part in parts_of(transfer, scene.survey.source):
            pace.before_part()
            yield part
            pace.streamed(part.bytes)

    comparing = Comparing(
        partial(workspace.open_source, "verify"),
        open_target,
        scene.snapshot,
        request.reporter,
        StopSignal(),
        sessions.lanes,
        source_permits=sessions.source,
        target_permits=sessions.target,
        known=sums,
        paced=paced if pace is not None else None,
    )
    return AheadComparison(scene.survey.transfers, comparing, room, moving)


def room_beside(scene: Scene, streams: Gauge, rebuild: Rebuild, *, split: bool) -> SpareCapacity:
    """What lanes and builders leave; `split` says whether streams side by side are faster."""
    sessions = scene.sessions
    return SpareCapacity(
        sessions.lanes,
        None if split else cores(),
        bool(sessions.source or sessions.target),
        lambda: streams.count,
        lambda: rebuild.left,
    )
