"""A Dask cluster of two worker processes on this machine, until its input is closed.

Run as a program, it prints a line: the scheduler's address, and its workers' processes by address.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

WORKERS = 2


@dataclass(frozen=True)
class DaskCluster:
    """One that runs."""

    address: str
    workers: dict[str, int]
    """The numbers of their processes when it was started."""


@contextmanager
def dask_cluster(folder: Path) -> Iterator[DaskCluster]:
    """One whose workers work in the folder."""
    program = [sys.executable, "-P", __file__]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, cwd=folder, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        address, workers = json.loads(process.stdout.readline())
        yield DaskCluster(address, workers)
        process.stdin.close()
        process.wait(60)


def _serve() -> None:
    distributed: Any = import_module("distributed")
    # A busy machine takes its time to start a worker again; the cluster would give it up.
    import_module("dask").config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"})
    with (
        distributed.LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        told = [cluster.scheduler_address, client.run(os.getpid)]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    _serve()
