"""Where a server runs, as far as a client can tell: here, or somewhere else."""

from __future__ import annotations

import os
from pathlib import Path

from segue.database.session import Connection

PROCESSES = Path("/proc")

CORES_A_STREAM = 2
"""Busy while rows stream from one server into another: a sender's and a receiver's."""


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def runs_here(connection: Connection) -> bool:
    """Whether the server shares this machine's processors.

    An address tells nothing, as tunnels and containers begin at the loopback too: the process that
    serves the session has to be one of this machine's. Where that cannot be seen, it is elsewhere.
    """
    try:
        command = (PROCESSES / str(connection.info.backend_pid) / "cmdline").read_bytes()
    except OSError:
        return False
    return command.startswith(b"postgres: ")


def streams_side_by_side(source: Connection, target: Connection) -> bool:
    """Whether two streams bring rows sooner than one: not where they share too few processors."""
    alone = runs_here(source) and runs_here(target)
    return not alone or cores() >= 2 * CORES_A_STREAM
