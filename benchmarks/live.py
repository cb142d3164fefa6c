"""A live move under load: how far behind, at what cost, and how long writers wait at the cutover.

    python -m benchmarks.live [--rate N] [--seconds N] [--backlog N] [--write]

An application changes so many keys a second. Three contenders follow it, one after the other: Segue
through a plan of all kinds of mappings, Segue into the same schema, and PostgreSQL's own logical
replication, which can do nothing else. Servers of its own are started, with the disk honoured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks.live_application import (
    LENGTHS,
    MAPPED,
    NEW,
    OLD,
    SALES,
    SAME,
    Load,
    Session,
    change,
)
from benchmarks.processor import spent
from segue.demo.servers import PrivateServer, embedded_programs, running

OLDER = Path("/usr/lib/postgresql/15/bin")
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "live-performance.md"
TEMPLATE = Path(__file__).with_name("live_page.md")
SETTINGS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "max_connections": "100",
    "wal_level": "logical",
}
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 300.0


@dataclass
class Measured:
    """What a contender showed."""

    name: str
    lags: list[float] = field(default_factory=list)
    """Seconds, as they were sampled."""
    cost: float = 0.0
    """Microseconds of processor time for each change, beside what the load alone takes."""
    caught_up: float = 0.0
    """Changed keys a second while it caught up."""
    caught_up_for: float = 0.0
    """The same for each second of processor time, servers included."""
    pauses: list[int] = field(default_factory=list)
    """Milliseconds for which writers waited at rehearsals, and at the cutover."""
    memory: int = 0
    """Bytes: the most that the process which follows held."""
    kept: list[int] = field(default_factory=list)
    """Bytes of WAL that the source kept for it."""
    changes: int = 0
    """Keys that were changed a second."""


# Who follows


class Contender:
    """Follows the source into a database of the target."""

    name = ""

    def __init__(self, place: Place) -> None:
        self.place = place

    def begin(self) -> None:
        """The rows are copied, and it follows."""
        raise NotImplementedError

    def stop(self) -> None:
        """It follows no more, for now."""

    def go_on(self) -> None:
        """It follows again."""

    def cut_over(self) -> list[int]:
        """Milliseconds of each pause; nothing where it has no cutover."""
        return []

    def end(self) -> None:
        """All of it is taken away."""

    @property
    def process(self) -> int | None:
        """The process beside the servers."""
        return None


@dataclass(frozen=True)
class Place:
    """Both servers, the databases and a folder."""

    source: PrivateServer
    target: PrivateServer
    folder: Path

    def old(self) -> Session:
        return self.source.connect("old")

    def new(self) -> Session:
        return self.target.connect("new")


class Segue(Contender):
    """A live move by a plan."""

    def __init__(self, place: Place, name: str, schema: str, plan: str) -> None:
        super().__init__(place)
        self.name, self._schema, self._plan = name, schema, plan
        self._running: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        with self.place.new() as new:
            new.execute(self._schema.encode())
        (self.place.folder / "segue.toml").write_text(self._plan)
        (self.place.folder / "lengths.py").write_text(LENGTHS)
        self._start("move", "--live")
        wait(lambda: self._state() == "following")

    def _state(self) -> str:
        with self.place.new() as new, suppress(psycopg.errors.UndefinedTable):
            row = new.execute("SELECT state FROM segue.live").fetchone()
            return str(row[0]) if row is not None else ""
        return ""

    def _environment(self) -> dict[str, str]:
        place = self.place
        return {**os.environ, "OLD": place.source.url("old"), "NEW": place.target.url("new")}

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "segue", *words, "--no-input"]

    def _start(self, *words: str) -> None:
        with (self.place.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                self._command(*words), cwd=self.place.folder, env=self._environment(),
                stdout=log, stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.wait(PATIENCE)

    def go_on(self) -> None:
        self._start("follow")

    def cut_over(self) -> list[int]:
        pauses = []
        for words in (("--rehearse",), ("--rehearse",), ()):
            done = subprocess.run(
                self._command("cutover", "--json", *words), cwd=self.place.folder,
                env=self._environment(), stdout=subprocess.PIPE, check=False,
            )  # fmt: skip
            told = [json.loads(line) for line in done.stdout.splitlines()]
            pauses += [each["pause_ms"] for each in told if each["event"] == "cutover"]
        return pauses

    def end(self) -> None:
        self.stop()
        command = self._command("forget")
        subprocess.run(command, cwd=self.place.folder, env=self._environment(), check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    @property
    def process(self) -> int | None:
        return self._running.pid if self._running is not None else None


class Subscription(Contender):
    """PostgreSQL's own logical replication."""

    name = "PostgreSQL's logical replication, the same schema"

    def begin(self) -> None:
        schema = OLD.partition("INSERT INTO")[0]
        with self.place.new() as new, self.place.old() as old:
            new.execute(schema.encode())
            old.execute("CREATE PUBLICATION bench FOR ALL TABLES")
            line = self.place.source.dsn("old").replace("'", "''")
            new.execute(f"CREATE SUBSCRIPTION bench CONNECTION '{line}' PUBLICATION bench".encode())
        copied = "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel"
        wait(lambda: bool(self._asked(copied)))

    def _asked(self, query: str) -> object:
        with self.place.new() as new:
            row = new.execute(query.encode()).fetchone()
            return row[0] if row is not None else None

    def stop(self) -> None:
        self._asked_to("ALTER SUBSCRIPTION bench DISABLE")

    def go_on(self) -> None:
        self._asked_to("ALTER SUBSCRIPTION bench ENABLE")

    def _asked_to(self, statement: str) -> None:
        with self.place.new() as new:
            new.execute(statement.encode())

    def end(self) -> None:
        self._asked_to("DROP SUBSCRIPTION bench")
        with self.place.old() as old:
            old.execute("DROP PUBLICATION bench")


# Measuring


def measure(contender: Contender, place: Place, rate: int, seconds: int, backlog: int) -> Measured:
    """All figures of one contender, on databases made anew."""
    found = Measured(contender.name)
    make_anew(place)
    servers = (place.source, place.target)
    with Load(place.old, rate) as load:
        time.sleep(2)
        began, changed = spent(servers), load.changed
        time.sleep(seconds)
        alone = (spent(servers) - began) / (load.changed - changed)
    contender.begin()
    try:
        loaded = time.monotonic()
        with Load(place.old, rate) as load:
            # What it showed before is older than the load.
            wait(lambda: _age(place) < time.monotonic() - loaded)
            time.sleep(2)
            began, own, changed = spent(servers), _own(contender), load.changed
            found.lags, found.kept = sampled(place, seconds)
            changes = load.changed - changed
            cost = spent(servers) - began + _own(contender) - own
        found.cost, found.changes = (cost / changes - alone) * 1e6, round(changes / seconds)
        _catch_up(contender, place, found, backlog)
        with Load(place.old, rate):
            time.sleep(2)
            found.pauses = contender.cut_over()
        found.memory = _memory(contender)
    finally:
        contender.end()
    return found


def _catch_up(contender: Contender, place: Place, found: Measured, backlog: int) -> None:
    """Nobody follows while so many keys change; then somebody does."""
    servers, draw = (place.source, place.target), random.Random(3)
    contender.stop()
    keys = 0
    with place.old() as old:
        while keys < backlog:
            keys += change(old, draw, 100)
        old.execute("UPDATE beat SET at = clock_timestamp()")
    began, processor, own = time.monotonic(), spent(servers), 0.0
    contender.go_on()
    wait(lambda: _is_there(place))
    took = time.monotonic() - began
    own = _own(contender)
    found.caught_up = keys / took
    found.caught_up_for = keys / (spent(servers) - processor + own)


def _age(place: Place) -> float:
    """Seconds since the newest change that the target shows."""
    with place.new() as new:
        row = new.execute("SELECT extract(epoch FROM clock_timestamp() - at) FROM beat").fetchone()
    return float(row[0]) if row is not None else PATIENCE


def _is_there(place: Place) -> bool:
    with place.old() as old, place.new() as new:
        query = b"SELECT at FROM beat"
        return old.execute(query).fetchone() == new.execute(query).fetchone()


def sampled(place: Place, seconds: int) -> tuple[list[float], list[int]]:
    """How old the newest beat in the target is, and the WAL that slots keep, ten times a second."""
    lags, kept = [], []
    with place.old() as old, place.new() as new:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            row = new.execute(
                "SELECT extract(epoch FROM clock_timestamp() - at) FROM beat"
            ).fetchone()
            slots = old.execute(
                "SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)"
                " FROM pg_replication_slots"
            ).fetchone()
            lags.append(float(row[0]) if row else 0.0)
            kept.append(int(slots[0]) if slots else 0)
            time.sleep(0.1)
    return lags, kept


def make_anew(place: Place) -> None:
    """Both databases, the source with its rows."""
    for server, name in ((place.source, "old"), (place.target, "new")):
        with server.connect("postgres") as session:
            session.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            session.execute(f"CREATE DATABASE {name}".encode())
    with place.old() as old:
        old.execute(OLD.encode())
        old.execute("CHECKPOINT")


def wait(condition: Callable[[], bool]) -> None:
    """Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)


def _own(contender: Contender) -> float:
    """Seconds of processor time of the process beside the servers."""
    if contender.process is None:
        return 0.0
    fields = Path(f"/proc/{contender.process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / TICKS


def _memory(contender: Contender) -> int:
    if contender.process is None:
        return 0
    with suppress(OSError):
        for line in Path(f"/proc/{contender.process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return 0


# The page


def page(results: Sequence[Measured], arguments: argparse.Namespace, versions: str) -> str:
    """The results as a page of the documentation."""
    return TEMPLATE.read_text().format(
        date=datetime.now(UTC), rate=arguments.rate, sales=SALES, clients=SALES // 10,
        products=SALES // 20, versions=versions, cores=os.cpu_count(),
        python=platform.python_version(), seconds=arguments.seconds, load=os.getloadavg()[2],
        rows="\n".join(map(_row, results)), backlog=arguments.backlog,
    )  # fmt: skip


def _row(found: Measured) -> str:
    lags = sorted(found.lags)
    last = lags[int(len(lags) * 0.95)]
    pauses = ", ".join(f"{each} ms" for each in found.pauses) or "-"
    memory = f"{found.memory / 1e6:.0f} MB" if found.memory else "-"
    return (
        f"| {found.name} | {statistics.median(lags):.2f} s | {last:.2f} s | {found.cost:.0f} µs"
        f" | {found.caught_up:,.0f} | {found.caught_up_for:,.0f} | {pauses} | {memory}"
        f" | {max(found.kept) / 1e6:.1f} MB |"
    )


@contextmanager
def _places() -> Iterator[Place]:
    older = OLDER if OLDER.exists() else embedded_programs()
    with (
        running(older, SETTINGS) as source,
        running(embedded_programs(), SETTINGS) as target,
        tempfile.TemporaryDirectory(prefix="segue-bench-") as folder,
    ):
        yield Place(source, target, Path(folder))


def main() -> int:
    """Measure, print, and write the page where that is asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--rate", type=int, default=1000, help="keys that change in a second")
    parser.add_argument("--seconds", type=int, default=60, help="of load, for each figure")
    parser.add_argument("--backlog", type=int, default=100_000, help="keys to catch up with")
    parser.add_argument("--write", action="store_true", help="write the page of the documentation")
    arguments = parser.parse_args()
    results = []
    with _places() as place:
        contenders = (
            Segue(place, "Segue, through the plan", NEW, MAPPED),
            Segue(place, "Segue, the same schema", OLD.partition("INSERT INTO")[0], SAME),
            Subscription(place),
        )
        for contender in contenders:
            results.append(
                measure(contender, place, arguments.rate, arguments.seconds, arguments.backlog)
            )
            print(_row(results[-1]), flush=True)
        text = page(results, arguments, f"{place.source.version} to {place.target.version}")
    print(text)
    if arguments.write:
        PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
