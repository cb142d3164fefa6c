"""Workers: a crew shares a queue, retries what passes, and fails once."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

import pytest

from segue.workers import Craft, Permits, Stopped, StopSignal, Workers


@dataclass
class Bench:
    """Counts what the crew opens, closes and does."""

    fails: dict[str, list[Exception]] = field(default_factory=dict)
    waits: tuple[float, ...] = (0.0, 0.0)
    opened: int = 0
    closed: int = 0
    done: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def craft(self) -> Craft[int, str]:
        return Craft("bench", self.open, self.close, lambda resource: None, self.work, self.retry)

    def open(self) -> int:
        with self.lock:
            self.opened += 1
            return self.opened

    def close(self, resource: int) -> None:
        with self.lock:
            self.closed += 1

    def work(self, resource: int, task: str) -> None:
        with self.lock:
            if self.fails.get(task):
                raise self.fails[task].pop(0)
            self.done.append(task)

    def retry(self, error: Exception, task: str, attempt: int) -> float | None:
        return self.waits[attempt - 1] if attempt <= len(self.waits) else None


def test_who_waits_for_a_resource_that_nobody_gives_lets_go_when_it_is_told_to_stop() -> None:
    bench, stop, given = Bench(), StopSignal(), threading.Event()

    def open_late() -> int:
        stop.set("enough")
        given.wait()
        return bench.open()

    with pytest.raises(Stopped), Workers(replace(bench.craft(), open=open_late), 1, stop) as crew:
        crew.add(["task"])
        crew.wait()
    assert bench.opened == 0
    given.set()
    deadline = time.monotonic() + 60
    while bench.closed == 0:  # what came too late is not left open
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert bench.done == []


def test_every_task_is_done_once_and_every_resource_closed() -> None:
    bench = Bench()
    tasks = [f"task {number}" for number in range(50)]
    with Workers(bench.craft(), 3, StopSignal()) as workers:
        workers.add(tasks)
    assert sorted(bench.done) == sorted(tasks)
    assert 1 <= bench.opened <= 3
    assert bench.closed == bench.opened


def test_an_idle_crew_opens_nothing() -> None:
    bench = Bench()
    with Workers(bench.craft(), 4, StopSignal()):
        pass
    assert bench.opened == 0


def test_a_single_task_opens_a_single_resource() -> None:
    bench = Bench()
    with Workers(bench.craft(), 8, StopSignal()) as workers:
        workers.add(["only"])
    assert bench.opened == 1


def test_a_task_that_fails_in_passing_is_done_again_with_a_new_resource() -> None:
    bench = Bench(fails={"shaky": [OSError("line"), OSError("line")]})
    with Workers(bench.craft(), 1, StopSignal()) as workers:
        workers.add(["shaky", "calm"])
    assert bench.done == ["shaky", "calm"]
    assert bench.opened == 3
    assert bench.closed == 3


def test_the_first_failure_is_raised_and_the_rest_is_left() -> None:
    bench = Bench(fails={"bad": [ValueError("no")] * 5})
    with (
        pytest.raises(ValueError, match="no"),
        Workers(bench.craft(), 1, StopSignal()) as workers,
    ):
        workers.add(["bad", "never"])
    assert bench.done == []


def test_a_failure_of_one_crew_is_raised_though_another_crew_was_waited_for() -> None:
    stop = StopSignal()
    failing = Bench(fails={"bad": [ValueError("the cause")] * 5})
    began = threading.Event()

    def wait_for_stop(resource: int, task: str) -> None:
        began.set()
        while True:
            stop.sleep(0.01)

    patient = Craft("patient", lambda: 0, lambda r: None, lambda r: None, wait_for_stop,
                    lambda e, t, n: None)  # fmt: skip
    with (
        pytest.raises(ValueError, match="the cause"),
        Workers(failing.craft(), 1, stop) as outer,
        Workers(patient, 1, stop) as inner,
    ):
        inner.add(["long"])
        began.wait(5)
        outer.add(["bad"])
        inner.wait()


def test_a_stop_ends_waiting_with_its_reason() -> None:
    stop = StopSignal()
    with (
        pytest.raises(Stopped, match="enough"),
        Workers(Bench().craft(), 1, stop) as workers,
    ):
        stop.set("enough")
        workers.add(["late"])
        workers.wait()


def test_tasks_may_add_tasks() -> None:
    seen: list[int] = []
    holder: list[Workers[int, int]] = []

    def work(resource: int, task: int) -> None:
        seen.append(task)
        if task < 5:
            holder[0].add([task + 1])

    craft = Craft("chain", lambda: 0, lambda r: None, lambda r: None, work, lambda e, t, n: None)
    with Workers(craft, 2, StopSignal()) as workers:
        holder.append(workers)
        workers.add([0])
        workers.wait()
    assert seen == [0, 1, 2, 3, 4, 5]


def test_crews_that_share_permits_never_have_more_open_and_give_them_back_when_idle() -> None:
    """One permit serves three crews, each of which would hold its resource until it is closed."""
    permits, stop = Permits(1), StopSignal()
    lock = threading.Lock()
    is_open, most, done = 0, 0, 0

    def open_() -> object:
        nonlocal is_open, most
        with lock:
            is_open += 1
            most = max(most, is_open)
        return object()

    def close(_: object) -> None:
        nonlocal is_open
        with lock:
            is_open -= 1

    def work(_: object, __: int) -> None:
        nonlocal done
        with lock:
            done += 1

    craft = Craft(
        name="shared", open=open_, close=close, interrupt=lambda _: None, work=work,
        retry_after=lambda *_: None, permits=(permits,),
    )  # fmt: skip
    with (
        Workers(craft, 2, stop) as first,
        Workers(craft, 2, stop) as second,
        Workers(craft, 2, stop) as third,
    ):
        for crew in (first, second, third, first):
            crew.add(range(3))
            crew.wait()
    assert (most, done, is_open) == (1, 12, 0)


def test_a_crew_goes_on_smaller_where_a_resource_is_refused_while_others_are_open() -> None:
    opened: list[object] = []
    done: list[int] = []
    begun = threading.Event()

    def open_() -> object:
        if opened:
            raise OSError("too many")
        opened.append(object())
        return opened[0]

    def work(_: object, task: int) -> None:
        begun.wait(1)
        done.append(task)

    craft = Craft(
        name="smaller", open=open_, close=lambda _: None, interrupt=lambda _: None, work=work,
        retry_after=lambda error, task, attempt: 0.01 if attempt < 5 else None,
    )  # fmt: skip
    with Workers(craft, 3, StopSignal()) as crew:
        crew.add(range(5))
        begun.set()
        crew.wait()
    assert sorted(done) == list(range(5))
    assert len(opened) == 1


def test_who_waits_for_a_permit_heeds_a_stop() -> None:
    permits, stop = Permits(1), StopSignal()
    permits.take(stop)
    stop.set("enough")
    with pytest.raises(Stopped):
        permits.take(stop)
