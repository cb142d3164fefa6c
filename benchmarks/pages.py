"""How long the pages take, and what they weigh, with 1,000 tables and 20,000 columns.

    python -m benchmarks.pages [--source URL --target URL] [--times N]

Servers of its own are started unless two are named; databases of its own are made and dropped.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from segue.demo.servers import embedded_programs, running

MANY = Path(__file__).parent / "many.sql"
PAGES = (
    "/", "/connect", "/tables", "/tables?tab=all", "/tables?tab=all&page=6",
    "/tables?tab=all&q=model5", "/tables?tab=all&q=required_since", "/tables/targets?target=model",
    "/table/0", "/table/WIDE", "/table/WIDE?page=3", "/table/0/form?name=field_3&how=map",
    "/table/0/preview", "/table/0/try?how=sql&value=lower(field_1)", "/check", "/review",
    "/review/summary", "/running", "/problems", "/sequences", "/sequences/states", "/verify",
    "/report", "/import",
    "/export", "/export?page=6", "/export?q=field_7", "/export/table?table=public.wide_reading",
)  # fmt: skip
GOAL = 100
"""Milliseconds and thousands of bytes that no page should exceed."""


def main() -> int:
    arguments = _arguments()
    with (
        _databases(arguments.source, arguments.target) as (source, target),
        tempfile.TemporaryDirectory() as folder,
        _serving(folder, source, target) as url,
    ):
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        opener.open(url)
        base = url.partition("/?")[0]
        started = time.monotonic()
        opener.open(f"{base}/tables").read()
        print(f"the plan drafted and both databases read: {time.monotonic() - started:.1f} s")
        text = (Path(folder) / "segue.toml").read_text()
        wide = re.findall(r'^from = "(.*)"', text, re.MULTILINE).index("public.wide_reading")
        for path in PAGES:
            _report(opener, base, path.replace("WIDE", str(wide)), arguments.times)
        _edits(opener, base, arguments.times)
    return 0


def _report(opener: OpenerDirector, base: str, path: str, times: int) -> None:
    taken, weight = [], 0
    for _ in range(times):
        started = time.monotonic()
        try:
            with opener.open(base + path) as answer:
                weight = len(answer.read())
        except HTTPError as error:
            print(f"{path:45} {error}")
            return
        taken.append((time.monotonic() - started) * 1000)
    middle = statistics.median(taken)
    mark = "" if middle <= GOAL and weight <= GOAL * 1000 else "  over the goal"
    print(f"{path:45} {middle:7.0f} ms  {weight / 1000:7.1f} kB{mark}")


def _edits(opener: OpenerDirector, base: str, times: int) -> None:
    """An edit of one column, and one of a thousand tables, each with the page that follows."""
    column = {"name": "field_3", "how": "constant", "next": "/table/0"}
    every = {"action": "existing_rows", "everything": "on", "tab": "copied", "next": "/tables"}
    for label, path, fields, field in (
        ("one column edited", "/table/0/column", column, "value"),
        ("a thousand tables edited", "/tables/act", every, "existing_rows"),
    ):
        taken = []
        for turn in range(times):
            given = {**fields, field: ("stop", "replace", "keep", "update")[turn % 4]}
            started = time.monotonic()
            opener.open(base + path, urlencode(given).encode()).read()
            taken.append((time.monotonic() - started) * 1000)
        print(f"{label:45} {statistics.median(taken):7.0f} ms, with the page that follows")


@contextmanager
def _databases(source: str | None, target: str | None) -> Iterator[tuple[str, str]]:
    """Both, filled; given by their URLs."""
    with ExitStack() as opened:
        dsns = []
        for side, given in (("source", source), ("target", target)):
            server = given or opened.enter_context(running(embedded_programs())).dsn("postgres")
            dsns.append(opened.enter_context(_database(server, side)))
        yield dsns[0], dsns[1]


@contextmanager
def _database(server: str, side: str) -> Iterator[str]:
    name = f"scale_pages_{side}_{os.getpid()}"
    dropping = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            dsn = make_conninfo(server, dbname=name)
            with psycopg.connect(dsn, options=f"-c segue.side={side}") as filling:
                filling.execute(MANY.read_text(encoding="utf-8"))
                filling.execute("ANALYZE")
            yield dsn
        finally:
            session.execute(dropping)


@contextmanager
def _serving(folder: str, source: str, target: str) -> Iterator[str]:
    """The address of `segue web` between the two."""
    process = subprocess.Popen(
        [sys.executable, "-m", "segue", "web", "--from", "env:ONE", "--to", "env:TWO"],
        cwd=folder, env={**os.environ, "ONE": _url(source), "TWO": _url(target)},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        yield found[0]
    finally:
        process.terminate()
        process.communicate()


def _url(dsn: str) -> str:
    known = conninfo_to_dict(dsn)
    passfile = f"?passfile={known['passfile']}" if "passfile" in known else ""
    return (
        f"postgresql://{known['user']}@{known['host']}:{known['port']}/{known['dbname']}{passfile}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--source", help="URL of a server's database to connect to")
    parser.add_argument("--target", help="the same of the target's server")
    parser.add_argument("--times", type=int, default=5, help="requests of each page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
