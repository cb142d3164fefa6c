"""What a command costs: wall time, processor time and memory of it and all that it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """One run of a command."""

    seconds: float
    processor: float
    """Seconds of user and system time."""
    memory: int
    """Bytes: the most that one of its processes held."""
    servers: float = 0.0
    """Seconds of user and system time of both servers."""
    load: float = 0.0
    """How many processes of the machine wanted a core during the last minute, on average."""


class CommandFailed(Exception):
    """A contender's command did not end well."""


def measure(
    command: Sequence[str], env: Mapping[str, str], log: Path, accepted: Collection[int] = (0,)
) -> Cost:
    """Run the command to its end. Raises CommandFailed with the last lines that it wrote."""
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    if process.returncode not in accepted:
        last = log.read_text(errors="replace").splitlines()[-15:]
        raise CommandFailed("\n".join([" ".join(command), *last]))
    processor, memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    return Cost(seconds, processor, memory, load=os.getloadavg()[0])


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    several = list(costs)
    return Cost(
        statistics.median(cost.seconds for cost in several),
        statistics.median(cost.processor for cost in several),
        int(statistics.median(cost.memory for cost in several)),
        statistics.median(cost.servers for cost in several),
        statistics.median(cost.load for cost in several),
    )
