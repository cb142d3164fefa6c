"""The model of time: what a move has to do, under which conditions, and what it waits for then.

Each step takes as long as the resource takes that has most to do for it (the asymptotic bounds of
queueing networks: Denning and Buzen, The Operational Analysis of Queueing Network Models, 1978).
Rows stream, so reading, the line and writing overlap; index builds begin as tables get full.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

COPY, INDEXES, VERIFY = 5, 6, 8

TURNS = 4
"""Times that each part crosses the line and back, beside its rows."""

MOVER_RATE = 600e6
"""Bytes a second that one process hands on: its pump takes some 1.6 seconds a gigabyte."""

AHEAD = 0.9
"""Share of the comparison that can be done before the last rows are final, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Between the mover and a server."""

    latency: float
    """Seconds there and back."""
    rate: float
    """Bytes a second, for all that go over it together."""


@dataclass(frozen=True, slots=True)
class TableWork:
    """What one target table costs. Seconds are those of one core."""

    name: str
    bytes: int
    """As rows travel."""
    reading: float
    """Of the source, to send the rows."""
    writing: float
    """Of the target, to take them in."""
    parts: int = 1
    """That can go side by side."""
    source_sum: float = 0.0
    """Of the source, to sum its rows up for the comparison."""
    target_sum: float = 0.0
    calling: float = 0.0
    """Of the mover, for functions in Python."""

    def alone(self, conditions: Conditions) -> float:
        """Seconds of one lane that has everything for itself."""
        lines = conditions.source_line, conditions.target_line
        turns = self.parts * TURNS * sum(line.latency for line in lines)
        over = self.bytes / min(MOVER_RATE, *(line.rate for line in lines))
        return turns + max(self.reading, self.writing, over, self.calling / conditions.mover_cores)


@dataclass(frozen=True, slots=True)
class BuildWork:
    """An index or a constraint that goes back."""

    name: str
    table: str
    seconds: float
    """Of one core of the target."""


@dataclass(frozen=True, slots=True)
class Workload:
    """All that a move does."""

    tables: tuple[TableWork, ...]
    builds: tuple[BuildWork, ...] = ()
    fixed: Mapping[int, float] = field(default_factory=dict)
    """Seconds of steps that take as long whatever the conditions are."""

    @property
    def bytes(self) -> int:
        return sum(table.bytes for table in self.tables)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where and with what a move runs."""

    source_line: Line
    target_line: Line
    source_cores: int
    target_cores: int
    lanes: int = 2
    """Of the mover, and of each helper."""
    helpers: int = 0
    """Further processes, each on a machine of its own; they share the servers' lines."""
    mover_cores: int = 4
    """Of the mover's machine, and of each helper's."""
    shared: bool = False
    """Whether both servers and the mover share the cores of one machine."""

    @property
    def streams(self) -> int:
        """Lanes of all processes."""
        return self.lanes * (1 + self.helpers)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Seconds by step, and by step what it waits for: `limits` are whole phrases."""

    steps: Mapping[int, float]
    limits: Mapping[int, str]

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())


def predict(workload: Workload, conditions: Conditions) -> Prediction:
    """How long the move takes."""
    limit, copy = _largest(_copy_bounds(workload, conditions))
    builds = _builds(workload, conditions, copy)
    comparing = _left_to_compare(workload, conditions, copy + builds.seconds)
    steps = dict(workload.fixed) | {COPY: copy, INDEXES: builds.seconds, VERIFY: comparing[1]}
    limits = {COPY: limit, INDEXES: builds.limit, VERIFY: comparing[0]}
    return Prediction(steps, {step: limits[step] for step in limits if steps[step] > 0})


# Step 5


def _copy_bounds(workload: Workload, conditions: Conditions) -> Iterator[tuple[str, float]]:
    """What could be the limit, each with the seconds that it needs at least."""
    tables, streams = workload.tables, conditions.streams
    alone = [table.alone(conditions) for table in tables]
    yield "lanes", sum(alone) / streams
    if tables:
        longest = max(range(len(tables)), key=lambda n: alone[n] / min(tables[n].parts, streams))
        seconds = alone[longest] / min(tables[longest].parts, streams)
        yield f"the rows of {tables[longest].name}", seconds
    yield "the line to the source", workload.bytes / conditions.source_line.rate
    yield "the line to the target", workload.bytes / conditions.target_line.rate
    processes = 1 + conditions.helpers
    yield "the mover's processor", workload.bytes / (MOVER_RATE * processes)
    calling = _sum(tables, "calling") / (conditions.mover_cores * processes)
    yield "functions in Python", calling
    reading, writing = _sum(tables, "reading"), _sum(tables, "writing")
    if conditions.shared:
        mover = workload.bytes / MOVER_RATE
        yield "this machine's cores", (reading + writing + mover) / conditions.target_cores
    else:
        yield "the source's cores", reading / conditions.source_cores
        yield "the target's cores", writing / conditions.target_cores


# Step 6


@dataclass(frozen=True, slots=True)
class _Builds:
    seconds: float
    """After the last rows are in."""
    limit: str


def _builds(workload: Workload, conditions: Conditions, copy: float) -> _Builds:
    """The longest first, each when its table is full, on what cores the copy leaves."""
    most = max(1, min(conditions.lanes, conditions.target_cores))
    early = min(most, int(_spare(workload, conditions, copy)))
    free = [0.0] * early + [copy] * (most - early)
    heapq.heapify(free)
    full, ends = _full(workload, copy), {}
    for build in sorted(workload.builds, key=lambda build: -build.seconds):
        began = max(heapq.heappop(free), full.get(build.table, 0.0))
        ends[build] = began + build.seconds
        heapq.heappush(free, ends[build])
    seconds = max([copy, *ends.values()]) - copy
    longest = max(workload.builds, key=lambda build: build.seconds, default=None)
    if longest is not None and longest.seconds > seconds / 2:
        return _Builds(seconds, f"{longest.name} of {longest.table}")
    by_cores = most == conditions.target_cores
    return _Builds(seconds, "the target's cores" if by_cores else "builds side by side (--jobs)")


def _spare(workload: Workload, conditions: Conditions, copy: float) -> float:
    """Cores of the target that the copy leaves idle."""
    if copy <= 0:
        return conditions.target_cores
    used = _sum(workload.tables, "writing")
    used += _sum(workload.tables, "reading") if conditions.shared else 0.0
    return conditions.target_cores - used / copy


def _full(workload: Workload, copy: float) -> dict[str, float]:
    """When each table is full: the largest are copied first."""
    rows, bytes_gone, whole = {}, 0, max(1, workload.bytes)
    for table in sorted(workload.tables, key=lambda table: -table.bytes):
        bytes_gone += table.bytes
        rows[table.name] = copy * bytes_gone / whole
    return rows


# Step 8


def _left_to_compare(
    workload: Workload, conditions: Conditions, before: float
) -> tuple[str, float]:
    """What is left to compare at the end, after so many seconds in which some was done ahead."""
    source, target = _sum(workload.tables, "source_sum"), _sum(workload.tables, "target_sum")
    if conditions.shared:
        return "this machine's cores", (source + target) / conditions.target_cores
    cores = [min(conditions.lanes, n) for n in (conditions.source_cores, conditions.target_cores)]
    spare = min(conditions.source_cores, conditions.target_cores) - conditions.lanes
    ahead = min(AHEAD, max(0, spare) * before / max(source, target, 1e-9))
    return _largest(
        [
            ("sums on the source", source * (1 - ahead) / cores[0]),
            ("sums on the target", target * (1 - ahead) / cores[1]),
        ]
    )


def _largest(
    bounds: Iterator[tuple[str, float]] | Sequence[tuple[str, float]],
) -> tuple[str, float]:
    """The first of those that take longest."""
    return max(bounds, key=lambda bound: bound[1])


def _sum(tables: Sequence[TableWork], what: str) -> float:
    return float(sum(getattr(table, what) for table in tables))
