"""Build the data, run every contender several times in turns, print medians and ratios.

    python -m benchmarks [--rows N] [--times N] [--jobs N] [--source DIR] [--write]

Servers of its own are started, with the disk honoured (fsync on): Debian's PostgreSQL 15 as the
source where it is installed, the newest that is embedded as the target.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import data
from benchmarks.contenders import (
    Case,
    Contender,
    Loaddata,
    Segue,
    contenders,
    made_anew,
    versions,
)
from benchmarks.measuring import CommandFailed, Cost, median
from benchmarks.page import MAPPINGS, Result, Results, page
from benchmarks.shapes import rates
from segue.demo.servers import PrivateServer, embedded_programs, running

SETTINGS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "maintenance_work_mem": "64MB",
    "max_connections": "100",
}
"""What a small server has; the same on both sides and for every contender."""

OLDER = Path("/usr/lib/postgresql/15/bin")
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"

SMALL = 20_000
"""Orders for what is too slow for more."""

NARROW = 10_000_000
"""Rows of a table that holds nothing but a key and a number."""

MAPPED = """\
version = 1
source = "env:SOURCE"
target = "env:TARGET"
[[table]]
from = "public.shop_customer"
to = "public.shop_customer"
[[table]]
from = "public.shop_product"
to = "public.shop_product"
[[table]]
from = "public.shop_order"
to = "public.shop_order"
[table.columns]
status = { map = { new = "open", paid = "paid", sent = "sent", returned = "back" } }
total = { sql = "round(total * 1.19, 2)" }
paid = { sql = "coalesce(paid, placed)" }
"""
RENAMED = MAPPED + 'code = "number"\n'
RETYPED = (
    ("number varchar(20)", "code varchar(30)"),
    ("(number varchar_pattern_ops)", "(code varchar_pattern_ops)"),
    ("total numeric(12, 2)", "total numeric(14, 2)"),
    ("note text", "note varchar(400)"),
)
"""What is another in the target of RENAMED: a name, a width, a precision and a type."""
REWRITTEN = MAPPED + 'note = { sql = "lower(trim(note))" }\n'


def main() -> int:
    arguments = _arguments()
    with _servers(arguments.source) as (source, target):
        case = Case(source, target, "bench", arguments.jobs)
        size = _filled(source, case.name, arguments.rows)
        print(f"{arguments.rows:,} orders, {size / 1e6:,.0f} MB of rows", file=sys.stderr)
        several = [*contenders(), *_mapped()]
        costs = tuple(_in_turns(several, case, arguments.times, arguments.rows))
        results = Results(
            arguments.rows,
            size,
            arguments.jobs,
            arguments.times,
            source.version,
            target.version,
            costs,
            _growth(source, target, arguments),
            _many_tables(source, target, arguments),
            _narrow(source, target, arguments),
            median(result.cost for result in costs).load,
            versions(),
            _loaddata(source, target),
            tuple(rates(source, target, arguments.jobs, arguments.times)),
        )
    text = page(results)
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0


def _mapped() -> tuple[Segue, Segue]:
    """The same rows through mappings, which nobody else has."""
    schema = data.SCHEMA
    for old, new in RETYPED:
        schema = schema.replace(old, new)
    return (
        Segue(MAPPINGS, plan=RENAMED, schema=schema),
        Segue("segue move, and lower(trim()) of every long text", plan=REWRITTEN),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=2_200_000, help="orders; 2,200,000 are 650 MB")
    parser.add_argument("--times", type=int, default=3, help="runs of each contender")
    parser.add_argument("--jobs", type=int, default=2, help="lanes, jobs or pipes of each")
    parser.add_argument("--source", type=Path, help="folder of the source server's programs")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    return parser.parse_args()


@contextmanager
def _servers(older: Path | None) -> Iterator[tuple[PrivateServer, PrivateServer]]:
    if older is None:
        older = OLDER if OLDER.exists() else embedded_programs()
    with ExitStack() as servers:
        source = servers.enter_context(running(older, SETTINGS))
        target = servers.enter_context(running(embedded_programs(), SETTINGS))
        yield source, target


def _filled(source: PrivateServer, name: str, rows: int) -> int:
    made_anew(source, name)
    return data.fill(source.dsn(name), rows)


def _in_turns(several: list[Contender], case: Case, times: int, rows: int) -> Iterator[Result]:
    """Each once, then each once more: what disturbs the machine disturbs all of them."""
    costs: dict[str, list[Cost]] = {contender.name: [] for contender in several}
    for turn in range(times):
        for contender in several:
            try:
                cost = contender.run(case)
            except CommandFailed as failure:
                print(f"{contender.name} failed:\n{failure}", file=sys.stderr)
                continue
            if case.rows() != rows:
                print(f"{contender.name} lost rows: {case.rows():,}", file=sys.stderr)
                continue
            costs[contender.name].append(cost)
            print(f"  {turn + 1}  {contender.name}: {cost.seconds:.1f} s", file=sys.stderr)
    for contender in several:
        if costs[contender.name]:
            runs = costs[contender.name]
            copied = tuple(copied.seconds for copied in contender.copied)
            name, verified = contender.name, tuple(contender.verified)
            yield Result(name, median(runs), verified, copied, len(runs))


def _growth(
    source: PrivateServer, target: PrivateServer, arguments: argparse.Namespace
) -> tuple[tuple[int, Cost], ...]:
    """Segue's cost at an eighth of the rows, at a half and at all of them."""
    found = []
    for rows in (arguments.rows // 8, arguments.rows // 2, arguments.rows):
        case = Case(source, target, f"bench_{rows}", arguments.jobs)
        _filled(source, case.name, rows)
        found.append((rows, Segue("segue move").run(case)))
    return tuple(found)


def _loaddata(source: PrivateServer, target: PrivateServer) -> tuple[float, float]:
    """Rows a second of `dumpdata | loaddata` and of Segue, both with a hundredth of the rows."""
    case = Case(source, target, "bench_small", 1)
    _filled(source, case.name, SMALL)
    costs = [way.run(case) for way in (Loaddata("dumpdata, loaddata"), Segue("segue move"))]
    return SMALL / costs[0].seconds, SMALL / costs[1].seconds


def _many_tables(
    source: PrivateServer, target: PrivateServer, arguments: argparse.Namespace
) -> Cost:
    """The cost of a thousand tables of ten rows."""
    name = "bench_thousand"
    for server in (source, target):
        made_anew(server, name)
        data.thousand_tables(server.dsn(name), rows=server is source)
    return Segue("segue move").again(Case(source, target, name, arguments.jobs))


def _narrow(
    source: PrivateServer, target: PrivateServer, arguments: argparse.Namespace
) -> tuple[int, Cost]:
    """The cost of many rows that hold hardly anything."""
    name = "bench_narrow"
    for server in (source, target):
        made_anew(server, name)
        data.narrow_table(server.dsn(name), NARROW if server is source else 0)
    return NARROW, Segue("segue move").again(Case(source, target, name, arguments.jobs))


if __name__ == "__main__":
    sys.exit(main())
