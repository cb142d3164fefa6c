"""`segue export` beside `psql \\copy`, in turns, as many at a time.

    python -m benchmarks.exporting URL [--times N] [--jobs N]

The URL names a database with tables; it is only read.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.measuring import Cost, measure, median

TABLES = """
    SELECT c.oid::regclass::text FROM pg_class AS c
    WHERE relkind = 'r' AND relnamespace NOT IN ('pg_catalog'::regnamespace,
        'information_schema'::regnamespace) AND NOT relispartition
    ORDER BY pg_table_size(c.oid) DESC
"""


def main() -> int:
    """Print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for what, costs in _costs(arguments, Path(folder)):
            cost = median(costs)
            print(
                f"{what:14} {cost.seconds:6.1f} s, {cost.memory / 2**20:4.0f} MiB,"
                f" {cost.processor:5.1f} s of its own processor time"
            )
    return 0


def _costs(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[str, list[Cost]]]:
    """Every contender's runs, made in turns, into an empty folder."""
    out, jobs, url = folder / "out", str(arguments.jobs), arguments.url
    contenders = {
        "psql \\copy": ["sh", "-c", _psql(url, _tables(url), out, jobs)],
        "segue export": [
            sys.executable, "-m", "segue", "export", str(out), "--from", url,
            "--jobs", jobs, "--quiet",
        ],
    }  # fmt: skip
    costs: dict[str, list[Cost]] = {what: [] for what in contenders}
    for _ in range(arguments.times):
        for what, command in contenders.items():
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            os.sync()
            costs[what].append(measure(command, {}, folder / "log"))
    return iter(costs.items())


def _tables(url: str) -> list[str]:
    with psycopg.connect(url) as session:
        return [name for (name,) in session.execute(TABLES).fetchall()]


def _psql(url: str, tables: list[str], out: Path, jobs: str) -> str:
    """A shell's line: one psql a table, the largest first, so many at a time."""
    copies = (
        f"\\copy {name} TO '{out}/{number}.csv' (FORMAT csv, HEADER)"
        for number, name in enumerate(tables)
    )
    commands = "\\0".join(copy.replace("\\", "\\\\") for copy in copies)
    psql = f"psql -qX {shlex.quote(url)} -c"
    return f"printf %b {shlex.quote(commands)} | xargs -0 -n 1 -P {jobs} {psql}"


if __name__ == "__main__":
    sys.exit(main())
