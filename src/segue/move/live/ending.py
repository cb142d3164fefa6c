"""A live move ends: slot, publication, fences and triggers go, on both sides."""

from __future__ import annotations

from contextlib import closing

from segue.database.journal import definitions_down, runs
from segue.database.live_journal import LiveJournal, live_record
from segue.database.lock import take_target
from segue.database.session import connect
from segue.events import Reporter, Silent
from segue.move.live import objects
from segue.move.rebuild import put_back
from segue.move.workspace import Workspace


def end_live(workspace: Workspace, reporter: Reporter | None = None) -> bool:
    """Take away all that the live move made beside rows; whether there was one.

    Also from a half-made start. Raises AnotherMover while somebody follows; CannotConnect.
    """
    with closing(workspace.open_target("follow")) as target:
        record = live_record(target)
        if record is None or record.state == "ended":
            return False
        take_target(target, reporter or Silent())
        names = objects.Names(record.slot, record.publication)
        with closing(connect(workspace.source, "source", "forget")) as writing:
            objects.drop_stream(writing, names)
            objects.drop_fences(writing)
        finished = {run.id for run in runs(target) if not run.unfinished}
        for definition in definitions_down(target):
            if definition.run in finished:
                put_back(target, [definition])
        objects.drop_fences(target)
        LiveJournal(target, record.id).state("ended")
    return True
