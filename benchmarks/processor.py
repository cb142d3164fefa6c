"""Processor time of whole servers, which is where most of a move's work is done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from segue.demo.servers import PrivateServer

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")

# Fields of /proc/PID/stat after the command's name, counted from 0.
PARENT, OWN, OF_CHILDREN = 1, slice(11, 13), slice(13, 15)


def spent(servers: Iterable[PrivateServer]) -> float:
    """Seconds of user and system time so far of every process of the servers, living or ended.

    0 where the system does not tell, as only Linux does so.
    """
    main = {int((server.data / "postmaster.pid").read_text().split()[0]) for server in servers}
    return sum(_of_servers(main)) / TICKS


def _of_servers(main: set[int]) -> Iterator[int]:
    for folder in PROC.glob("[0-9]*"):
        fields: list[str] = []
        with suppress(OSError):  # it ended meanwhile
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        if not fields:
            continue
        if int(folder.name) in main:
            # What its ended sessions took was added to the main process.
            yield sum(map(int, fields[OWN] + fields[OF_CHILDREN]))
        elif int(fields[PARENT]) in main:
            yield sum(map(int, fields[OWN]))
