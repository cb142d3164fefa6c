"""`demo`."""

from __future__ import annotations

from segue.commands.invocation import Invocation
from segue.demo import story
from segue.errors import ExitStatus


def demo(invocation: Invocation) -> ExitStatus:
    """Show a whole move; nothing of it stays."""
    story.run(invocation.screen.tell, keep=invocation.arguments.keep)
    return ExitStatus.DONE
