"""A fleet on a Dask cluster: its moves are tasks, each carried out beside one of its workers.

Nothing secret passes: a task holds addresses without passwords, and the plan's text; whatever opens
the databases (services, variables, password files) is the worker's own. A task whose worker is lost
is run again by another one, and its move resumes by the journal; if the process of the first is
still at work, the second waits for it.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from segue.errors import MissingPackage, NoCluster
from segue.fleet.carrying import Errand, carry_out
from segue.fleet.local import LOOK_EVERY, Urgency, failed, wait_for
from segue.fleet.progress import Progress
from segue.fleet.results import MoveResult

HEAR_EVERY = 1.0
"""Seconds between two looks of a worker whether all is to stop."""
PATIENCE = 30
"""Seconds in which a scheduler has to answer."""

Client = Any
"""That of `distributed`, which has no types."""


@dataclass(frozen=True, slots=True)
class Job:
    """Names of what the tasks of one fleet share through the scheduler."""

    topic: str
    """Of what the workers tell."""
    stop: str
    """Of the variable that says how urgently all is to end."""


def run_on_cluster(
    address: str,
    errands: Sequence[Errand],
    at_once: int | None,
    progress: Progress,
    say: Callable[[str], None],
) -> tuple[dict[str, MoveResult], bool]:
    """Carry all out on the cluster; the results by name, and whether it was stopped.

    Without `at_once`, as many at a time as its workers have threads. Raises MissingPackage or
    NoCluster.
    """
    dask = _package()
    with _connected(dask, address) as client:
        cluster = _Cluster(dask, client, progress)
        cluster.submit(errands, at_once)
        wait_for(cluster.look, cluster, say)
        return cluster.results, bool(cluster.count)


def _package() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise MissingPackage(wanted="moves on a Dask cluster", extra="dask") from None


def _connected(dask: Any, address: str) -> Client:
    try:
        return dask.Client(address, timeout=PATIENCE, name="segue")
    except (OSError, ValueError, TypeError) as error:
        raise NoCluster(address=address, reason=str(error) or type(error).__name__) from error


class _Cluster(Urgency):
    """The tasks of a fleet, and how urgently they are to end."""

    def __init__(self, dask: Any, client: Client, progress: Progress) -> None:
        super().__init__()
        self._dask, self._client, self._progress = dask, client, progress
        token = uuid4().hex
        self._job = Job(f"segue-{token}", f"segue-stop-{token}")
        self._stop = dask.Variable(self._job.stop, client=client)
        self._told = 0
        self._waiting: list[Errand] = []
        self._work: dict[Any, str] = {}
        self._at_once = 0
        self.results: dict[str, MoveResult] = {}

    def submit(self, errands: Sequence[Errand], at_once: int | None) -> None:
        """Hand out the first tasks; the others follow where not all may be under way at once."""
        self._stop.set(0)
        self._client.subscribe_topic(self._job.topic, self._hear)
        self._waiting, self._at_once = list(errands), at_once or len(errands)
        self._hand_out()

    def look(self) -> bool:
        """Wait for a moment; whether all has ended."""
        if self.count > self._told:
            self._told = self.count
            self._stop.set(self.count)
        if self._work:
            self._wait()
        for future in [future for future in self._work if future.done()]:
            result = _result(self._work[future], future)
            self.results[result.name] = result
            del self._work[future]
            self._progress.ended(result)
        self._hand_out()
        return not self._work

    def _wait(self) -> None:
        try:
            self._dask.wait(list(self._work), timeout=LOOK_EVERY, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return

    def _hand_out(self) -> None:
        while self._waiting and len(self._work) < self._at_once:
            errand = self._waiting.pop(0)
            future = self._client.submit(
                carried_out_there, errand, self._job, key=f"{errand.name}-{uuid4().hex}", pure=False
            )
            self._work[future] = errand.name

    def _hear(self, event: tuple[float, Mapping[str, Any]]) -> None:
        """What a worker tells of a move."""
        _, told = event
        if "share" in told:
            self._progress.share(told["move"], told["share"])
        else:
            self._progress.began(told["move"], told["where"])


def _result(name: str, future: Any) -> MoveResult:
    """Also of a task that has none, as its workers were lost, or the scheduler."""
    try:
        result: MoveResult = future.result(timeout=PATIENCE)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return replace(failed(name, error), message=_lost(error), advice=AGAIN)
    return result


AGAIN = "The same command goes on with it, once the cluster is well."


def _lost(error: BaseException) -> str:
    return f"the cluster did not carry it out: {type(error).__name__}: {error}".strip(": ")


# On a worker


def carried_out_there(errand: Errand, job: Job) -> MoveResult:
    """The task: one move, beside the worker that runs it."""
    dask = importlib.import_module("distributed")
    worker = dask.get_worker()
    tell = partial(worker.log_event, job.topic)
    tell({"move": errand.name, "where": worker.address})
    try:
        result = carry_out(
            _at_home(errand),
            _Hearing(dask.Variable(job.stop)),
            lambda share: tell({"move": errand.name, "share": share}),
        )
    except Exception as error:
        result = failed(errand.name, error)
    return replace(result, where=worker.address)


def _at_home(errand: Errand) -> Errand:
    """With a folder that is here: the fleet's own where workers share it, else below theirs."""
    shared = errand.folder.is_absolute() and errand.folder.parent.is_dir()
    return errand if shared else replace(errand, folder=Path.cwd() / errand.folder.name)


class _Hearing:
    """How urgently all is to end, asked now and then. A scheduler that is away stops nothing."""

    def __init__(self, variable: Any) -> None:
        self._variable = variable
        self._asked = float("-inf")
        self._urgency = 0

    def __call__(self) -> int:
        if time.monotonic() - self._asked >= HEAR_EVERY:
            self._asked = time.monotonic()
            try:
                self._urgency = int(self._variable.get(timeout=HEAR_EVERY))
            except Exception:  # the line to the scheduler; whatever it raises
                return self._urgency
        return self._urgency
