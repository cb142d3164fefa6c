"""What holds lanes back: a rate that they share, and a source that is busy with others."""

from __future__ import annotations

import re
import threading
import time

from segue.errors import UsageError
from segue.workers import StopSignal

BURST = 0.25
"""Seconds' worth of bytes that may go through at once after a rest."""

LOOK_AGAIN = 0.5
"""Seconds between two looks whether the source is free again."""

TRICKLE = 5.0
"""Seconds after which a part under way goes a step further all the same: a server takes a client
that reads nothing for a minute for gone."""

LEAST_RATE = 100_000
"""Bytes a second; below, servers would take lanes for gone."""

_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]?)B(?:/s)?", re.IGNORECASE)
_FACTORS = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}


def parse_rate(text: str) -> int:
    """Bytes a second out of `500kB`, `20MB`, `1.5 GB/s`. Raises UsageError."""
    match = _RATE.fullmatch(text.strip())
    rate = int(float(match[1]) * _FACTORS[match[2].upper()]) if match else 0
    if rate < LEAST_RATE:
        why = "is too little" if match else "is not a rate"
        raise UsageError(
            message=f"--max-rate {text!r} {why}: give bytes a second, at least 100kB, such as"
            " 500kB, 20MB or 1GB"
        )
    return rate


class Pace:
    """Shared by the lanes of a process: each tells it what went through, and waits as it says."""

    def __init__(self, stop: StopSignal, max_rate: int | None = None) -> None:
        """`max_rate` are bytes a second of all processes that take part."""
        self._stop = stop
        self._max_rate = max_rate
        self._processes = 1
        self._lock = threading.Lock()
        self._free_at = 0.0
        self.waits: str | None = None
        """What the lanes wait for, in words; None while they go on."""

    def share_with(self, others: int) -> None:
        """So many other processes keep to the same rate."""
        self._processes = 1 + others

    def before_part(self) -> None:
        """Wait until the source is free for a new part. Raises Stopped."""
        while self.waits is not None:
            self._stop.sleep(LOOK_AGAIN)

    def streamed(self, count: int) -> None:
        """So many more bytes went through: wait until the next may. Raises Stopped."""
        until = time.monotonic() + TRICKLE
        while self.waits is not None and time.monotonic() < until:
            self._stop.sleep(LOOK_AGAIN)
        if self._max_rate is not None:
            seconds = self._reserve(count * self._processes / self._max_rate)
            if seconds > 0:
                self._stop.sleep(seconds)

    def _reserve(self, seconds: float) -> float:
        """Take so many seconds of the line; returns how long to wait for their end."""
        with self._lock:
            now = time.monotonic()
            self._free_at = max(self._free_at, now - BURST) + seconds
            return self._free_at - now
