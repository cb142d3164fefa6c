"""A live move ends: slot, publication, fences and triggers go, on both sides."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing

from segue.database.definitions import definitions_down
from segue.database.journal import drop_journal, forget_run, runs
from segue.database.live_journal import LiveJournal, live_record
from segue.database.lock import take_target
from segue.database.names import QualifiedName
from segue.database.session import connect, database_identity
from segue.errors import LockedOut
from segue.events import Reporter, SilentReporter
from segue.live import objects
from segue.live.back import drop_back
from segue.live.fences import Fences, pass_fences
from segue.live.outbox import drop_outbox
from segue.move.rebuild import put_back
from segue.move.workspace import Workspace


def end_live(workspace: Workspace, reporter: Reporter | None = None) -> bool:
    """Take away all that the live move made beside rows; whether there was one.

    Also from a half-made start. Raises AnotherMover while somebody follows; CannotConnect;
    LockedOut, after which the same again finishes it.
    """
    with closing(workspace.open_target("follow")) as target:
        record = live_record(target)
        if record is None or record.state == "ended":
            return False
        take_target(target, reporter or SilentReporter())
        with closing(connect(workspace.source, "source", "forget")) as writing:
            if record.outbox:
                drop_outbox(writing)
            else:
                objects.drop_stream(writing, objects.Names(record.slot, record.publication))
            identities = str(database_identity(writing)), str(database_identity(target))
            _require_gone(Fences(writing, *identities).drop())
        finished = {run.id for run in runs(target) if not run.unfinished}
        down = [each for each in definitions_down(target) if each.run in finished]
        _require_gone(objects.restore_patiently(target, down))
        _require_gone(Fences(target, *identities).drop())
        LiveJournal(target, record.id).state("ended")
    if record.back_plan is not None:
        _end_back(workspace)
    return True


def _require_gone(held: Collection[QualifiedName]) -> None:
    """Raises LockedOut where others hold tables on which something of Segue's stays."""
    if held:
        raise LockedOut(blockers=f"transactions that use {', '.join(map(str, held))}")


def _end_back(workspace: Workspace) -> None:
    """What the way back made: a slot in the new database, a journal in the old one."""
    drop_back(workspace)
    with closing(connect(workspace.source, "source", "forget")) as old:
        record = live_record(old)
        if record is None or record.state == "ended":
            return
        take_target(old, SilentReporter())
        pass_fences(old)
        for definition in definitions_down(old):
            put_back(old, [definition])
        LiveJournal(old, record.id).state("ended")
        for run in runs(old):
            if run.plan_digest == record.plan_digest:
                forget_run(old, run.id)
        if not runs(old):  # else the old database was moved into itself, some time before
            drop_journal(old)
