"""The answer of `status`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from segue.commandline.terminal import AnswerTable, Heading
from segue.commandline.terminal.text import about, duration, progress, size
from segue.database.activity import BuildProgress
from segue.database.lending import HelperRecord
from segue.events import FORMAT_VERSION
from segue.move.control import RunStatus, WorkAtStake
from segue.wording import count, counted

SHOWN = 20
"""Tables that get a line; of those that are copied already, only the sum is worth knowing."""


def status_lines(status: RunStatus, *, follows: bool = False) -> Iterator[str]:
    """What a person wants to know first; while a live move follows, that says what is off."""
    run = status.run
    share = f" {100 * run.done_bytes // run.total_bytes} %" if run.total_bytes else ""
    copied = f", {progress(run.done_bytes, run.total_bytes)} copied" if run.total_bytes else ""
    yield f"Run {run.id} is {status.state}{share if status.state == 'running' else ''}{copied}"
    yield from _at_work(status)
    yield f"  from {run.source_label} to {run.target_label}"
    tries = "" if run.tries == 1 else f", {run.tries} tries"
    yield f"  by {run.mover}, started {run.started:%Y-%m-%d %H:%M:%S}{tries}"
    if run.finished is not None:
        yield f"  ended {run.finished:%Y-%m-%d %H:%M:%S}, after {_time(run.seconds)}"
    elif status.state in ("running", "broken off"):
        yield f"  last heard of {duration(run.silence)} ago"
    if run.stop_requested and run.finished is None:
        yield "  it was asked to stop"
    if status.at is not None and not follows:
        yield f"  {_AT.get(status.at, _AT['control'])}"
    if run.message:
        yield f"  {run.message}"
    if status.down and not follows:
        yield f"  {counted(len(status.down), 'index, constraint or trigger is', _DOWN)} down"
    for wait in status.waits:
        yield f"  {wait.waiting} has waited {duration(wait.seconds)} for a lock of {wait.holder}"
        yield f"    to end that session: SELECT pg_terminate_backend({wait.pid});"
    if run.unfinished and status.state != "running":
        yield "The command that began it goes on from here; `restore` puts everything back instead."


def _at_work(status: RunStatus) -> Iterator[str]:
    if status.rate is not None and status.seconds_left is not None:
        yield f"  {size(status.rate)}/s, {about(status.seconds_left)} until all rows are in"
    yield from _at_stake(status.at_stake)
    lending = status.lending
    if lending is not None and lending.max_rate is not None:
        yield f"  held to {size(lending.max_rate)}/s, helpers included"
    if lending is not None and lending.waits is not None:
        yield f"  {lending.waits}"


def _at_stake(stake: WorkAtStake) -> Iterator[str]:
    """What a death now would cost."""
    again = []
    if stake.copying:
        rows, took = counted(stake.rows, "row"), duration(stake.copying)
        again.append(f"{rows} ({size(stake.bytes)}, {took} of work) would be copied")
    if stake.building:
        again.append(f"{duration(stake.building)} of index builds would be done")
    if again:
        yield f"  if it died now, at least {' and '.join(again)} again"


_AT = {
    "control": "a mover holds the target: it checks before it goes on, or it hangs",
    "restore": "`segue restore` is putting back what is down",
}

_DOWN = "indexes, constraints and triggers are"


def status_tables(status: RunStatus) -> Iterator[AnswerTable]:
    """Steps, and the tables that are not copied yet."""
    if status.steps:
        columns = (
            Heading("step", True),
            Heading(""),
            Heading("", shortens=True),
            Heading("time", True),
        )
        rows = [
            (str(step.number), step.name, step.summary or "", _time(step.seconds))
            for step in status.steps
        ]
        yield AnswerTable(columns, rows)
    yield from _helping(status)
    yield from _under_way(status)
    waiting = [load for load in status.loads if load.state != "copied"]
    if waiting:
        columns = (
            Heading("table", shortens=True), Heading("state"), Heading("parts", True),
            Heading("size", True),
        )  # fmt: skip
        rows = [
            (str(load.table), load.state, f"{load.parts_done} of {load.parts}", size(load.bytes))
            for load in waiting[:SHOWN]
        ]
        more = len(waiting) - SHOWN
        closing = f"and {counted(more, 'smaller table')}" if more > 0 else ""
        yield AnswerTable(columns, rows, closing=closing)
    elif status.loads:
        total = sum(load.rows or 0 for load in status.loads)
        closing = f"All {counted(len(status.loads), 'table')} are in: {count(total)} rows."
        yield AnswerTable((), (), closing=closing)


def _helping(status: RunStatus) -> Iterator[AnswerTable]:
    """Who lends lanes to the run, or did."""
    if status.helpers:
        columns = (
            Heading("helper", shortens=True), Heading("lanes", True), Heading("parts", True),
            Heading("rows", True), Heading("size", True), Heading("last heard of"),
        )  # fmt: skip
        yield AnswerTable(
            columns,
            [
                (
                    each.name, str(each.lanes), count(each.parts), count(each.rows),
                    size(each.streamed), _last_sign(each),
                )
                for each in status.helpers
            ],
        )  # fmt: skip


def _last_sign(helper: HelperRecord) -> str:
    if helper.ended is not None:
        return "it has ended"
    return f"{duration(helper.silence)} ago" + ("" if helper.lives else ": gone")


def _under_way(status: RunStatus) -> Iterator[AnswerTable]:
    """What the target is busy with at this moment."""
    if status.copying:
        columns = (
            Heading("copying now", shortens=True), Heading("rows", True), Heading("rate", True),
            Heading("for", True),
        )  # fmt: skip
        yield AnswerTable(
            columns,
            [
                (str(c.table), count(c.rows), f"{size(c.rate)}/s", duration(c.seconds))
                for c in status.copying
            ],
        )
    if status.building:
        columns = (
            Heading("building now", shortens=True), Heading("", shortens=True), Heading("", True),
            Heading("for", True),
        )  # fmt: skip
        yield AnswerTable(columns, [_built(each) for each in status.building])


def _built(each: BuildProgress) -> tuple[str, str, str, str]:
    share = "" if each.share is None else f"{100 * each.share:.0f} %"
    return each.name, each.phase, share, duration(each.seconds)


def status_object(status: RunStatus | None) -> dict[str, object]:
    """The same for programs; `run` is null where there is none."""
    head: dict[str, object] = {"version": FORMAT_VERSION, "event": "status"}
    if status is None:
        return head | {"run": None, "state": "none"}
    run = status.run
    return head | {
        "run": run.id,
        "state": status.state,
        "source": run.source_label,
        "target": run.target_label,
        "mover": run.mover,
        "tries": run.tries,
        "total_bytes": run.total_bytes,
        "done_bytes": run.done_bytes,
        "rate": status.rate,
        "seconds_left": status.seconds_left,
        "at_stake": status.at_stake.seconds,
        "at_stake_rows": status.at_stake.rows,
        "at_stake_bytes": status.at_stake.bytes,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "seconds": run.seconds,
        "silence": run.silence,
        "stop_requested": run.stop_requested,
        "at": status.at,
        "max_rate": status.lending.max_rate if status.lending else None,
        "max_source_load": status.lending.max_source_load if status.lending else None,
        "waits_for": status.lending.waits if status.lending else None,
        "helpers": [
            {
                "name": h.name, "lanes": h.lanes, "parts": h.parts, "rows": h.rows,
                "bytes": h.streamed, "started": h.started.isoformat(),
                "silence": h.silence, "lives": h.lives, "ended": h.ended is not None,
            }
            for h in status.helpers
        ],
        "message": run.message,
        "steps": [
            {
                "number": step.number, "name": step.name, "summary": step.summary,
                "done": step.finished is not None, "seconds": step.seconds,
                "expected": _expected(status, step.number),
            }
            for step in status.steps
        ],
        "time_taken": [
            {"step": one.step, "what": one.what, "seconds": one.seconds} for one in status.taken
        ],
        "tables": [
            {
                "table": str(load.table), "state": load.state, "bytes": load.bytes,
                "parts": load.parts, "parts_done": load.parts_done, "rows": load.rows,
                "rejected": load.rejected, "seconds": load.took,
            }
            for load in status.loads
        ],
        "down": [
            {"table": str(d.table), "kind": d.kind, "name": d.name} for d in status.down
        ],
        "copying": [
            {"table": str(c.table), "bytes": c.bytes, "rows": c.rows, "seconds": c.seconds}
            for c in status.copying
        ],
        "building": [
            {"name": b.name, "phase": b.phase, "share": b.share, "seconds": b.seconds}
            for b in status.building
        ],
        "waits": [
            {
                "waiting": w.waiting, "pid": w.pid, "user": w.user,
                "application": w.application, "statement": w.statement, "seconds": w.seconds,
            }
            for w in status.waits
        ],
    }  # fmt: skip


def _expected(status: RunStatus, step: int) -> dict[str, float] | None:
    expected = status.expected.get(step)
    return None if expected is None else asdict(expected)


def _time(seconds: float | None) -> str:
    return "under way" if seconds is None else duration(seconds)
