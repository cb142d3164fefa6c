"""A live move's commands: `move --live`, `follow` and `cutover`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from segue.commandline.answers.live import cutover_lines, cutover_object
from segue.commandline.answers.rejects import rejects_object, rejects_text
from segue.commandline.answers.verify import outcome_objects
from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.errors import ExitStatus, NothingFollows, UsageError
from segue.events import FORMAT_VERSION
from segue.live import CutoverRequest, Ending, cut_over, direction, move_live
from segue.live import follow as go_on
from segue.move.run import Outcome, Request
from segue.move.workspace import Workspace

_UNITS = {"ms": 0.001, "s": 1.0, "": 0.001}


def move_and_follow(invocation: Invocation, request: Request) -> ExitStatus:
    """`move --live`: the ordinary steps, then follow until told otherwise."""

    def told(outcome: Outcome) -> None:
        if isinstance(invocation.reporter, JsonReporter):
            for each in outcome_objects(outcome):
                invocation.reporter.write(each)
        else:
            invocation.screen.tell(f"Verified: {outcome.verified}.")

    arguments = invocation.arguments
    back = Path(arguments.back) if arguments.back else None
    return _end(invocation, move_live(request, told, back, outbox=arguments.outbox))


def follow(invocation: Invocation) -> ExitStatus:
    """`follow`."""
    processes = invocation.arguments.processes
    return _end(invocation, go_on(invocation.workspace(), invocation.reporter, processes))


def _end(invocation: Invocation, ending: Ending) -> ExitStatus:
    sentences = {
        Ending.MOVED: "The cutover is done; nothing is to be followed any more.",
        Ending.STOPPED: "Following has stopped, as asked; `segue follow` goes on.",
    }
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(
            {"version": FORMAT_VERSION, "event": "follow_ended", "why": ending.value}
        )
    else:
        invocation.screen.say(sentences[ending])
    return ExitStatus.DONE if ending is Ending.MOVED else ExitStatus.INTERRUPTED


def cutover(invocation: Invocation) -> ExitStatus:
    """`cutover`."""
    return _cut(invocation, invocation.workspace())


def reverse(invocation: Invocation) -> ExitStatus:
    """`reverse`: the cutover of the way back."""
    workspace = invocation.workspace()
    turned = direction(workspace)
    if turned is workspace:
        raise NothingFollows(state="there is no way back: `move --live --back` prepares one")
    return _cut(invocation, turned)


def _cut(invocation: Invocation, workspace: Workspace) -> ExitStatus:
    arguments = invocation.arguments
    cutting = CutoverRequest(arguments.rehearse, _seconds(arguments), arguments.switch_command)
    done = cut_over(workspace, cutting, invocation.reporter)
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(cutover_object(done))
        if done.rejects:
            invocation.reporter.write(rejects_object(done.rejects))
    else:
        for line in cutover_lines(done, workspace.target.label):
            invocation.screen.tell(line)
        if done.rejects:
            invocation.screen.tell(rejects_text(done.rejects))
    return ExitStatus.REJECTS if done.rejects else ExitStatus.DONE


def _seconds(arguments: argparse.Namespace) -> float | None:
    """How long writers may wait. Raises UsageError."""
    text = arguments.max_pause
    if text is None:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|)", text)
    if match is None or not float(match[1]):
        raise UsageError(message=f"--max-pause {text} is not a duration: write 800ms or 2s")
    return float(match[1]) * _UNITS[match[2]]
