"""The SQLSTATE with which a server refused a session, whatever language it speaks.

libpq tells of a refused session in the server's own words alone. Its trace of the protocol has the
code too; it is asked for only where the words are not understood.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping

from psycopg import pq
from psycopg.conninfo import make_conninfo

TRACED_SINCE = 180000
"""libpq's version from which on the beginning of a session is in its trace."""

PATIENCE = 10.0
"""Seconds for the attempt that is traced."""

REFUSED = re.compile(rb'ErrorResponse\t.* C "(\w{5})"')


def refusal_code(parameters: Mapping[str, str]) -> str | None:
    """Try once more to connect and tell the code of the last refusal; None where there is none."""
    if pq.version() < TRACED_SINCE or not hasattr(os, "memfd_create"):
        return None
    memory = os.memfd_create("trace")
    try:
        _attempt(make_conninfo("", **parameters).encode(), os.dup(memory))
        codes = REFUSED.findall(os.pread(memory, os.fstat(memory).st_size, 0))
    finally:
        os.close(memory)
    return codes[-1].decode() if codes else None


def _attempt(address: bytes, trace: int) -> None:
    connection = pq.PGconn.connect_start(address)
    try:
        connection.trace(trace)
        end = time.monotonic() + PATIENCE
        while connection.status != pq.ConnStatus.BAD and time.monotonic() < end:
            state = connection.connect_poll()
            if state == pq.PollingStatus.READING:
                select.select([connection.socket], [], [], end - time.monotonic())
            elif state == pq.PollingStatus.WRITING:
                select.select([], [connection.socket], [], end - time.monotonic())
            else:
                break
        connection.untrace()
    finally:
        connection.finish()
