"""The answers of a live move's commands."""

from __future__ import annotations

from collections.abc import Iterator

from segue.commandline.terminal.text import duration, size
from segue.database.live_journal import LiveRecord
from segue.events import FORMAT_VERSION
from segue.live import CutOver
from segue.live.standing import Slot
from segue.wording import counted


def cutover_object(done: CutOver) -> dict[str, object]:
    """For programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "cutover",
        "pause_ms": done.pause_ms,
        "rehearsed": done.rehearsed,
        "finished_earlier": done.finished,
        "keys": done.keys,
        "rows": done.rows,
        "sequences": done.sequences,
        "rejected": done.rejected,
    }


def cutover_lines(done: CutOver, target: str) -> Iterator[str]:
    """For people."""
    if done.finished:
        yield f"The cutover is finished: {target} takes rows, and the source does not."
        return
    last = f"{counted(done.keys, 'changed key')} in the last batch, which was proved"
    if done.rehearsed:
        yield f"Rehearsed: writers waited {done.pause_ms} ms ({last}); all was undone."
        yield "The application writes to the source as before, and the target follows."
        if done.rejected:
            yield f"{_refused(done.rejected)} `segue status` says which tables they are of."
    else:
        yield f"Cut over: writers waited {done.pause_ms} ms ({last})."
        numbers = counted(done.sequences, "sequence")
        yield f"{numbers} set. {target} takes rows, the source does not."


def _refused(rows: int) -> str:
    return f"{counted(rows, 'row')} of the source cannot come in, as it stands."


def live_lines(
    record: LiveRecord, slot: Slot | None, in_outbox: int | None = None
) -> Iterator[str]:
    """What `status` says of a live move."""
    if record.state == "moved":
        yield f"Live move {record.id}: cut over, writers waited {record.pause_ms or 0} ms"
        return
    who = f"by {record.mover}" if record.lives else "nobody follows now"
    yield f"Live move {record.id} is {record.state}, {who}"
    if record.seen is not None:
        yield f"  the target shows the source as of {record.seen:%Y-%m-%d %H:%M:%S.%f} UTC"
    oldest = f", the oldest for {duration(record.oldest)}" if record.oldest else ""
    yield f"  {counted(record.waiting, 'changed key')} wait{oldest}"
    yield f"  {counted(record.batches, 'batch', 'batches')} brought {counted(record.keys, 'key')}"
    if record.rejected:
        yield f"  {counted(record.rejected, 'row is', 'rows are')} refused by the target, as of now"
    if slot is not None:
        yield f"  the source keeps {size(slot.kept)} of WAL for it{slot.warning}"
    if in_outbox is not None:
        yield f"  {counted(in_outbox, 'more key')} wait in the source's outbox"
    if record.state == "following":
        yield "  others cannot write to the target, and its triggers are off, until the cutover"
    if record.message:
        yield f"  stands still: {record.message}"


def live_object(
    record: LiveRecord | None, slot: Slot | None, in_outbox: int | None = None
) -> dict[str, object] | None:
    """The same for programs."""
    if record is None:
        return None
    return {
        "id": record.id,
        "state": record.state,
        "follows": record.lives,
        "shows": record.seen.isoformat() if record.seen else None,
        "keys_waiting": record.waiting,
        "lag": record.oldest or 0.0,
        "batches": record.batches,
        "keys": record.keys,
        "rows": record.rows,
        "rejected": record.rejected,
        "message": record.message,
        "pause_ms": record.pause_ms,
        "wal_kept": slot.kept if slot else None,
        "slot": record.slot or None,
        "outbox": record.outbox,
        "keys_in_outbox": in_outbox,
    }
