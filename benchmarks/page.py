"""The results as docs/explanation/performance.md."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Cost
from benchmarks.shapes import Rate

HEAD = """\
# How fast it is

Written by `python -m benchmarks --write`; run it on your machine for your own numbers. Each
contender fills an empty database with the same shop: a big table with six indexes and two foreign
keys, two small ones. Measured is the whole job: rows, indexes, constraints, sequences, statistics.
Contenders take turns; the figures are medians. Segue's hold its verification too, which the others
do not have: every row on both sides, compared while other tables are copied and indexes are built.
"""

WHY = """\
## Where the time goes

With both servers on a machine of two cores, every contender is limited by the servers' processors:
one reads rows, the other takes them in and builds six indexes. Segue then sends a table as one
stream, makes the table anew in the transaction that fills it, so that its rows arrive frozen and no
later look has to mark them, lets no index build take helpers that have no core, and begins the
longest build first. Nothing of this makes the server's own work less, so a mover that leaves
nothing out cannot be much faster than the floor. Servers with processors of their own are filled by
several streams a table.

A row is held whole while it travels, up to three times: the client library reads, hands over and
writes it. Everything else needs the memory of the first table.

A mapping costs what its SQL costs the source, once to check the rows, once to send them and once to
verify them; no row passes through Python. `lower(trim(note))` alone, over the longest texts, takes
the source as long as sending the rows.

[At which sizes what is the limit](limits.md) says, by a model, how this goes on up to 10 TB and 16
processes, over lines of every kind.
"""


MAPPINGS = "segue move, renames, casts, a map, expressions"


@dataclass(frozen=True)
class Goal:
    """What was set out for, and what was measured."""

    what: str
    wanted: str
    measured: str
    met: bool


@dataclass(frozen=True)
class Result:
    """What one contender took."""

    name: str
    cost: Cost
    """Medians."""
    verified: tuple[float, ...]
    """Seconds of the closing comparison, one for each run; empty for who has none."""
    copied: tuple[float, ...]
    """Seconds of copying rows alone, likewise."""
    runs: int


@dataclass(frozen=True)
class Results:
    """All that was measured at one time on one machine."""

    rows: int
    bytes: int
    jobs: int
    times: int
    source: str
    target: str
    """Versions of the servers."""
    results: tuple[Result, ...]
    growth: tuple[tuple[int, Cost], ...]
    many_tables: Cost
    narrow: tuple[int, Cost]
    """Rows of a key and a number, and what they cost."""
    load: float
    """Processes of the machine that wanted a core, on average; median of the runs."""
    versions: tuple[tuple[str, str], ...]
    """Of the other programs."""
    loaddata: tuple[float, float]
    """Rows a second: its own and, with as few rows, Segue's."""
    shapes: tuple[Rate, ...]
    """Wide, long and odd tables."""


def page(results: Results) -> str:
    """The whole page, as Markdown."""
    return "\n".join(
        [
            HEAD,
            *_machine(results),
            "",
            *_table(results),
            "",
            *_further(results),
            "",
            *_shapes(results.shapes),
            "",
            *_goals(results),
            WHY,
        ]
    )


def _machine(results: Results) -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield (
        f"{results.rows:,} orders, {results.bytes / 1e6:,.0f} MB of rows, {results.jobs} jobs each,"
        f" {results.times} runs. PostgreSQL {results.source} to {results.target}, both on this"
        f" machine: {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB,"
        f" Python {platform.python_version()}. On average {results.load:.1f} processes wanted a"
        " core at the same time; far more than the cores says that others were at work too."
    )
    for program, version in results.versions:
        yield f"- {program}: {version}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _table(results: Results) -> Iterator[str]:
    segue = next(result for result in results.results if result.name == "segue move")
    yield "| | runs | seconds | beside Segue | its own CPU, s/GB | servers' CPU, s | memory |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for result in results.results:
        cost = result.cost
        yield (
            f"| {result.name} | {result.runs} | {cost.seconds:.1f} |"
            f" {cost.seconds / segue.cost.seconds:.2f} |"
            f" {cost.processor / results.bytes * 1e9:.1f} |"
            f" {cost.servers:.1f} | {cost.memory / 1e6:.0f} MB |"
        )


def _further(results: Results) -> Iterator[str]:
    segue = next(result for result in results.results if result.name == "segue move")
    yield (
        f"The comparison that closes Segue's move took {statistics.median(segue.verified):.1f} s of"
        " its time: counts and checksums that were not taken before, and a look whether the others"
        " still hold."
    )
    yield ""
    yield "| orders | seconds | seconds per million |"
    yield "|---:|---:|---:|"
    for rows, cost in results.growth:
        yield f"| {rows:,} | {cost.seconds:.1f} | {cost.seconds / rows * 1e6:.2f} |"
    yield ""
    yield (
        f"A thousand tables of ten rows each, with two indexes and a foreign key:"
        f" {results.many_tables.seconds:.1f} s."
    )
    rows, cost = results.narrow
    yield ""
    yield (
        f"{rows:,} rows of nothing but a key and a number: {cost.seconds:.1f} s and"
        f" {cost.memory / 1e6:.0f} MB. At that rate a billion take"
        f" {cost.seconds / rows * 1e9 / 60:.0f} minutes and no more memory, as rows are never"
        " collected."
    )
    big = results.rows / segue.cost.seconds
    slow, small = results.loaddata
    yield ""
    yield (
        f"`dumpdata` and `loaddata` carried {slow:,.0f} orders a second. Segue carried {big:,.0f}"
        f" of the big shop, {big / slow:,.0f} times as many; of a shop as small as the one that"
        f" `loaddata` was given, where starting is all, {small:,.0f}."
    )


def _shapes(shapes: tuple[Rate, ...]) -> Iterator[str]:
    yield "## Wide, long and odd"
    yield ""
    yield (
        "Copying rows alone, beside a pipe of two `psql` with the same COPY and nothing else to do."
    )
    yield ""
    yield "| | MB | Segue, MB/s | the pipe, MB/s | beside the pipe | memory |"
    yield "|---|---:|---:|---:|---:|---:|"
    for rate in shapes:
        yield (
            f"| {rate.name} | {rate.bytes / 1e6:,.0f} | {rate.segue / 1e6:,.0f} |"
            f" {rate.raw / 1e6:,.0f} | {rate.segue / rate.raw:.2f} | {rate.memory / 1e6:,.0f} MB |"
        )


def _goals(results: Results) -> Iterator[str]:
    """What was set out for, beside what was measured."""
    yield "## Goals"
    yield ""
    yield "| | goal | measured | |"
    yield "|---|---:|---:|---|"
    for goal in _beside_goals(results):
        verdict = "met" if goal.met else "not met"
        yield f"| {goal.what} | {goal.wanted} | {goal.measured} | {verdict} |"
    yield ""


def _beside_goals(results: Results) -> Iterator[Goal]:
    by_name = {result.name: result.cost for result in results.results}
    segue = by_name["segue move"]
    for name, least in (("pgcopydb clone", 1.3), ("pg_dump -Fd, pg_restore -j", 1.6)):
        if name in by_name:
            times = by_name[name].seconds / segue.seconds
            yield Goal(f"times as fast as {name}", f"{least}", f"{times:.2f}", times >= least)
    big = results.rows / segue.seconds / results.loaddata[0]
    yield Goal("times as fast as loaddata", "100", f"{big:,.0f}", big >= 100)
    floor = next((c for name, c in by_name.items() if name.startswith("the floor")), None)
    if floor is not None:
        times = segue.seconds / floor.seconds
        yield Goal("times the floor's time, at most", "1.10", f"{times:.2f}", times <= 1.1)
    copied = {r.name: statistics.median(r.copied) for r in results.results if r.copied}
    plain, mapped = copied["segue move"], copied[MAPPINGS]
    yield Goal(
        "times a plain copy's time for rows renamed, cast and mapped, at most", "1.25",
        f"{mapped / plain:.2f}", mapped <= 1.25 * plain,
    )  # fmt: skip
    processor = segue.processor / results.bytes * 1e9
    yield Goal(
        "CPU seconds of the mover a gigabyte, with its start, at most", "2", f"{processor:.1f}",
        processor <= 2,
    )  # fmt: skip
    (few, least), (many, most) = results.growth[0], results.growth[-1]
    further = (most.processor - least.processor) / (results.bytes * (many - few) / many) * 1e9
    yield Goal("for each further gigabyte, at most", "2", f"{further:.1f}", further <= 2)
    memory = segue.memory / 1e6
    yield Goal("megabytes of memory, at most", "150", f"{memory:.0f}", memory <= 150)
    half, whole = results.growth[-2], results.growth[-1]
    slope = (whole[1].seconds / whole[0]) / (half[1].seconds / half[0])
    yield Goal("time a row at twice the rows", "1", f"{slope:.2f}", slope <= 1.1)
