"""Compare both sides of a scene: after a move, before a resume, and when it is typed again."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.rejects import reject_sums
from segue.database.sums import own_sums_of
from segue.loading.row_comparison import judgings
from segue.move.rejects import readable
from segue.move.run.request import Request, Scene
from segue.move.verify import Comparing, KnownSums, VerifyReport, verify
from segue.workers import StopSignal


def compare(
    request: Request,
    scene: Scene,
    journal: Journal,
    stop: StopSignal,
    only: Collection[QualifiedName] | None = None,
    *,
    whole: bool = False,
    known: KnownSums | None = None,
) -> VerifyReport:
    """Counts and checksums of tables, or of `only` some; rows of the target alone do not count.

    `whole` also finds rows that the run brought into tables with others, and the source lost since.
    What is `known` is not worked out again, and what is worked out is known from then on.
    """
    loads = journal.loads()
    sums = reject_sums(journal)
    transfers = [
        transfer
        for transfer in readable(journal, scene.survey.transfers)
        if only is None or transfer.target.name in only
    ]
    comparing = Comparing(
        partial(request.workspace.open_source, "verify"),
        partial(request.workspace.open_target, "verify"),
        scene.snapshot,
        request.reporter,
        stop,
        request.lanes,
        journal.added_rows(),
        judgings(
            scene.survey.mergeable,
            loads,
            scene.survey.expected,
            whole=whole,
            mended=[load for load, each in sums.items() if each.mended],
            own={} if whole else own_sums_of(journal),
        ),
        {load.table: sums[load.number] for load in loads if load.number in sums},
        scene.sessions.source,
        scene.sessions.target,
        known or KnownSums(),
    )
    return verify(transfers, comparing)
