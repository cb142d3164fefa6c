"""What is measured: each fills an empty database on the target server with the whole shop."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.data import SCHEMA
from benchmarks.measuring import Cost, measure
from benchmarks.processor import spent
from segue.demo.servers import HOST, PrivateServer

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One database to move, and where to."""

    source: PrivateServer
    target: PrivateServer
    name: str
    """Of both databases."""
    jobs: int
    schema: str = SCHEMA
    """What a freshly migrated target has."""

    @property
    def places(self) -> dict[str, str]:
        return {"SOURCE": self.source.dsn(self.name), "TARGET": self.target.dsn(self.name)}

    def empty_target(self, *, migrated: bool) -> None:
        """A new target database, with its tables if asked."""
        made_anew(self.target, self.name)
        if migrated:
            with psycopg.connect(self.target.dsn(self.name), autocommit=True) as session:
                session.execute(self.schema)

    def rows(self) -> int:
        """How many orders arrived."""
        with psycopg.connect(self.target.dsn(self.name)) as session:
            ((rows,),) = session.execute("SELECT count(*) FROM shop_order").fetchall()
        return int(rows)


@dataclass(frozen=True)
class Copied:
    """What step 5 of one move did."""

    rows: int
    bytes: int
    seconds: float


def made_anew(server: PrivateServer, name: str) -> None:
    """An empty database, and a server that has nothing left to write."""
    with server.connect() as session:
        session.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        session.execute(f'CREATE DATABASE "{name}"')
        session.execute("CHECKPOINT")


@dataclass
class Contender(ABC):
    """A way to move the shop."""

    name: str
    migrated: bool = True
    """Whether the target's tables are there before, as after `migrate`; else it makes them."""
    verified: list[float] = field(default_factory=list)
    """Seconds that each run spent proving what arrived, which are left out of its cost."""
    copied: list[Copied] = field(default_factory=list)
    """Of each run, where that is told apart."""
    schema: str = ""
    """What is in the target before, where it is not the case's."""

    def run(self, case: Case) -> Cost:
        """Move into a new database; only the moving is measured."""
        case = replace(case, schema=self.schema or case.schema)
        case.empty_target(migrated=self.migrated)
        return self.again(case)

    def again(self, case: Case) -> Cost:
        """Move into the target as it is."""
        before = spent([case.source, case.target])
        with TemporaryDirectory() as folder:
            cost = self.move(case, Path(folder))
        return replace(cost, servers=spent([case.source, case.target]) - before)

    @abstractmethod
    def move(self, case: Case, folder: Path) -> Cost: ...


@dataclass
class Segue(Contender):
    """`segue move`, its verification with it."""

    plan: str = ""

    def move(self, case: Case, folder: Path) -> Cost:
        if self.plan:
            (folder / "segue.toml").write_text(self.plan)
        log = folder / "log"
        cost = measure([*self._command(case, folder)], case.places, log)
        events = [json.loads(line) for line in log.read_text().splitlines() if _is_event(line)]
        by_kind = {event["event"]: event for event in events}
        self.verified.append(by_kind["verify"]["seconds"])  # without ANALYZE, which all do
        (step,) = (e for e in events if e["event"] == "step_finished" and e["number"] == 5)
        end = by_kind["run_finished"]
        self.copied.append(Copied(end["rows"], end["bytes"], step["seconds"]))
        return cost

    def _command(self, case: Case, folder: Path) -> list[str]:
        sides = ["--from", "env:SOURCE", "--to", "env:TARGET", "--plan", str(folder / "segue.toml")]
        return [
            sys.executable, "-m", "segue", "move", *sides,
            "--jobs", str(case.jobs), "--no-input", "--json",
        ]  # fmt: skip


class Pgcopydb(Contender):
    def move(self, case: Case, folder: Path) -> Cost:
        command = ["pgcopydb", "clone", "--dir", str(folder / "state")]
        command += ["--table-jobs", str(case.jobs), "--index-jobs", str(case.jobs)]
        command += ["--source", case.places["SOURCE"], "--target", case.places["TARGET"]]
        return measure(command, {}, folder / "log")


class DumpRestore(Contender):
    def move(self, case: Case, folder: Path) -> Cost:
        dump, restore = (str(case.target.bin(name)) for name in ("pg_dump", "pg_restore"))
        script = (
            f'"{dump}" -Fd -j {case.jobs} -Z 0 -f "{folder}/dump" "$SOURCE" &&'
            f' "{restore}" -j {case.jobs} -d "$TARGET" "{folder}/dump" &&'
            f' "{case.target.bin("psql")}" -qX "$TARGET" -c ANALYZE'
        )
        return measure(["sh", "-c", script], case.places, folder / "log")


class Pgloader(Contender):
    def move(self, case: Case, folder: Path) -> Cost:
        sides = (case.source, case.target)
        # It asks no libpq: of password files it knows one place only.
        passwords = [Path(side.parameters["passfile"]).read_text() for side in sides]
        lines = [p.replace(":*:", f":{s.port}:", 1) for p, s in zip(passwords, sides, strict=True)]
        (folder / ".pgpass").touch(0o600)
        (folder / ".pgpass").write_text("".join(lines))
        urls = [f"pgsql://postgres@{HOST}:{side.port}/{case.name}" for side in sides]
        return measure(["pgloader", *urls], {"HOME": str(folder)}, folder / "log")


class Floor(Contender):
    def move(self, case: Case, folder: Path) -> Cost:
        env = {**case.places, "JOBS": str(case.jobs)}
        return measure(["sh", str(HERE / "floor.sh")], env, folder / "log")


class Loaddata(Contender):
    """`dumpdata | loaddata`, Django's own way."""

    def move(self, case: Case, folder: Path) -> Cost:
        manage = f'"{sys.executable}" "{HERE}/shop_site/manage.py"'
        script = (
            f'{manage} dumpdata --format jsonl --database old -o "{folder}/shop.jsonl" &&'
            f' {manage} loaddata "{folder}/shop.jsonl"'
        )
        return measure(["sh", "-c", script], case.places, folder / "log")


def _is_event(line: str) -> bool:
    return line.startswith("{")


def versions() -> tuple[tuple[str, str], ...]:
    """Of the programs that are compared, beside the servers' own."""
    found = []
    for program in filter(shutil.which, ("pgcopydb", "pgloader")):
        told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
        found.append((program, told.strip().splitlines()[0]))
    return tuple(found)


def contenders() -> list[Contender]:
    """Those whose programs are installed, the fastest known first."""
    every: list[Contender] = [
        Floor("the floor: psql pipes by hand"),
        Segue("segue move"),
        DumpRestore("pg_dump -Fd, pg_restore -j", migrated=False),
    ]
    if shutil.which("pgcopydb"):
        every.append(Pgcopydb("pgcopydb clone", migrated=False))
    if shutil.which("pgloader"):
        every.append(Pgloader("pgloader", migrated=False))
    return every
