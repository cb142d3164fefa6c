"""Shares rows out to processes that hold the project's code, so that functions use every core."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from segue.project.rows.calls import CalledRows, RowCalls, RowWork, lost_row
from segue.project.rows.process import ProcessDied, ProcessRefused, RowProcess

WORTHWHILE = 1.0
"""Seconds that functions take in the command's own process before others are started."""

TRIES = 2
"""Processes that may die at a row before it is taken to be to blame."""

DEATHS = 10
"""Processes that may die at different rows of one block."""

LOST = 20
"""Rows that processes may die of; then it is not the rows that are to blame."""


class RowPool:
    """Calls functions in processes of its own, once that is worth their start. Closes with `with`.

    Until then, and where there is to be no other process, they are called by whoever submits.
    Lanes share it: rows come back as futures, which their owner takes in the order it submitted.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        at_once: bool = False,
        tell: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """`at_once` starts them with the first rows; `tell` hears what went wrong without harm."""
        self.count = count
        self._at_once = at_once
        self._tell = tell
        self._lock = threading.Lock()
        self._seconds = 0.0
        self._lost = 0
        self._refused = count == 1
        self._closed = False
        self._threads: ThreadPoolExecutor | None = None
        self._running: set[RowProcess] = set()
        self._idle: SimpleQueue[RowProcess | None] = SimpleQueue()
        """None stands for a process that is to be started."""
        self._begun = threading.Event()
        """A process is ready."""

    def __enter__(self) -> RowPool:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            for process in self._running:
                process.interrupt()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for process in self._running:
            process.end()

    def submit(self, calls: RowCalls, lines: Sequence[bytes]) -> Future[CalledRows]:
        """Have the functions called with these rows, here before it returns or elsewhere.

        The future raises ProcessDied where processes die of many rows.
        """
        if not self._refused and (self._at_once or self._seconds >= WORTHWHILE):
            threads = self._started()
            if self._at_once or self._begun.is_set():
                return threads.submit(self._elsewhere, calls.work, lines)
        here: Future[CalledRows] = Future()
        here.set_result(calls.complete(lines))
        self._seconds += here.result().seconds
        return here

    def _started(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self.count, "python functions")
                for _ in range(self.count):
                    self._idle.put(None)
                    self._threads.submit(self._begin)
            return self._threads

    def _begin(self) -> None:
        process = self._idle.get()
        try:
            process = process or self._another()
            self._begun.set()
        except ProcessRefused as error:
            self._told_of_refusal(error)
        finally:
            self._idle.put(process)

    def _another(self) -> RowProcess:
        process = RowProcess()
        with self._lock:
            self._running.add(process)
            if self._closed:
                process.interrupt()
        try:
            process.begin()
        except ProcessRefused:
            self._discard(process)
            raise
        return process

    def _discard(self, process: RowProcess) -> None:
        with self._lock:
            self._running.discard(process)

    def _elsewhere(self, work: RowWork, lines: Sequence[bytes]) -> CalledRows:
        """In the next process that is free; without a row that several processes died of."""
        try:
            return self._survived(work, lines)
        except ProcessRefused as error:
            self._told_of_refusal(error)
            return RowCalls(work).complete(lines)

    def _survived(self, work: RowWork, lines: Sequence[bytes]) -> CalledRows:
        called, deaths = CalledRows(), Counter[int]()
        start = 0
        while start < len(lines):
            try:
                return called + self._in_a_process(work, lines[start:])
            except ProcessDied as error:
                self._told_of_death(error)
                row = start + error.row
                deaths[row] += 1
                if deaths[row] < TRIES:
                    if deaths.total() < DEATHS:
                        continue
                    raise
                called += self._survived(work, lines[start:row])
                if called.failed and not work.rejects:
                    return called
                called += self._without(work, lines[row], str(error))
                if not work.rejects:
                    return called
                start = row + 1
        return called

    def _in_a_process(self, work: RowWork, lines: Sequence[bytes]) -> CalledRows:
        process = self._idle.get()
        try:
            process = process or self._another()
            return process.complete(work, lines)
        except (ProcessDied, ProcessRefused):
            if process is not None:
                self._discard(process)
                process = None
            raise
        finally:
            self._idle.put(process)

    def _without(self, work: RowWork, line: bytes, reason: str) -> CalledRows:
        with self._lock:
            self._lost += 1
        if self._lost > LOST:
            raise ProcessDied(reason)
        return lost_row(work, line, f"the process that calls it died of it, twice: {reason}")

    def _told_of_death(self, error: ProcessDied) -> None:
        if self._closed:
            raise error
        self._tell(
            f"A process that calls the plan's Python functions is gone: {error}."
            " Its rows are handed to another one."
        )

    def _told_of_refusal(self, error: ProcessRefused) -> None:
        with self._lock:
            again, self._refused = self._refused or self._closed, True
        if not again:
            self._tell(
                f"No other process can call the plan's Python functions: {error}. This one does."
            )
