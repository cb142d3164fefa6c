"""A fleet of small moves: each of its own, all told in one table, and again where it broke off."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from segue.demo.servers import Server
from segue.errors import ExitStatus, UsageError
from segue.fleet.carrying import MoveErrand
from segue.fleet.file import move_options, parse_fleet
from segue.fleet.model import Fleet
from segue.fleet.moves import chosen, databases_of, moves_of
from segue.fleet.results import STATES, WORST_FIRST, MoveResult, worst
from segue.processes import CommandLog
from support.dask_cluster import dask_cluster
from support.databases import Database, fresh_database
from support.mover import Ended, Mover, wait_until

TABLE = "CREATE TABLE item (id integer PRIMARY KEY, name text NOT NULL)"
SCHEMA = f"{TABLE}; CREATE TABLE note (id serial PRIMARY KEY, item integer REFERENCES item)"
ROWS = """
INSERT INTO item SELECT i, 'item ' || i FROM generate_series(1, 300) i;
INSERT INTO note (item) SELECT i FROM generate_series(1, 200) i;
"""


@dataclass
class Tenants:
    """Three databases with rows, and three to fill."""

    sources: tuple[Database, ...]
    targets: tuple[Database, ...]
    folder: Path

    def write(self, text: str = "", *, each: str = "") -> Path:
        """A file of a fleet with a move from each source to its target."""
        moves = [
            f'[[move]]\nname = "t{n}"\nfrom = "{source.url}"\nto = "{target.url}"\n{each}\n'
            for n, (source, target) in enumerate(zip(self.sources, self.targets, strict=True), 1)
        ]
        file = self.folder / "fleet.toml"
        file.write_text("\n".join(["version = 1", text, *moves]))
        return file

    @property
    def command(self) -> Mover:
        return Mover(self.sources[0], self.targets[0], self.folder)

    def run(self, *words: str) -> Ended:
        return self.command.run("fleet", "fleet.toml", *words)

    def told(self, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
        """The exit status, and by name what the last line of --json says of each move."""
        ended = self.run(*words, "--json")
        last = json.loads(ended.answer.splitlines()[-1])
        assert last["event"] == "fleet", ended.said
        assert last["exit_status"] == ended.status
        return ended.status, {move["move"]: move for move in last["moves"]}

    def write_again(self, change: Callable[[str], str]) -> None:
        file = self.folder / "fleet.toml"
        file.write_text(change(file.read_text()))

    def equal(self, *numbers: int) -> bool:
        pairs = ((self.sources[n], self.targets[n]) for n in numbers)
        return all(Mover(*pair, self.folder).differences() == [] for pair in pairs)

    def log(self, number: int) -> CommandLog:
        return CommandLog(self.folder / f"fleet.moves/t{number}/move.log")

    def wait_for_a_lock(self, number: int) -> None:
        """On the number-th target; others of its server have locks of their own."""
        waits = (
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        wait_until(lambda: self.targets[number].value(waits) > 0, 120)


@pytest.fixture
def tenants(source_server: Server, target_server: Server, tmp_path: Path) -> Iterator[Tenants]:
    with ExitStack() as stack:
        made = [
            stack.enter_context(fresh_database(server))
            for server in (source_server, target_server)
            for _ in range(3)
        ]
        for database in made:
            database.execute(SCHEMA)
        for database in made[:3]:
            database.execute(ROWS)
        yield Tenants(tuple(made[:3]), tuple(made[3:]), tmp_path)


def is_private(folder: Path) -> bool:
    """Whether its owner alone may look into it, and read what is in it."""
    logs = list(folder.rglob("*.log"))
    assert logs
    folders = [folder, *(log.parent for log in logs)]
    return {path.stat().st_mode & 0o777 for path in folders} == {0o700} and {
        log.stat().st_mode & 0o777 for log in logs
    } == {0o600}


def test_each_move_stands_for_itself_and_the_same_command_goes_on(tenants: Tenants) -> None:
    """One is done, one is blocked and one cannot be reached; mended, only those two are moved."""
    tenants.targets[1].execute("INSERT INTO item VALUES (7, 'of its own')")
    file = tenants.write("at_once = 2\noptions = { jobs = 1 }")
    gone = f"{tenants.sources[2].name}_gone"
    tenants.write_again(lambda text: text.replace(f"/{tenants.sources[2].name}", f"/{gone}"))
    first = tenants.run()
    assert first.status == ExitStatus.BLOCKED, first.said
    lines = {line.split()[0]: line for line in first.answer.splitlines() if line.startswith("t")}
    check = "segue check --plan fleet.moves/t2/segue.toml"
    assert re.search(r"^t1 +done +500 .* equal +0$", lines["t1"])
    assert re.search(rf"^t2 +blocked .* 3 +{check}$", lines["t2"])
    assert re.search(r"^t3 +blocked .* 3 +read fleet.moves/t3/move.log$", lines["t3"])
    assert "t2: [T104] the target holds rows of its own" in first.answer
    assert gone in (file.parent / "fleet.moves/t3/move.log").read_text()
    assert is_private(file.parent / "fleet.moves")

    # The application of the first writes into both its databases already.
    tenants.sources[0].execute("DELETE FROM note; DELETE FROM item")
    tenants.targets[1].execute("DELETE FROM item")
    tenants.write_again(lambda text: text.replace(f"/{gone}", f"/{tenants.sources[2].name}"))
    status, moves = tenants.told("--dry-run", "--only", "t1", "t2")
    assert status == 0
    assert [moves[name]["state"] for name in ("t1", "t2")] == ["done before", "can be moved"]
    assert tenants.targets[1].value("SELECT count(*) FROM item") == 0
    second = tenants.run()
    assert second.status == 0, second.said
    assert "3 moves: 2 done, 1 done before" in second.answer
    assert tenants.targets[0].value("SELECT count(*) FROM item") == 300
    assert tenants.equal(1, 2)
    stand = tenants.run("--status")
    assert stand.status == 0
    assert "3 moves: 3 done" in stand.answer


def test_a_death_of_every_move_is_told_and_the_next_try_resumes(tenants: Tenants) -> None:
    tenants.write("at_once = 3", each='plan = "shared.toml"')
    plan = tenants.command.run(
        "plan", "--from", tenants.sources[0].url, "--to", tenants.targets[0].url,
        "-o", "shared.toml",
    )  # fmt: skip
    assert plan.status == 0, plan.said
    died = tenants.command.run("fleet", "fleet.toml", env={"SEGUE_FAILPOINT": "rows-copied"})
    assert died.status == ExitStatus.FAILED
    assert died.answer.count("its process was killed (SIGKILL)") == 3
    status, moves = tenants.told("--only", "t[12]", "t3")
    assert status == 0, moves
    assert {move["verdict"] for move in moves.values()} == {"equal"}
    assert tenants.equal(0, 1, 2)
    for target in tenants.targets:
        assert target.value("SELECT (count(*), max(tries))::text FROM segue.run") == "(1,2)"
    written = (tenants.folder / "fleet.moves/t3/segue.toml").read_text()
    assert f'target = "{tenants.targets[2].url}"' in written


def test_stopped_or_killed_it_goes_on_where_it_was(tenants: Tenants) -> None:
    """Whoever holds a lock keeps the first move; the others are not begun before it."""
    tenants.write("at_once = 1")
    with tenants.targets[0].connect() as holder, holder.transaction():
        holder.execute("LOCK TABLE note IN ROW EXCLUSIVE MODE")
        stopped = tenants.command.start("fleet", "fleet.toml", "--json")
        tenants.wait_for_a_lock(0)
        stopped.send_signal(signal.SIGTERM)
        answer, said = stopped.communicate(timeout=120)
        assert stopped.wait() == ExitStatus.INTERRUPTED, said
        moves = json.loads(answer.splitlines()[-1])["moves"]
        assert [move["state"] for move in moves] == ["interrupted", "not begun", "not begun"]
        killed = tenants.command.start("fleet", "fleet.toml", "--only", "t1")
        tenants.wait_for_a_lock(0)
        killed.kill()
        killed.communicate(timeout=120)
        again = tenants.command.start("fleet", "fleet.toml")
        assert tenants.log(1).is_alive
    _, said = again.communicate(timeout=120)
    assert again.wait() == 0, said
    assert tenants.equal(0, 1, 2)
    assert tenants.targets[0].value("SELECT count(*) FROM segue.run") == 1


def fleet_of(text: str) -> Fleet:
    return parse_fleet(dedent(text), Path("fleet.toml"))


def named(text: str, *databases: str) -> dict[str, tuple[str, str]]:
    """The moves of a file, where the server has these databases."""
    moves = moves_of(fleet_of(text), lambda address: databases)
    return {move.name: (move.source, move.target) for move in moves}


def test_many_alike_are_named_once() -> None:
    assert named(
        """
        version = 1
        [[move]]
        names = ["acme", "bolt"]
        from = "service:{name}_old"
        to = "env:{name}_new"
        """
    ) == {
        "acme": ("service:acme_old", "env:acme_new"), "bolt": ("service:bolt_old", "env:bolt_new"),
    }  # fmt: skip


def test_databases_are_looked_up_by_the_shape_of_their_names() -> None:
    found = named(
        """
        version = 1
        [[move]]
        databases = "tenant_*"
        except = ["*_test"]
        from = "postgresql:///{name}?service=old"
        to = "postgresql://shop@new.example.com/{name}"
        """,
        "shop", "tenant_a b", "tenant_test", "tenant_ü",
    )  # fmt: skip
    assert found == {
        "tenant_a b": (
            "postgresql:///tenant_a%20b?service=old", "postgresql://shop@new.example.com/tenant_a%20b",
        ),
        "tenant_ü": (
            "postgresql:///tenant_%C3%BC?service=old",
            "postgresql://shop@new.example.com/tenant_%C3%BC",
        ),
    }  # fmt: skip


def test_the_server_is_asked_for_its_databases(source_server: Server, source_db: Database) -> None:
    address = source_server.url("{name}").replace("%7Bname%7D", "{name}")
    databases = databases_of(address, {})
    assert source_db.name in databases
    assert not {"postgres", "template0", "template1"} & set(databases)


MISTAKES = {
    "no version": ('[[move]]\nname = "a"\nfrom = "x"\nto = "y"', ":1: version is missing"),
    "no moves": ("version = 1", "the fleet has no moves"),
    "a list in brackets": ("version = 1\n[move]\nname = 'a'", ":2: the fleet has no moves"),
    "no name": ('version = 1\n[[move]]\nfrom = "x"\nto = "y"', ":2: this move has no name"),
    "two names": (
        'version = 1\n[[move]]\nname = "a"\nnames = ["b"]\nfrom = "x"\nto = "y"',
        ":4: name and names are given",
    ),
    "a typing mistake": (
        'version = 1\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"\npaln = "p.toml"',
        ":6: unknown key 'paln'",
    ),
    "no toml": ("version = 1\n[[move]]\nname = acme", ":3: "),
    "no place for the name": (
        'version = 1\n[[move]]\nnames = ["a", "b"]\nfrom = "service:{name}"\nto = "service:new"',
        ":5: to is the same for all of these moves",
    ),
    "a pattern without a URL": (
        'version = 1\n[[move]]\ndatabases = "t*"\nfrom = "service:{name}"\nto = "service:x{name}"',
        ":4: databases are looked up with a URL",
    ),
    "an option that is none of move's": (
        'version = 1\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"\n'
        'options = { on_bad_row = "reject" }',
        ":6: `move` of a fleet has no option 'on_bad_row'",
    ),
    "an option that makes something else of it": (
        'version = 1\noptions = { live = true }\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"',
        ":2: `move` of a fleet has no option 'live'",
    ),
    "an option of the wrong kind": (
        'version = 1\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"\n'
        'options = { create_database = "yes" }',
        ":6: create_database must be true or false",
    ),
    "a value that the command refuses": (
        'version = 1\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"\noptions = { jobs = 0 }',
        ":6: argument --jobs: must be 1 or more",
    ),
    "one name twice": (
        'version = 1\n[[move]]\nname = "a"\nfrom = "x"\nto = "y"\n'
        '[[move]]\nname = "A"\nfrom = "x"\nto = "z"',
        ":6: two moves are called A (see line 2)",
    ),
    "one target twice": (
        'version = 1\n[[move]]\nnames = ["a", "b"]\nfrom = "x{name}"\nto = "y{name}"\n'
        '[[move]]\nname = "c"\nfrom = "x"\nto = "ya"',
        ":6: c fills ya, as a does",
    ),
    "a pattern that matches nothing": (
        'version = 1\n[[move]]\ndatabases = "t*"\nfrom = "postgresql:///{name}"\n'
        'to = "service:x{name}"',
        ":2: no database of that server is called like 't*'",
    ),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_told_with_its_line(kind: str) -> None:
    text, told = MISTAKES[kind]
    with pytest.raises(UsageError) as raised:
        moves_of(parse_fleet(text, Path("fleet.toml")), lambda address: ["shop"])
    assert told in str(raised.value)
    assert str(raised.value).startswith("fleet.toml:") or "mistakes in" in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        '"postgresql://shop:s3cret@old/{name}"',
        '"postgresql://old/{name}?password=s3cret"',
        '"host=old password=s3cret"',
        '["postgresql://shop:s3cret@old/a"]',
        '{ password = "s3cret" }',
        '"service:old password=s3cret"',
    ],
)
@pytest.mark.parametrize("key", ["from", "to"])
def test_a_password_is_refused_and_never_shown(key: str, address: str) -> None:
    sides = {"from": '"service:old"', "to": '"service:new"', key: address}
    text = "\n".join(f"{side} = {value}" for side, value in sides.items())
    with pytest.raises(UsageError) as raised:
        fleet_of(f'version = 1\n[[move]]\nname = "a"\n{text}\npassword = "s3cret"\n')
    told = f"{raised.value} {raised.value.advice}"
    assert "s3cret" not in told
    assert "password has no place in a fleet" in told
    assert re.search(rf"\b{key}\b", told)


def test_moves_are_chosen_by_name_or_shape() -> None:
    moves = moves_of(
        fleet_of('version = 1\n[[move]]\nnames = ["a1", "a2", "b"]\nfrom="{name}"\nto = "x{name}"'),
        lambda address: (),
    )
    assert [move.name for move in chosen(moves, ())] == ["a1", "a2", "b"]
    assert [move.name for move in chosen(moves, ("a*", "b"))] == ["a1", "a2", "b"]
    assert [move.name for move in chosen(moves, ("b",))] == ["b"]
    with pytest.raises(UsageError, match="Did you mean a"):
        chosen(moves, ("a3",))


def test_every_option_of_move_may_be_given_or_is_the_fleet_s_own() -> None:
    assert sorted(move_options()) == [
        "by", "confirm_replace", "create_database", "jobs", "max_rate", "max_source_load",
        "no_migrate", "old_code", "old_python", "processes", "remake", "target_is_fresh",
    ]  # fmt: skip


def test_the_worst_status_stands_for_all() -> None:
    def result(status: ExitStatus) -> MoveResult:
        return MoveResult("a", STATES[status], status)

    assert set(WORST_FIRST) == set(ExitStatus)
    assert worst([]) == ExitStatus.DONE
    assert worst(map(result, ExitStatus)) == ExitStatus.DIFFERENT
    assert worst(map(result, (ExitStatus.DONE, ExitStatus.REJECTS))) == ExitStatus.REJECTS
    mixed = (ExitStatus.REJECTS, ExitStatus.INTERRUPTED, ExitStatus.BLOCKED)
    assert worst(map(result, mixed)) == ExitStatus.BLOCKED


@pytest.mark.parametrize("name", [".", "..", "a/b", "tenant ü", ".hidden", "%2F"])
def test_a_name_is_one_folder_below_the_fleet_s(name: str, tmp_path: Path) -> None:
    errand = MoveErrand(name, "x", "y", None, (), (), tmp_path)
    assert errand.own_folder.resolve().parent == tmp_path.resolve()


def test_lost_workers_of_a_cluster_are_made_good(tenants: Tenants) -> None:
    """One dies with the process of its move, as a machine does; of the other that process lives."""
    tenants.write()
    with dask_cluster(tenants.folder) as cluster:
        fleet = ("fleet", "fleet.toml", "--only", "t1", "t2", "--dask", cluster.address, "--json")
        with ExitStack() as held:
            for target in tenants.targets[:2]:
                holder = held.enter_context(target.connect())
                held.enter_context(holder.transaction())
                holder.execute("LOCK TABLE note IN ROW EXCLUSIVE MODE")
            running = tenants.command.start(*fleet)
            for number in (0, 1):
                tenants.wait_for_a_lock(number)
            for worker in cluster.workers.values():
                os.kill(worker, signal.SIGKILL)
            os.kill(int(tenants.log(1).path.with_suffix(".pid").read_text()), signal.SIGKILL)
        answer, said = running.communicate(timeout=300)
    assert running.wait() == 0, said
    moves = json.loads(answer.splitlines()[-1])["moves"]
    assert [move["verdict"] for move in moves] == ["equal", "equal then"]
    assert {move["where"] for move in moves}.isdisjoint(cluster.workers)
    assert tenants.equal(0, 1)
    assert [target.value("SELECT max(tries) FROM segue.run") for target in tenants.targets[:2]] == [
        2, 1,
    ]  # fmt: skip
    assert "password" not in answer.lower()
