"""What people see: the only importer of rich.

A `Screen` has the two streams of a command; reporters say on it what a run reports; a
`TerminalAsker` asks. `reporter_for` chooses the reporter that suits the terminal.
"""

from __future__ import annotations

import sys
from typing import TextIO

from segue.commandline.terminal.ask import TerminalAsker
from segue.commandline.terminal.live import LiveReporter
from segue.commandline.terminal.reporters import (
    HumanReporter,
    JsonReporter,
    PlainReporter,
    QuietReporter,
)
from segue.commandline.terminal.screen import AnswerTable, Heading, Screen

__all__ = [
    "AnswerTable",
    "Heading",
    "HumanReporter",
    "JsonReporter",
    "LiveReporter",
    "PlainReporter",
    "QuietReporter",
    "Screen",
    "TerminalAsker",
    "reporter_for",
]


def reporter_for(
    screen: Screen,
    *,
    json: bool = False,
    quiet: bool = False,
    details: bool = False,
    stdout: TextIO | None = None,
) -> HumanReporter | JsonReporter:
    """JSON or quiet as asked; else lines that move where the terminal can, or plain ones."""
    if json:
        return JsonReporter(stdout or sys.stdout)
    if quiet:
        return QuietReporter(screen)
    if screen.err.is_terminal and not screen.err.is_dumb_terminal:
        return LiveReporter(screen, details=details)
    return PlainReporter(screen, details=details)
