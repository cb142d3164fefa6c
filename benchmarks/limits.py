"""At which sizes and lines what is the limit of a move: worked out by the model, nothing is run.

python -m benchmarks.limits [--write]
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from segue.move.copying.loads import PART_BYTES
from segue.move.forecast import (
    BuildWork,
    Conditions,
    Line,
    Prediction,
    TableWork,
    Workload,
    predict,
)
from segue.move.steps import NAMES

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "limits.md"

SIZES = {"10 GB": 10e9, "100 GB": 100e9, "1 TB": 1e12, "10 TB": 10e12}
LINES = {
    "10 Gbit, 0.5 ms": Line(0.0005, 1.25e9),
    "1 Gbit, 2 ms": Line(0.002, 125e6),
    "100 Mbit, 20 ms": Line(0.02, 12.5e6),
    "10 Mbit, 40 ms": Line(0.04, 1.25e6),
}
FASTEST = next(iter(LINES))
HELPERS = (0, 1, 3, 7, 15)
LANES, CORES = 4, 16

READING, WRITING, SUMMING = 300e6, 160e6, 400e6
"""Bytes a second of one core, as servers of two cores showed with the shop of the benchmarks."""

SORTING = 2.3e-9
"""Seconds of one core a byte of rows for each index, at ten million rows."""

INDEXES = 4
SHARES = (0.4, *[0.05] * 10, *[0.0002] * 500)
"""Of the whole that each table has: one large, some, and many small ones."""

ROW = 200
"""Bytes."""

CALLED = 4e6
"""Bytes a second of rows for which one core calls a function that takes 50 microseconds."""

PYTHON = "10 Gbit, 0.5 ms, through Python"

HEAD = f"""\
# At which sizes what is the limit

**Simulated**: written by `python -m benchmarks.limits --write`, which works the numbers out
with the model that a rehearsal uses (`segue/move/forecast`); no server was asked. A rehearsal
measures yours: `segue move --rehearse` says what your move waits for, and the move is held
against it afterwards.

Assumed are two servers with {CORES} cores each, a mover with {LANES} lanes on {LANES} cores, as
many for each helper (`segue join`, on a machine of its own), {INDEXES} indexes a table, and
rates of one core as the benchmarks' servers showed: {READING / 1e6:.0f} MB/s to send rows,
{WRITING / 1e6:.0f} MB/s to take them in, {SUMMING / 1e6:.0f} MB/s to sum them up, {
    SORTING
    * 1e9:.1f} s a gigabyte for an index. One table has 40 % of the bytes, ten have 5 % each, 500
small ones the rest. All processes share the line of a server, which is the same for both. In
the last line of each size every row goes through a function in Python that takes 50
microseconds ({CALLED / 1e6:.0f} MB/s a core).

The model takes for each step the resource that has most to do for it: lanes, the largest table
that goes in one part, each line, the mover's processors, the cores of both servers; index
builds begin as tables get full, on what cores the copy leaves, and the comparison runs ahead
where both servers have cores to spare. What it leaves out: disks that are slower than
processors, locks, other load, and how lines behave under many streams.
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.limits", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    arguments = parser.parse_args()
    text = page()
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *_times(), "", *_longest(), "", *_words(), ""])


def work(size: float, *, python: bool = False) -> Workload:
    """A database of so many bytes of rows, each through a function in Python or none."""
    tables, builds = [], []
    for number, share in enumerate(SHARES):
        name, own = f"table {number + 1}", size * share
        parts = max(1, math.ceil(own / PART_BYTES))
        summed = own / SUMMING
        called = own / CALLED if python else 0.0
        tables.append(
            TableWork(name, int(own), own / READING, own / WRITING, parts, summed, summed, called)
        )
        times = math.log(max(2, own / ROW)) / math.log(1e7)
        builds += [
            BuildWork(f"index {each + 1}", name, own * SORTING * times) for each in range(INDEXES)
        ]
    return Workload(tuple(tables), tuple(builds))


def conditions(line: Line, helpers: int) -> Conditions:
    return Conditions(line, line, CORES, CORES, LANES, helpers)


def _times() -> Iterator[str]:
    yield "## How long it takes"
    yield ""
    yield "| rows | line | " + " | ".join(map(_helpers, HELPERS)) + " |"
    yield "|---|---|" + "---:|" * len(HELPERS)
    for size, line, told in _all():
        yield f"| {size} | {line} | " + " | ".join(_time(each.seconds) for each in told) + " |"


def _longest() -> Iterator[str]:
    yield "## What the longest step waits for"
    yield ""
    yield "| rows | line | " + " | ".join(map(_helpers, HELPERS)) + " |"
    yield "|---|---|" + "---|" * len(HELPERS)
    for size, line, told in _all():
        yield f"| {size} | {line} | " + " | ".join(map(_limit, told)) + " |"


def _all() -> Iterator[tuple[str, str, list[Prediction]]]:
    for size, count in SIZES.items():
        for name, line in LINES.items():
            yield size, name, _told(work(count), line)
        yield size, PYTHON, _told(work(count, python=True), LINES[FASTEST])


def _told(workload: Workload, line: Line) -> list[Prediction]:
    return [predict(workload, conditions(line, helpers)) for helpers in HELPERS]


def _words() -> Iterator[str]:
    lines = [f"{name}" for name, line in LINES.items() if _by_line(line)]
    yield "## What follows"
    yield ""
    yield (
        f"- The line is the limit of the copy from the first lane on, at every size, over these:"
        f" {'; '.join(lines)}. Neither lanes nor helpers change that."
    )
    alone, helped = _told(work(10e12), LINES[FASTEST])[:: len(HELPERS) - 1]
    yield (
        f"- Over {FASTEST}, 10 TB take {_time(alone.seconds)} alone and"
        f" {_time(helped.seconds)} with 15 helpers: then the longest step is"
        f" {NAMES[_number(helped)]}, and {helped.limits[_number(helped)]} the limit."
    )
    alone, helped = _told(work(10e12, python=True), LINES[FASTEST])[:: len(HELPERS) - 1]
    yield (
        f"- Helpers are for rows that cost much to make: through Python the same takes"
        f" {_time(alone.seconds)} alone and {_time(helped.seconds)} with 15 helpers."
    )


def _by_line(line: Line) -> bool:
    told = [predict(work(size), conditions(line, 0)) for size in SIZES.values()]
    return all(each.limits[5].startswith("the line") for each in told)


def _number(told: Prediction) -> int:
    return max(told.steps, key=lambda step: told.steps[step])


def _limit(told: Prediction) -> str:
    number = _number(told)
    return f"{NAMES[number].lower()}: {told.limits[number]}"


def _helpers(count: int) -> str:
    return "alone" if count == 0 else f"{count} helper{'s' if count > 1 else ''}"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"


if __name__ == "__main__":
    sys.exit(main())
