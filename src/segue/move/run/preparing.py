"""Step 1 alone: the target database is there and migrated, and no row has moved."""

from __future__ import annotations

from contextlib import closing

from segue.move.run.preflight import Preflight
from segue.move.run.request import Request
from segue.move.steps import Steps


def prepare_target(request: Request) -> None:
    """Create the target if it is missing, and run `migrate` on it, as a move would.

    Raises what step 1 of a move raises: ServerTooOld, CannotCreateDatabase, SameDatabase,
    AnotherMover, MigrateFailed or ChecksBlock.
    """
    gate, workspace = Preflight(request, Steps(request.reporter)), request.workspace
    with closing(workspace.open_source("prepare")) as source:
        gate.prepare_database(source)
        with closing(workspace.open_target("prepare")) as target:
            gate.prepare(source, target)
