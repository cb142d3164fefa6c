"""What processes gain where Python functions fill a column: one table, a costly and a cheap one.

python -m benchmarks.functions [--rows N] [--times N] [--processes 1 2 4]
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
from pathlib import Path

import psycopg

from benchmarks.contenders import Case, made_anew
from benchmarks.measuring import Cost, measure
from segue.demo.servers import embedded_programs, running

PLAN = """\
version = 1
source = "env:SOURCE"
target = "env:TARGET"
[[table]]
from = "public.item"
to = "public.item"
[table.columns]
code = {{ python = "functions:{function}" }}
"""
FUNCTIONS = """\
import hashlib
def costly(row):
    return hashlib.pbkdf2_hmac("sha256", row["name"].encode(), b"salt", 100).hex()
def cheap(row):
    return row["name"].upper()
"""
SOURCE = "CREATE TABLE item (id bigint PRIMARY KEY, name text NOT NULL);"
TARGET = "CREATE TABLE item (id bigint PRIMARY KEY, name text NOT NULL, code text NOT NULL);"
ROWS = "INSERT INTO item SELECT n, md5(n::text) FROM generate_series(1, {}) n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.functions", description=__doc__)
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    arguments = parser.parse_args()
    with running(embedded_programs()) as server, tempfile.TemporaryDirectory() as folder:
        case = Case(server, server, "functions_new", 1, schema=TARGET)
        made_anew(server, "functions_old")
        with psycopg.connect(server.dsn("functions_old"), autocommit=True) as session:
            session.execute(SOURCE)
            session.execute(ROWS.format(arguments.rows))
            session.execute("VACUUM ANALYZE")
        print(f"{arguments.rows:,} rows, {os.cpu_count()} cores, medians of {arguments.times} runs")
        print("| function | processes | copy, s | its own CPU, s | memory of one process |")
        print("|---|---:|---:|---:|---:|")
        for function in ("costly", "cheap"):
            runs: dict[int, list[tuple[float, Cost]]] = {n: [] for n in arguments.processes}
            for _ in range(arguments.times):
                for count in arguments.processes:
                    runs[count].append(_run(case, function, count, Path(folder)))
            for count, costs in runs.items():
                seconds = statistics.median(copy for copy, _ in costs)
                processor = statistics.median(cost.processor for _, cost in costs)
                memory = max(cost.memory for _, cost in costs)
                print(f"| {function} | {count} | {seconds:.1f} | {processor:.1f} |"
                      f" {memory / 1e6:.0f} MB |", flush=True)  # fmt: skip
    return 0


def _run(case: Case, function: str, count: int, folder: Path) -> tuple[float, Cost]:
    """Seconds of step 5 and the cost of the whole command."""
    case.empty_target(migrated=True)
    (folder / "functions.py").write_text(FUNCTIONS)
    plan, log = folder / "segue.toml", folder / "log"
    plan.write_text(PLAN.format(function=function))
    words = ["copy", "--plan", str(plan), "--jobs", "1", "--processes", str(count), "--json"]
    env = {
        "SOURCE": case.source.dsn("functions_old"),
        "TARGET": case.target.dsn(case.name),
        "PYTHONPATH": str(folder),
    }
    cost = measure([sys.executable, "-m", "segue", *words], env, log)
    steps = re.findall(r'"step_finished".*?"number": 5.*?"seconds": ([\d.]+)', log.read_text())
    return float(steps[-1]), cost


if __name__ == "__main__":
    sys.exit(main())
