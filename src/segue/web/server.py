"""`segue web`: the pages on the loopback, until Ctrl-C."""

from __future__ import annotations

import importlib
import signal
import socket
import webbrowser
from collections.abc import Callable

from segue.errors import MissingPackage, PortTaken
from segue.web.access import Access
from segue.web.application import Application, configure
from segue.web.extras import missing_lines
from segue.web.session import WebSession

HOST = "127.0.0.1"
THREADS = 8
"""One waits for a server while another shows progress."""


def serve(
    session: WebSession, port: int, say: Callable[[str], None], *, open_browser: bool
) -> None:
    """Serve until Ctrl-C. Raises MissingPackage or PortTaken. Port 0 takes a free one."""
    try:
        waitress = importlib.import_module("waitress")
    except ImportError:
        raise MissingPackage(wanted="the pages", extra="web") from None
    configure()
    _let_children_hear_ctrl_c()
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port=port, reason=error.strerror or str(error)) from error
        port = listening.getsockname()[1]
        gatekeeper = Access(port)
        server = waitress.create_server(
            Application(session, gatekeeper), sockets=[listening], threads=THREADS, ident=None
        )
        url = f"http://{HOST}:{port}/?token={gatekeeper.token}"
        say(f"The pages are at {url}")
        say("The address works once, for one browser. Ctrl-C ends the pages, not a running move.")
        for line in missing_lines():
            say(line)
        if open_browser:
            webbrowser.open(url)
        server.run()


def _let_children_hear_ctrl_c() -> None:
    """Pages in the background are to ignore it, and all that they start would too.

    A signal that is handled, if only by nothing, is in force again in whatever is started.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: None)
