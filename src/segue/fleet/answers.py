"""The table of results of a fleet, and the same for programs."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from segue.commandline.terminal import AnswerTable, Heading
from segue.commandline.terminal.text import duration
from segue.errors import ExitStatus
from segue.events import FORMAT_VERSION
from segue.fleet.results import MoveResult, MoveState
from segue.wording import count, counted

COLUMNS = (
    Heading("move", shortens=True),
    Heading("state"),
    Heading("rows", number=True),
    Heading("time", number=True),
    Heading("verdict"),
    Heading("exit", number=True),
    Heading("next", shortens=True),
)

AGAIN = "the same command again"

NEXT = {
    MoveState.DIFFERENT: "segue verify --plan {plan}",
    MoveState.BLOCKED: "segue check --plan {plan}",
    MoveState.ANSWER_NEEDED: "segue move --plan {plan}",
    MoveState.REJECTS: "segue status --plan {plan}",
    MoveState.FAILED: "read {log}",
    MoveState.USAGE: "read {log}",
    MoveState.INTERRUPTED: AGAIN,
    MoveState.WAITING: AGAIN,
    MoveState.BROKEN_OFF: AGAIN,
}
"""What a person does next about a move that is not simply done."""


def fleet_tables(results: Sequence[MoveResult]) -> Iterator[AnswerTable]:
    """One line for each move, in the order of the file."""
    strong = frozenset(n for n, result in enumerate(results) if result.exit_status)
    rows = [_row(result) for result in results]
    yield AnswerTable(COLUMNS, rows, closing=_closing(results), strong=strong)


def remarks(results: Sequence[MoveResult]) -> Iterator[str]:
    """Of each move that is not done: why, what mends it, and where all that it said is."""
    for result in results:
        if result.message:
            code = f"[{result.code}] " if result.code else ""
            yield f"\n{result.name}: {code}{result.message}"
            if result.advice:
                yield f"  help: {result.advice}"
            if result.log:
                yield f"  log: {_display(result.log)}{_place(result)}"


def fleet_object(results: Sequence[MoveResult], status: ExitStatus) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "fleet",
        "exit_status": int(status),
        "moves": [
            {
                "move": result.name, "state": result.state.value,
                "exit_status": int(result.exit_status), "rows": result.rows,
                "seconds": result.seconds, "verdict": result.verdict,
                "code": result.code, "message": result.message, "help": result.advice,
                "next": _next(result), "plan": result.plan, "log": result.log,
                "where": result.where,
            }
            for result in results
        ],
    }  # fmt: skip


def _row(result: MoveResult) -> tuple[str, ...]:
    return (
        result.name,
        result.state.value,
        count(result.rows) if result.rows is not None else "",
        duration(result.seconds) if result.seconds else "",
        result.verdict,
        str(int(result.exit_status)),
        _next(result),
    )


def _next(result: MoveResult) -> str:
    form = NEXT.get(result.state, "")
    if "{plan}" in form and not result.plan:
        form = NEXT[MoveState.FAILED]
    if "{log}" in form and not result.log:
        return ""
    plan, log = shlex.quote(_display(result.plan)), _display(result.log)
    return form.format(plan=plan, log=log)


def _closing(results: Sequence[MoveResult]) -> str:
    """`3 moves: 2 done, 1 blocked`."""
    states = Counter(result.state for result in results)
    counts = ", ".join(
        f"{count(states[state])} {state.value}" for state in MoveState if states[state]
    )
    return f"{counted(len(results), 'move')}: {counts}"


def _display(path: str) -> str:
    """From here, where that is shorter."""
    near = os.path.relpath(path) if path and Path(path).is_absolute() else path
    return min(near, path, key=len)


def _place(result: MoveResult) -> str:
    return f" on {result.where}" if result.where else ""
