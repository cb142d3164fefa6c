"""Compare both sides of a scene: after a move, before a resume, and when it is typed again."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.move.keyed import judgings
from segue.move.run.request import Request, Scene
from segue.move.verify import Comparing, VerifyReport, verify
from segue.workers import StopSignal


def compare(
    request: Request,
    scene: Scene,
    journal: Journal,
    stop: StopSignal,
    only: Collection[QualifiedName] | None = None,
    *,
    whole: bool = False,
) -> VerifyReport:
    """Counts and checksums of the tables, or of `only` some; rows Django added are left out.

    `whole` also finds rows that the run brought into tables with others, and the source lost since.
    """
    transfers = [
        transfer
        for transfer in scene.survey.transfers
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
        judgings(scene.survey.mergeable, journal.loads(), whole=whole),
    )
    return verify(transfers, comparing)
