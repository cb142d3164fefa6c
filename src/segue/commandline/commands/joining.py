"""`join`."""

from __future__ import annotations

from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.commandline.terminal.text import size
from segue.errors import ExitStatus
from segue.events import FORMAT_VERSION
from segue.move.run import Help, JoinRequest
from segue.move.run import join as lend
from segue.wording import counted


def join(invocation: Invocation) -> ExitStatus:
    """`join`."""
    arguments = invocation.arguments
    workspace = invocation.workspace(elsewhere=True)
    joined = lend(
        JoinRequest(
            workspace,
            invocation.reporter,
            jobs=arguments.jobs,
            processes=arguments.processes,
            wait=arguments.wait,
        )
    )
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(_object(joined))
    else:
        invocation.screen.tell(_summary(joined))
    return ExitStatus.DONE


def _summary(joined: Help) -> str:
    if not joined.parts:
        return f"Run {joined.run} has no part left that could be lent."
    parts, rows = counted(joined.parts, "part"), counted(joined.rows, "row")
    return f"Brought {parts} of run {joined.run}: {rows}, {size(joined.streamed)}."


def _object(joined: Help) -> dict[str, object]:
    return {
        "version": FORMAT_VERSION, "event": "joined", "run": joined.run, "lanes": joined.lanes,
        "parts": joined.parts, "rows": joined.rows, "bytes": joined.streamed,
    }  # fmt: skip
