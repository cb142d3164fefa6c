"""A fleet on a Dask cluster: its moves are tasks, each carried out beside one of its workers.

A task whose worker is lost is run again by another one, and its move resumes by the journal; where
the process of the first is still at work, the second waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from segue.cluster.job import (
    ClusterJob,
    Future,
    Hearing,
    JobNames,
    result_of,
    teller,
    worker_address,
)
from segue.fleet.carrying import MoveErrand, carry_out
from segue.fleet.local import LOOK_EVERY, Urgency, failed, wait_for
from segue.fleet.progress import Progress
from segue.fleet.results import MoveResult, not_begun

GONE = "the cluster's scheduler went away before it was begun"
AGAIN = "The same command goes on with it, once the cluster is well."


def run_on_cluster(
    address: str,
    errands: Sequence[MoveErrand],
    at_once: int | None,
    progress: Progress,
    say: Callable[[str], None],
) -> tuple[dict[str, MoveResult], bool]:
    """Carry all out on the cluster; the results by name, and whether it was stopped.

    Without `at_once`, as many at a time as its workers have threads. Raises MissingPackage or
    NoCluster.
    """
    with ClusterJob(address) as job:
        tasks = _Tasks(job, errands, at_once or len(errands), progress)
        wait_for(tasks.look, tasks, say)
        return tasks.results, bool(tasks.count)


class _Tasks(Urgency):
    """The tasks of a fleet, and how urgently they are to end."""

    def __init__(
        self, job: ClusterJob, errands: Sequence[MoveErrand], at_once: int, progress: Progress
    ) -> None:
        super().__init__()
        self._job, self._at_once, self._progress = job, at_once, progress
        self._told = 0
        self._waiting = list(errands)
        self._work: dict[Future, str] = {}
        self.results: dict[str, MoveResult] = {}
        job.listen(self._hear)

    def look(self) -> bool:
        """Hand out what may be under way, and wait for a moment; whether all has ended."""
        if self.count > self._told:
            self._told = self.count
            self._job.hurry(self.count)
        self._hand_out()
        self._job.wait(self._work, LOOK_EVERY)
        for future in [future for future in self._work if future.done()]:
            self._keep_result(_result(self._work[future], future))
            del self._work[future]
        return not self._work and not self._waiting

    def _hand_out(self) -> None:
        while self._waiting and self._job.is_closed:
            self._keep_result(
                replace(not_begun(self._waiting.pop(0).name), message=GONE, advice=AGAIN)
            )
        while self._waiting and len(self._work) < self._at_once and self._job.is_connected:
            errand = self._waiting.pop(0)
            self._work[self._job.submit(errand.name, carried_out_there, errand)] = errand.name

    def _keep_result(self, result: MoveResult) -> None:
        self.results[result.name] = result
        self._progress.ended(result)

    def _hear(self, message: Mapping[str, Any]) -> None:
        """What a worker tells of a move."""
        if "share" in message:
            self._progress.share(message["move"], message["share"])
        else:
            self._progress.began(message["move"], message["where"])


def _result(name: str, future: Future) -> MoveResult:
    """Also of a task that has none, as its workers were lost, or the scheduler."""
    try:
        result: MoveResult = result_of(future)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        reason = f"the cluster did not carry it out: {type(error).__name__}: {error}".strip(": ")
        return replace(failed(name, error), message=reason, advice=AGAIN)
    return result


# On a worker


def carried_out_there(errand: MoveErrand, names: JobNames) -> MoveResult:
    """The task: one move, beside the worker that runs it."""
    tell, where = teller(names), worker_address()
    tell({"move": errand.name, "where": where})
    try:
        result = carry_out(
            _at_home(errand),
            Hearing(names),
            lambda share: tell({"move": errand.name, "share": share}),
        )
    except Exception as error:
        result = failed(errand.name, error)
    return replace(result, where=where)


def _at_home(errand: MoveErrand) -> MoveErrand:
    """With a folder that is here: the fleet's own where workers share it, else below theirs."""
    shared = errand.folder.is_absolute() and errand.folder.parent.is_dir()
    return errand if shared else replace(errand, folder=Path.cwd() / errand.folder.name)
