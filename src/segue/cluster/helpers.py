"""Helpers of one move beside the workers of a Dask cluster, for as long as rows are copied.

A helper is `segue join` in a process of its own. Each worker has one; where a worker is lost, its
successor gets one, and a cluster that grows brings more.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory

from segue.cluster.job import LOST, ClusterJob, Future, Hearing, JobNames, result_of
from segue.errors import ExitStatus
from segue.events import CopyPlanned, Event, Note, Reporter, StepFinished
from segue.move.steps import COPY
from segue.private_files import write_private
from segue.processes import CommandLog, Said, last_said
from segue.wording import counted

LOOK_EVERY = 1.0
"""Seconds between two looks at the workers and their helpers."""
GRACE, PATIENCE = 10.0, 20.0
"""Seconds in which helpers find that nothing is left, and in which they end when they are told to;
what one still holds is rolled back in any case."""
MOST_TRIES = 5
"""How often a helper that fails is placed again beside the same worker."""


@dataclass(frozen=True, slots=True)
class HelpErrand:
    """What every helper is given; no secret is in it."""

    source: str
    target: str
    plan: str
    """Its text."""
    words: tuple[str, ...]
    """Options that lead to the Django project."""
    jobs: int = 1
    """Lanes."""


@dataclass(frozen=True, slots=True)
class HelpResult:
    """What came of one helper."""

    status: int
    """Its exit status, a signal as a negative number."""
    parts: int
    rows: int
    message: str
    """Why it ended early; empty where no part was left."""


@contextmanager
def helped(
    address: str, reporter: Reporter, errand: Callable[[], HelpErrand]
) -> Iterator[Reporter]:
    """A reporter for a move that the cluster helps.

    `errand` is asked when rows are about to be copied, as the plan is there by then. Raises
    MissingPackage or NoCluster.
    """
    with ClusterJob(address) as job:
        placing = Placing(job, reporter, errand)
        try:
            yield placing
        finally:
            placing.end()


class Placing:
    """Passes on what the move reports, and hears from it when helpers are wanted."""

    def __init__(
        self, job: ClusterJob, reporter: Reporter, errand: Callable[[], HelpErrand]
    ) -> None:
        self._job, self._reporter, self._errand = job, reporter, errand
        self._crew: _Crew | None = None

    def report(self, event: Event) -> None:
        self._reporter.report(event)
        if isinstance(event, CopyPlanned):
            self._begin()
        elif isinstance(event, StepFinished) and event.number == COPY and self._crew is not None:
            self._crew.dismiss()

    def _begin(self) -> None:
        """Of a further try too: helpers join it by themselves, unless they found nothing left."""
        if self._crew is None or self._crew.is_dismissed:
            self.end()
            self._crew = _Crew(self._job, self._reporter, self._errand())
            self._crew.start()
        else:
            self._crew.place_again()

    def end(self) -> None:
        """Wait until the helpers have ended."""
        if self._crew is not None:
            self._crew.dismiss()
            self._crew.join()


@dataclass
class _Beside:
    """The helper beside one worker."""

    future: Future
    tries: int = 1
    is_over: bool = False


@dataclass
class _Crew:
    """The helpers of one try, looked after by a thread."""

    job: ClusterJob
    reporter: Reporter
    errand: HelpErrand
    _beside: dict[str, _Beside] = field(default_factory=dict)
    """By the worker's address."""
    _results: list[HelpResult] = field(default_factory=list)
    _announced: set[str] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._look_after, name="helpers", daemon=True)
        self._thread.start()

    @property
    def is_dismissed(self) -> bool:
        return self._over.is_set()

    def dismiss(self) -> None:
        """No rows are copied any more; returns at once."""
        self._over.set()

    def join(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def place_again(self) -> None:
        """Another try copies rows: also beside workers whose helpers found nothing left."""
        for beside in list(self._beside.values()):
            beside.is_over = False

    def _look_after(self) -> None:
        self.job.hurry(0)
        while not self._over.wait(LOOK_EVERY) and not self.job.is_closed:
            self._gather()
            self._place()
        self._await(GRACE)
        self.job.hurry(1)
        self._await(PATIENCE)
        self._gather()
        self._tell_sum()

    def _await(self, seconds: float) -> None:
        """For the end of the helpers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.job.is_closed:
            left = [each.future for each in self._beside.values() if not each.future.done()]
            if not left:
                return
            self.job.wait(left, LOOK_EVERY)

    def _tell_sum(self) -> None:
        results = [result for result in self._results if result.parts]
        parts = counted(sum(result.parts for result in results), "part")
        rows = counted(sum(result.rows for result in results), "row")
        helpers = counted(len(results), "helper")
        self.reporter.report(Note(f"{helpers} on the cluster brought {parts}, {rows}."))

    def _place(self) -> None:
        """Give every worker that has none a helper; forget those whose worker is gone."""
        try:
            workers = self.job.workers()
        except LOST:
            self._tell("The cluster does not answer: the move goes on without its helpers.")
            return
        for name in self._beside.keys() - workers.keys():
            self._beside.pop(name).future.cancel()
        for address, threads in workers.items():
            beside = self._beside.get(address)
            if beside is None or (beside.future.done() and not beside.is_over):
                tries = beside.tries + 1 if beside is not None else 1
                self._beside[address] = _Beside(self._submit(address, threads), tries)

    def _submit(self, address: str, threads: int) -> Future:
        errand = HelpErrand(
            self.errand.source, self.errand.target, self.errand.plan, self.errand.words, threads
        )
        return self.job.submit(f"helper-{address}", help_there, errand, at=address)

    def _gather(self) -> None:
        for address, beside in self._beside.items():
            if beside.future.done() and not beside.is_over:
                beside.is_over = self._take_in(address, beside)

    def _take_in(self, address: str, beside: _Beside) -> bool:
        """Take a helper's result in; whether none is to be placed there again."""
        try:
            result: HelpResult = result_of(beside.future)
        except Exception as error:  # whatever befell the worker
            self._tell(f"The helper on {address} was lost: {error}")
            return beside.tries >= MOST_TRIES
        self._results.append(result)
        if result.message and result.status not in (ExitStatus.DONE, ExitStatus.INTERRUPTED):
            self._tell(f"The helper on {address} ended: {result.message}")
        return result.status != ExitStatus.FAILED or beside.tries >= MOST_TRIES

    def _tell(self, text: str) -> None:
        """Once."""
        if text not in self._announced:
            self._announced.add(text)
            self.reporter.report(Note(text, "warning"))


# On a worker


def help_there(errand: HelpErrand, names: JobNames) -> HelpResult:
    """The task: one helper, until no part is left, or it is told to end."""
    with TemporaryDirectory(prefix="segue-help-") as name:
        plan, log = Path(name) / "segue.toml", CommandLog(Path(name) / "join.log")
        write_private(plan, errand.plan)
        sides = ("--from", errand.source, "--to", errand.target, "--plan", str(plan))
        options = ("--jobs", str(errand.jobs), "--json", "--no-input", *errand.words)
        child = log.start(("join", *sides, *options), Path.cwd())
        assert child is not None, "nobody else writes into a new folder"
        status = _outlast(child, Hearing(names))
        return _result(status, log.lines)


def _outlast(child: subprocess.Popen[bytes], hearing: Callable[[], int]) -> int:
    is_asked = False
    while True:
        try:
            return child.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if hearing() and not is_asked:
                is_asked = True
                child.send_signal(SIGTERM)


def _result(status: int, lines: list[Said]) -> HelpResult:
    joined, error = last_said(lines, "joined"), last_said(lines, "error")
    return HelpResult(
        status, int(joined.get("parts") or 0), int(joined.get("rows") or 0),
        str(error.get("message") or ""),
    )  # fmt: skip
