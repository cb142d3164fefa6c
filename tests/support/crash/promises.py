"""What has to be true after a move, however often it was disturbed; asked without Segue's code."""

from __future__ import annotations

import time
from collections.abc import Iterator

from psycopg import sql

from support.compare import Session, contents
from support.crash import shop, variants
from support.crash.estate import Origin, Pair
from support.crash.run import Run

LEFT_SESSIONS = """
    SELECT application_name, state, left(query, 80) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'segue %'
"""
LEFT_LOCKS = """
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
UNFINISHED = "SELECT id, state FROM segue.run WHERE state NOT IN ('done', 'given up')"
STILL_DOWN = "SELECT kind, name FROM segue.definition WHERE restored IS NULL"

GRACE = 10.0
"""Seconds in which a server notices that a client is gone."""


def broken(pair: Pair, origin: Origin, run: Run) -> Iterator[str]:
    """One sentence for each promise that was not kept."""
    with pair.old.connect() as old, pair.new.connect() as new:
        if contents(old) != origin.contents:
            yield "the source's rows changed"
        yield from _rows(new, origin)
        yield from _truths(new)
        yield from _rejects(new, run)
        yield from _sequences(new)
        for sentence, query in (
            ("a run is unfinished", UNFINISHED),
            ("a definition is down", STILL_DOWN),
        ):
            if found := new.execute(query.encode()).fetchall():
                yield f"{sentence}: {found}"
        yield from _left_behind(old, new)
    if pair.old.dump_schema() != origin.source_schema:
        yield "the source's schema changed"
    pair.new.execute(variants.UNMAKE)
    if pair.new.dump_schema() != origin.target_schema:
        yield "the target's schema is not what it was"
    yield from _forgotten(pair, run)


def not_given_up(pair: Pair, origin: Origin) -> Iterator[str]:
    """One sentence for each promise that `segue restore` did not keep."""
    with pair.new.connect() as new:
        found = contents(new)
        if "segue" in new.execute("SELECT array_agg(nspname) FROM pg_namespace").fetchall()[0][0]:
            for query in (UNFINISHED, STILL_DOWN):
                if rows := new.execute(query.encode()).fetchall():
                    yield f"after restore there is {rows}"
    if variants.MADE in found:
        return  # every row was in, so they stayed
    for table, before in origin.before.items():
        if found.get(table) != before and table != variants.REPLACED:
            yield f"restore leaves {found.get(table)} in {table}, not {before}"
    if pair.new.dump_schema() != origin.target_schema:
        yield "restore does not lead back to the target's schema"


def _rows(new: Session, origin: Origin) -> Iterator[str]:
    """The shop's rows are the source's, all others as after a move that nobody disturbed."""
    found = contents(new)
    expected = {t: c for t, c in origin.contents.items() if not t.startswith("mix.")}
    expected |= {t: c for t, c in (origin.arrived or found).items() if t.startswith("mix.")}
    for table in sorted((expected.keys() | found.keys()) - set(variants.OWN_KEYS)):
        wanted = expected.get(table)
        if wanted != found.get(table):
            yield f"{table} differs: {wanted} is wanted, {found.get(table)} is in the target"
    if new.execute("SELECT count(*) FROM totals").fetchone() != (30_000,):
        yield "the materialized view is not refreshed"


def _truths(new: Session) -> Iterator[str]:
    for query, wanted in variants.TRUTHS.items():
        ((found,),) = new.execute(query.encode()).fetchall()
        if found != wanted:
            yield f"{query} gives {found}, not {wanted}"


def _rejects(new: Session, run: Run) -> Iterator[str]:
    """Rejects are in the journal and in their file, and nowhere else."""
    ((number,),) = new.execute("SELECT max(id) FROM segue.run").fetchall()
    folder = run.folder / "segue-rejects" / str(number)
    files = {path.name: len(path.read_text().splitlines()) - 1 for path in folder.iterdir()}
    if files != {f"{variants.REJECTS}.csv": variants.REJECTED}:
        yield f"the files of rejects hold {files}"


def _sequences(new: Session) -> Iterator[str]:
    for sequence, column, table in (*shop.SEQUENCES, *variants.SEQUENCES):
        query = f"SELECT nextval('{sequence}'), (SELECT max({column}) FROM {table})"
        ((following, reached),) = new.execute(query.encode()).fetchall()
        if following <= reached:
            yield f"{sequence} gives {following}, but {table} holds {reached}"
        # As it was: the next check, and another move, may look at it again.
        new.execute(sql.SQL("SELECT setval({}, {})").format(sequence, reached))


def _left_behind(*sides: Session) -> Iterator[str]:
    deadline = time.monotonic() + GRACE
    found: list[object] = []
    while time.monotonic() < deadline:
        queries = (LEFT_SESSIONS, LEFT_LOCKS)
        found = [row for s in sides for q in queries for row in s.execute(q.encode())]
        if not found:
            return
        time.sleep(0.2)
    yield f"left behind: {found}"


def _forgotten(pair: Pair, run: Run) -> Iterator[str]:
    ended = run.look("forget")
    if ended.status != 0:
        yield f"`segue forget` ended with {ended.status}"
    if pair.new.value("SELECT to_regnamespace('segue') IS NOT NULL"):
        yield "the journal is still there after `segue forget`"
