"""`demo`."""

from __future__ import annotations

from segue.commandline.commands.invocation import Invocation
from segue.demo import run
from segue.errors import ExitStatus


def demo(invocation: Invocation) -> ExitStatus:
    """Show a whole move; nothing of it stays."""
    arguments = invocation.arguments
    options = {name: getattr(arguments, name) for name in ("keep", "web", "live")}
    run.run(invocation.screen.tell, **options)
    return ExitStatus.DONE
