"""One job on a Dask cluster: a client of its scheduler, tasks, and a word to all of them.

Nothing secret passes through it: tasks hold addresses without passwords and the text of plans, and
whatever opens the databases is there already, where a task runs.
"""

from __future__ import annotations

import importlib
import time
from asyncio import CancelledError
from collections.abc import Callable, Iterable, Mapping
from concurrent import futures
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from segue.errors import MissingPackage, NoCluster

HEAR_EVERY = 1.0
"""Seconds between two looks of a task whether all is to stop."""
PATIENCE = 30
"""Seconds in which a scheduler has to answer."""

LOST = (OSError, CancelledError, futures.CancelledError)
"""What is raised where the scheduler is away."""
CONNECTED, CLOSED = "running", ("closing", "closed")

Future = Any
"""That of `distributed`, which has no types."""
Task = Callable[[Any, "JobNames"], object]
Listener = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class JobNames:
    """Names of what the tasks of one job share through the scheduler."""

    topic: str
    """Of what the tasks tell."""
    stop: str
    """Of the variable that says how urgently all is to end."""


class ClusterJob:
    """The side that hands tasks out. Use it as a context manager."""

    def __init__(self, address: str) -> None:
        """Raises MissingPackage or NoCluster."""
        self._dask = _package()
        self._client = _connected(self._dask, address)
        token = uuid4().hex
        self.names = JobNames(f"segue-{token}", f"segue-stop-{token}")
        self._stop = self._dask.Variable(self.names.stop, client=self._client)
        self._stop.set(0)

    def __enter__(self) -> ClusterJob:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind on the scheduler."""
        with suppress(Exception):  # a scheduler that is away, or a client that has given it up
            self._client.unsubscribe_topic(self.names.topic)
            self._stop.delete()
        with suppress(Exception):
            self._client.close(timeout=HEAR_EVERY)

    @property
    def is_closed(self) -> bool:
        """Whether the scheduler is gone for good."""
        return self._client.status in CLOSED

    @property
    def is_connected(self) -> bool:
        """Whether the scheduler answers now; one that went away is waited for, for a while."""
        return bool(self._client.status == CONNECTED)

    def listen(self, listener: Listener) -> None:
        """Hear what the tasks tell, in a thread of the client's own."""
        self._client.subscribe_topic(self.names.topic, lambda event: listener(event[1]))

    def hurry(self, urgency: int) -> None:
        """Tell all tasks how urgently they are to end: 1 as by Ctrl-C, 2 at once."""
        with suppress(Exception):  # as above
            self._stop.set(urgency)

    def workers(self) -> dict[str, int]:
        """By the address of each worker: its threads. Raises OSError where nobody answers."""
        return dict(self._client.nthreads())

    def submit(self, name: str, work: Task, given: object, at: str = "") -> Future:
        """Have a worker, or the one with that address, do the work once with what is given."""
        where = {"workers": [at], "allow_other_workers": False} if at else {}
        key = f"{name}-{uuid4().hex}"
        return self._client.submit(work, given, self.names, key=key, pure=False, **where)

    def wait(self, tasks: Iterable[Future], seconds: float) -> None:
        """For the end of any; where the scheduler is away, they end as cancelled."""
        began, left = time.monotonic(), list(tasks)
        with suppress(TimeoutError, *LOST):
            if left:
                self._dask.wait(left, timeout=seconds, return_when="FIRST_COMPLETED")
                return
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))


def result_of(future: Future) -> Any:
    """The result of a task that has ended. Raises what it raised, or what befell its workers."""
    return future.result(timeout=PATIENCE)


def _package() -> Any:
    try:
        return importlib.import_module("distributed")
    except ModuleNotFoundError:
        raise MissingPackage(wanted="moves on a Dask cluster", extra="dask") from None


def _connected(dask: Any, address: str) -> Any:
    try:
        return dask.Client(address, timeout=PATIENCE, name="segue")
    except (OSError, ValueError, TypeError) as error:
        raise NoCluster(address=address, reason=str(error) or type(error).__name__) from error


# In a task


def worker_address() -> str:
    """Of the worker that runs this task."""
    return str(importlib.import_module("distributed").get_worker().address)


def teller(names: JobNames) -> Callable[[Mapping[str, Any]], None]:
    """What tells the other side of this task."""
    worker = importlib.import_module("distributed").get_worker()
    return partial(worker.log_event, names.topic)


class Hearing:
    """How urgently all is to end, asked now and then. A scheduler that is away stops nothing."""

    def __init__(self, names: JobNames) -> None:
        self._variable = importlib.import_module("distributed").Variable(names.stop)
        self._asked = float("-inf")
        self._urgency = 0

    def __call__(self) -> int:
        if time.monotonic() - self._asked >= HEAR_EVERY:
            self._asked = time.monotonic()
            with suppress(Exception):  # the line to the scheduler; whatever it raises
                self._urgency = int(self._variable.get(timeout=HEAR_EVERY))
        return self._urgency
