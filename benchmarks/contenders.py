"""What is measured: each fills an empty database on the target server with the whole shop."""

from __future__ import annotations

import json
import shutil
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.data import SCHEMA
from benchmarks.measuring import Cost, measure
from segue.demo.servers import Server

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One database to move, and where to."""

    source: Server
    target: Server
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
        with self.target.connect() as session:
            session.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            session.execute(f'CREATE DATABASE "{self.name}"')
            session.execute("CHECKPOINT")
        if migrated:
            with psycopg.connect(self.target.dsn(self.name), autocommit=True) as session:
                session.execute(self.schema)

    def rows(self) -> int:
        """How many orders arrived."""
        with psycopg.connect(self.target.dsn(self.name)) as session:
            ((rows,),) = session.execute("SELECT count(*) FROM shop_order").fetchall()
        return int(rows)


@dataclass
class Contender(ABC):
    """A way to move the shop."""

    name: str
    migrated: bool = True
    """Whether the target's tables are there before, as after `migrate`; else it makes them."""
    verified: list[float] = field(default_factory=list)
    """Seconds that each run spent proving what arrived, which are left out of its cost."""

    def run(self, case: Case) -> Cost:
        """Move into a new database; only the moving is measured."""
        case.empty_target(migrated=self.migrated)
        with TemporaryDirectory() as folder:
            return self.move(case, Path(folder))

    @abstractmethod
    def move(self, case: Case, folder: Path) -> Cost: ...


@dataclass
class Segue(Contender):
    """`segue move`; its verification is timed apart."""

    plan: str = ""

    def move(self, case: Case, folder: Path) -> Cost:
        if self.plan:
            (folder / "segue.toml").write_text(self.plan)
        log = folder / "log"
        cost = measure([*self._command(case, folder)], case.places, log)
        verified = sum(
            event["seconds"]
            for event in map(json.loads, filter(_is_event, log.read_text().splitlines()))
            if event.get("event") == "step_finished" and event.get("number") == 8
        )
        self.verified.append(verified)
        return Cost(cost.seconds - verified, cost.processor, cost.memory)

    def again(self, case: Case) -> Cost:
        """Move into the target as it is."""
        with TemporaryDirectory() as folder:
            return self.move(case, Path(folder))

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
        urls = [server.url(case.name) for server in (case.source, case.target)]
        return measure(["pgloader", *urls], {}, folder / "log")


class Floor(Contender):
    def move(self, case: Case, folder: Path) -> Cost:
        env = {**case.places, "JOBS": str(case.jobs)}
        return measure(["sh", str(HERE / "floor.sh")], env, folder / "log")


class Loaddata(Contender):
    """`dumpdata | loaddata`, Django's own way."""

    def move(self, case: Case, folder: Path) -> Cost:
        manage = f'"{sys.executable}" "{HERE}/shop_site/manage.py"'
        script = (
            f'{manage} dumpdata --database old -o "{folder}/shop.jsonl" &&'
            f' {manage} loaddata "{folder}/shop.jsonl"'
        )
        return measure(["sh", "-c", script], case.places, folder / "log")


def _is_event(line: str) -> bool:
    return line.startswith("{")


def contenders() -> list[Contender]:
    """Those whose programs are installed, the fastest known first."""
    every: list[Contender] = [
        Floor("the floor: psql pipes by hand"),
        Segue("segue move"),
        DumpRestore("pg_dump -Fd, pg_restore -j", migrated=False),
    ]
    if shutil.which("pgcopydb"):
        every.append(Pgcopydb("pgcopydb clone", migrated=False))
    return every
