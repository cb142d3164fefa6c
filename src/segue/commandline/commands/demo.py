"""`demo`."""

from __future__ import annotations

from segue.commandline.commands.invocation import Invocation
from segue.demo import run
from segue.errors import ExitStatus


def demo(invocation: Invocation) -> ExitStatus:
    """Show a whole move; nothing of it stays."""
    arguments = invocation.arguments
    run.run(invocation.screen.tell, keep=arguments.keep, web=arguments.web)
    return ExitStatus.DONE
