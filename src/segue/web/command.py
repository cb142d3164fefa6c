"""The command `web`: the pages, until Ctrl-C."""

from __future__ import annotations

from segue.commandline.commands.invocation import Invocation
from segue.errors import ExitStatus


def web(invocation: Invocation) -> ExitStatus:
    """`web`: the pages, until Ctrl-C."""
    # Django's requests and templates are for the pages alone.
    from segue.web.server import serve
    from segue.web.session import WebSession

    arguments = invocation.arguments
    session = WebSession(
        invocation.project(), invocation.plan_path, arguments.source, arguments.target
    )
    serve(session, arguments.port, invocation.screen.say, open_browser=arguments.open)
    return ExitStatus.DONE
