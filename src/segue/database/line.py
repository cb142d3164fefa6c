"""The line to a server: how long a word takes there and back, and how many bytes go through."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import LiteralString

from segue.database.session import Connection

ROUNDS = 5
FIRST, MOST = 64 * 1024, 16 * 1024 * 1024
"""Bytes of the first and of the largest message."""

GROWTH = 4
LONG_ENOUGH = 0.15
"""Seconds of a message that tell the rate."""

BLOCK = 48 * 1024
"""Bytes after which what is sent repeats itself: longer than most compression looks back."""

_TEXT: LiteralString = (
    "SELECT pg_catalog.repeat(pg_catalog.string_agg(pg_catalog.md5(n::pg_catalog.text), ''), %s)"
    " FROM pg_catalog.generate_series(1, %s) AS n"
)
_BLOCKS = 2048
"""Texts of 32 characters in what is repeated; a server makes the whole in no time."""


def latency(connection: Connection) -> float:
    """Seconds there and back: the shortest of a few tries."""
    return min(_seconds(lambda: connection.execute("SELECT 1").fetchone()) for _ in range(ROUNDS))


def rate_from(connection: Connection) -> float:
    """Bytes a second that come from the server."""

    def receive(size: int) -> None:
        with connection.cursor(binary=True) as cursor:
            cursor.execute(_TEXT, (size // (_BLOCKS * 32), _BLOCKS)).fetchone()

    return _rate(connection, receive)


def rate_to(connection: Connection) -> float:
    """Bytes a second that go to the server."""
    block = os.urandom(BLOCK)

    def send(size: int) -> None:
        data = (block * (size // BLOCK + 1))[:size]
        connection.execute("SELECT pg_catalog.octet_length(%b)", (data,)).fetchone()

    return _rate(connection, send)


def _rate(connection: Connection, transmit: Callable[[int], None]) -> float:
    there_and_back, size = latency(connection), FIRST
    while True:
        seconds = _seconds(partial(transmit, size))
        if seconds >= LONG_ENOUGH or size >= MOST:
            return size / max(seconds - there_and_back, 1e-6)
        size *= GROWTH


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
