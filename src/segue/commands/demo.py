"""`demo`."""

from __future__ import annotations

from segue.commands.invocation import Invocation
from segue.demo import story
from segue.errors import ExitStatus


def demo(invocation: Invocation) -> ExitStatus:
    """Show a whole move; nothing of it stays."""
    arguments = invocation.arguments
    story.run(invocation.screen.tell, keep=arguments.keep, web=arguments.web)
    return ExitStatus.DONE
