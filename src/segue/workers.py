"""A crew of threads, each with a resource of its own, that share one queue of tasks.

Knows nothing of databases: lanes, index builders and verifiers give it what to open and what to do.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent import futures
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

Resource = TypeVar("Resource")
Task = TypeVar("Task")


class Stopped(Exception):
    """Work was abandoned because somebody asked to stop, or because other work failed."""


class StopSignal:
    """A request to stop that every thread can see; the first reason counts."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self.reason = ""

    def set(self, reason: str) -> None:
        """Ask every thread to stop."""
        with self._lock:
            self.reason = self.reason or reason
            self._event.set()

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise Stopped if a stop was asked for."""
        if self._event.is_set():
            raise Stopped(self.reason)

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than until a stop is asked for; then raise Stopped."""
        self._event.wait(seconds)
        self.check()


class Permits:
    """How many resources of one kind may be open at once, whichever crews hold them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._free = threading.BoundedSemaphore(count)

    def take(self, stop: StopSignal) -> None:
        """Wait for one. Raises Stopped."""
        while not self._free.acquire(timeout=0.2):
            stop.check()

    def give_back(self) -> None:
        self._free.release()


class Gauge:
    """How many are inside its block at this moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0

    def __enter__(self) -> None:
        with self._lock:
            self.count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.count -= 1


def always() -> bool:
    """Ready at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Craft(Generic[Resource, Task]):
    """What a crew of workers can do."""

    name: str
    open: Callable[[], Resource]
    close: Callable[[Resource], None]
    interrupt: Callable[[Resource], None]
    """Called from another thread: make a blocked `work` end soon."""
    work: Callable[[Resource, Task], None]
    retry_after: Callable[[Exception, Task, int], float | None]
    """Seconds to wait before the n-th further try (from 1), or None to give up."""
    permits: tuple[Permits, ...] = ()
    """One of each is held by every open resource, which is closed where there is nothing to do."""
    ready: Callable[[], bool] = always
    """Whether the next task may begin now; tasks that are left when the crew ends just begin."""


class Workers(Generic[Resource, Task]):
    """Runs tasks on `count` threads in the order they were added. Use it as a context manager.

    Leaving the block waits for all tasks; the first failure stops the rest and is raised there.
    Threads start when there is work for them, so an idle crew opens nothing. Where a resource is
    refused while others are open, the crew is one smaller from then on.
    """

    def __init__(self, craft: Craft[Resource, Task], count: int, stop: StopSignal) -> None:
        self._craft = craft
        self._count = count
        self._stop = stop
        self._tasks: deque[Task] = deque()
        self._changed = threading.Condition()
        self._busy = 0
        self._closing = False
        self._failure: BaseException | None = None
        self._threads: list[threading.Thread] = []
        self._open: list[Resource] = []

    def __enter__(self) -> Workers[Resource, Task]:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self.abandon(reason_of(error))
        self._close()
        if self._failure is not None and (error is None or isinstance(error, Stopped)):
            raise self._failure

    def add(self, tasks: Iterable[Task]) -> None:
        """Queue tasks; may be called from any thread, a worker's included."""
        with self._changed:
            self._tasks.extend(tasks)
            missing = min(self._count, len(self._tasks) + self._busy) - len(self._threads)
            for _ in range(missing):
                self._start_thread()
            self._changed.notify_all()

    def wait(self, seconds: float = math.inf) -> bool:
        """Wait until nothing is queued or running, at most so many seconds; whether it is so.

        Raises the first failure, or Stopped.
        """
        until = time.monotonic() + seconds
        with self._changed:
            while (at_work := bool(self._tasks or self._busy)) and self._failure is None:
                if self._stop.requested or time.monotonic() >= until:
                    break
                self._changed.wait(0.2)
        if self._failure is not None:
            raise self._failure
        self._stop.check()
        return not at_work

    @property
    def queued(self) -> int:
        """Tasks that nobody has begun."""
        return len(self._tasks)

    @property
    def busy(self) -> int:
        """Tasks that somebody is at."""
        return self._busy

    def abandon(self, reason: str) -> None:
        """Ask everybody to stop and interrupt what blocks."""
        self._stop.set(reason)
        with self._changed:
            self._tasks.clear()
            resources = list(self._open)
            self._changed.notify_all()
        for resource in resources:
            with suppress(Exception):
                self._craft.interrupt(resource)

    def _close(self) -> None:
        try:
            if not self._stop.requested:
                self.wait()
        except BaseException as error:
            self._failure = self._failure or error
            self.abandon(str(error))
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _start_thread(self) -> None:
        name = f"{self._craft.name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _live(self) -> None:
        holder = _Holder(self._craft, self._open, self._stop)
        try:
            while (task := self._take(holder)) is not None:
                try:
                    self._do(holder, task)
                except _Superfluous:
                    self._leave_to_others(task)
                    return
                finally:
                    with self._changed:
                        self._busy -= 1
                        self._changed.notify_all()
        except BaseException as error:
            self._fail(error)
        finally:
            holder.drop()

    def _take(self, holder: _Holder[Resource, Task]) -> Task | None:
        """The next task, counted as running; None when there will be no more."""
        with self._changed:
            while not (self._may_begin() or self._closing or self._stop.requested):
                if self._craft.permits:
                    holder.drop()  # another crew may wait for it
                self._changed.wait(0.5)
            if self._stop.requested or not self._tasks:
                return None
            self._busy += 1
            return self._tasks.popleft()

    def _may_begin(self) -> bool:
        return bool(self._tasks) and self._craft.ready()

    def _leave_to_others(self, task: Task) -> None:
        """The thread ends: there is no resource for it."""
        with self._changed:
            self._count -= 1
            self._tasks.appendleft(task)
            self._changed.notify_all()

    def _do(self, holder: _Holder[Resource, Task], task: Task) -> None:
        for attempt in range(1, 1_000_000):
            self._stop.check()
            try:
                return self._craft.work(holder.resource(), task)
            except Stopped:
                raise
            except Exception as error:
                if not holder.is_open and self._open:
                    raise _Superfluous from error
                holder.drop()
                seconds = self._craft.retry_after(error, task, attempt)
                if seconds is None or self._stop.requested:
                    raise
                self._stop.sleep(seconds)
        return None

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            if self._failure is None and not (isinstance(error, Stopped) or self._stop.requested):
                self._failure = error
        self.abandon(str(error))


class _Superfluous(Exception):
    """A resource was refused while others of the crew have theirs."""


class _Holder(Generic[Resource, Task]):
    """One thread's resource: opened when first needed, dropped after a failure."""

    def __init__(
        self, craft: Craft[Resource, Task], register: list[Resource], stop: StopSignal
    ) -> None:
        self._craft = craft
        self._register = register
        self._stop = stop
        self._resource: Resource | None = None

    @property
    def is_open(self) -> bool:
        return self._resource is not None

    def resource(self) -> Resource:
        if self._resource is None:
            self._resource = self._permitted()
            self._register.append(self._resource)
        return self._resource

    def _permitted(self) -> Resource:
        held: list[Permits] = []
        try:
            for permits in self._craft.permits:
                permits.take(self._stop)
                held.append(permits)
            return _opened(self._craft, self._stop)
        except BaseException:
            for permits in held:
                permits.give_back()
            raise

    def drop(self) -> None:
        if self._resource is not None:
            self._register.remove(self._resource)
            with suppress(Exception):
                self._craft.close(self._resource)
            self._resource = None
            for permits in self._craft.permits:
                permits.give_back()


def _opened(craft: Craft[Resource, Task], stop: StopSignal) -> Resource:
    """A new resource. Raises Stopped at once, whatever the opening still waits for."""
    opening: Future[Resource] = Future()
    threading.Thread(target=_open, args=(craft, opening), name=craft.name, daemon=True).start()
    try:
        while not futures.wait([opening], 0.2).done:
            stop.check()
    except Stopped:
        opening.add_done_callback(partial(_close_unused, craft))
        raise
    return opening.result()


def _open(craft: Craft[Resource, Task], opening: Future[Resource]) -> None:
    try:
        opening.set_result(craft.open())
    except BaseException as error:
        opening.set_exception(error)


def _close_unused(craft: Craft[Resource, Task], opening: Future[Resource]) -> None:
    if opening.exception() is None:
        craft.close(opening.result())


def reason_of(error: BaseException) -> str:
    """Why work stops, for people."""
    if isinstance(error, KeyboardInterrupt):
        return f"by {error}" if error.args else "by Ctrl-C"
    return str(error) or type(error).__name__
