"""Rows that become bad while a live move follows, and good again: random histories.

After each batch every row of the source is in the target or a reject, and a reject has its reason:
the target, as it stands, refuses the row. What a row should become is worked out here by itself.
"""

from __future__ import annotations

import csv
import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import TupleRow

from conftest import MakeDatabase
from segue.commandline.cli import main
from segue.demo.servers import Server
from support.databases import Database
from support.following import copied, follower

OLD = """
CREATE TABLE place (id int PRIMARY KEY, name text, level int);
CREATE TABLE visit (id int PRIMARY KEY, place_id int, boss_id int, qty text, code text);
CREATE TABLE note (a int, b text, visit_id int, word text, PRIMARY KEY (a, b));
INSERT INTO place SELECT i, 'p' || i, i FROM generate_series(1, 30) i;
INSERT INTO visit SELECT i, 1 + i % 30, nullif(i / 3, 0), i::text, 'c' || i
    FROM generate_series(1, 60) i;
INSERT INTO note SELECT i, 'n' || i % 4, 1 + i % 60, 'w' || i FROM generate_series(1, 40) i;
UPDATE place SET name = 'much too long' WHERE id = 3;
UPDATE visit SET qty = 'many' WHERE id = 8;
UPDATE visit SET place_id = 99 WHERE id = 12;
UPDATE note SET word = 'bad' WHERE a = 7;
"""

NEW = """
CREATE TABLE spot (id int PRIMARY KEY, name varchar(6) NOT NULL
    UNIQUE DEFERRABLE INITIALLY DEFERRED, level int CHECK (level >= 0),
    seen timestamptz NOT NULL DEFAULT now());
CREATE TABLE stay (id int PRIMARY KEY, spot_id int NOT NULL REFERENCES spot, boss_id int
    REFERENCES stay, qty int NOT NULL, code text, extra text NOT NULL DEFAULT 'x');
CREATE UNIQUE INDEX ON stay (lower(code));
CREATE TABLE remark (a int, b text, stay_id int REFERENCES stay, word text,
    size int NOT NULL, PRIMARY KEY (a, b));
"""

PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"
on_bad_row = "reject"

[[table]]
from = "public.place"
to = "public.spot"
where = "level IS DISTINCT FROM 7"

[[table]]
from = "public.visit"
to = "public.stay"
key = { offset = 1000 }
[table.columns]
spot_id = "place_id"
qty = { sql = "qty::int" }
extra = { sql = "'made ' || random()::text" }

[[table]]
from = "public.note"
to = "public.remark"
[table.columns]
stay_id = "visit_id"
size = { python = "sizes:size" }
"""

SIZES = """
import os

with open("processes", "a") as file:
    print(os.getpid(), file=file)

def size(row):
    if row["word"] == "bad":
        raise ValueError("a bad word")
    return len(row["word"])
"""

FIRST = int(os.environ.get("SEGUE_FIRST_HISTORY", "1"))
BATCHES = 8
"""Of each of two followers."""

SEEDS = range(FIRST, FIRST + int(os.environ.get("SEGUE_HISTORIES", "1")))

Session = psycopg.Connection[TupleRow]
Row = tuple[Any, ...]


def spot(row: Row) -> Row | None:
    _, _, level = row
    return None if level == 7 else row


def stay(row: Row) -> Row | None:
    number, place, boss, qty, code = row
    if qty is not None and not qty.lstrip("-").isdigit():
        return ("cannot be worked out", number + 1000)
    return number + 1000, place, None if boss is None else boss + 1000, qty and int(qty), code


def remark(row: Row) -> Row | None:
    a, b, visit, word = row
    if word == "bad":
        return ("cannot be worked out", f"({a},{b})")
    return a, b, None if visit is None else visit + 1000, word, len(word)


@dataclass(frozen=True)
class Mapped:
    source: str
    target: str
    columns: str
    keys: int
    make: Callable[[Row], Row | None]


MAPPED = (
    Mapped("SELECT * FROM place", "spot", "id, name, level", 1, spot),
    Mapped("SELECT * FROM visit", "stay", "id, spot_id, boss_id, qty, code", 1, stay),
    Mapped("SELECT * FROM note", "remark", "a, b, stay_id, word, size", 2, remark),
)


def wrongs(source: Database, target: Database) -> Iterator[str]:
    """What is neither in the target nor a reject with a reason, or is both."""
    with source.connect() as old, target.connect() as new:
        rejects = {
            (table, key): reason
            for table, key, reason in new.execute(
                "SELECT target_table, key, reason FROM segue.reject JOIN segue.load"
                " ON load = segue.load.number"
            )
        }
        for mapped in MAPPED:
            here = {
                key_of(row[: mapped.keys]): row
                for row in new.execute(f"SELECT {mapped.columns} FROM {mapped.target}".encode())
            }
            for given in old.execute(mapped.source.encode()):
                made = mapped.make(given)
                if made is None:
                    continue
                unworkable = made[0] == "cannot be worked out"
                key = made[1] if unworkable else key_of(made[: mapped.keys])
                there, refused = (
                    here.pop(str(key), None),
                    rejects.pop((mapped.target, str(key)), ""),
                )
                if (there is None) != bool(refused):
                    yield f"{mapped.target} {key}: there {there}, a reject {refused!r}"
                elif there is not None and there != made:
                    yield f"{mapped.target} {key}: {there} and not {made}"
                elif refused and not unworkable and fits(new, mapped, made):
                    yield f"{mapped.target} {key} would fit: {refused}"
            yield from (f"{mapped.target} has {row} alone" for row in here.values())
        yield from (f"a reject alone: {each}" for each in rejects)


def key_of(values: Row) -> str:
    return str(values[0]) if len(values) == 1 else f"({','.join(map(str, values))})"


def fits(new: Session, mapped: Mapped, row: Row) -> bool:
    """Whether the target would take the row now."""
    try:
        with new.transaction(force_rollback=True):
            new.execute("SET LOCAL segue.mover = 'follows'")
            new.execute("SET CONSTRAINTS ALL IMMEDIATE")
            marks = ", ".join(["%s"] * len(row))
            new.execute(
                f"INSERT INTO {mapped.target} ({mapped.columns}) VALUES ({marks})".encode(), row
            )
    except psycopg.Error:
        return False
    return True


def _name(draw: random.Random) -> str:
    return draw.choice(("much too long", *(f"p{n}" for n in range(1, 12))))


def change(source: Session, draw: random.Random) -> None:
    """One change of the application's; what its own rules refuse does not happen."""
    place, visit = draw.randrange(1, 36), draw.randrange(1, 70)
    kinds: list[tuple[str, Row]] = [
        ("UPDATE place SET name = %s WHERE id = %s", (_name(draw), place)),
        ("UPDATE place SET name = NULL WHERE id = %s", (place,)),
        ("UPDATE place SET level = %s WHERE id = %s", (draw.randrange(-2, 9), place)),
        ("DELETE FROM place WHERE id = %s", (place,)),
        ("INSERT INTO place VALUES (%s, %s, 1)", (place, _name(draw))),
        ("UPDATE place SET id = %s WHERE id = %s", (draw.randrange(1, 36), place)),
        ("UPDATE visit SET place_id = %s WHERE id = %s", (place, visit)),
        ("UPDATE visit SET qty = %s WHERE id = %s", (draw.choice(("many", "4", None)), visit)),
        ("UPDATE visit SET code = %s WHERE id = %s",
         (draw.choice("abAB") + str(draw.randrange(4)), visit)),
        ("UPDATE visit SET boss_id = %s WHERE id = %s", (draw.randrange(1, 70), visit)),
        ("DELETE FROM visit WHERE id = %s", (visit,)),
        ("INSERT INTO visit VALUES (%s, %s, NULL, '1', NULL)", (visit, place)),
        ("UPDATE visit AS v SET code = w.code FROM visit AS w WHERE v.id IN (%s, %s)"
         " AND w.id IN (%s, %s) AND v.id <> w.id", (visit, place, visit, place)),
        ("UPDATE place AS v SET name = w.name FROM place AS w WHERE v.id IN (%s, %s)"
         " AND w.id IN (%s, %s) AND v.id <> w.id", (3, place, 3, place)),
        ("UPDATE note SET word = %s WHERE a = %s",
         (draw.choice(("bad", "good", "x")), draw.randrange(1, 41))),
        ("UPDATE note SET visit_id = %s WHERE a = %s", (visit, draw.randrange(1, 41))),
        ("UPDATE note SET b = %s WHERE a = %s", (f"n{draw.randrange(5)}", draw.randrange(1, 41))),
    ]  # fmt: skip
    good: list[tuple[str, Row]] = [
        ("UPDATE place SET name = 'p' || id, level = 1 WHERE id BETWEEN %s AND %s + 3",
         (place, place)),
        ("INSERT INTO place SELECT i, 'p' || i, 1 FROM generate_series(%s::int, 35) i"
         " ON CONFLICT DO NOTHING", (place,)),
        ("UPDATE visit SET place_id = 1 + id %% 35, boss_id = NULL, code = 'c' || id, qty = id"
         " WHERE id BETWEEN %s AND %s + 5", (visit, visit)),
    ]  # fmt: skip
    statement, values = draw.choice(good if draw.random() < 0.35 else kinds)
    try:
        source.execute(statement.encode(), values)
    except psycopg.errors.UniqueViolation:
        return


@pytest.fixture
def sides(
    live_server: Server,
    make_database: MakeDatabase,
    target_db: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Database, Database]:
    source = make_database(live_server)
    source.execute(OLD)
    target_db.execute(NEW)
    monkeypatch.setenv("OLD", source.url)
    monkeypatch.setenv("NEW", target_db.url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "sizes.py").write_text(SIZES)
    (tmp_path / "segue.toml").write_text(PLAN)
    return source, target_db


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_in_the_target_or_a_reject_with_its_reason(
    sides: tuple[Database, Database],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    source, target = sides
    draw = random.Random(seed)
    with copied(tmp_path) as space:
        for part in range(2):
            processes = 2 if part else None
            with follower(space, processes) as one, source.connect() as application:
                for number in range(BATCHES):
                    for _ in range(draw.randrange(1, 10)):
                        change(application, draw)
                    one.step([each for each in one.scope.by_target if draw.random() < 0.05])
                    found = list(wrongs(source, target))
                    assert found == [], f"seed {seed}, batch {number} of {part}"
        called_in = (tmp_path / "processes").read_text().split()
        assert len({*called_in, str(os.getpid())}) == 3
        rejected = target.value("SELECT count(*) FROM segue.reject")
        assert rejected
        assert target.value("SELECT count(*) FROM stay") > 10
        assert main(["status", "--json"]) == 0
        assert json.loads(capfd.readouterr().out.splitlines()[-1])["live"]["rejected"] == rejected
        assert main(["cutover", "--json"]) == 5
        done, files = map(json.loads, capfd.readouterr().out.splitlines()[-2:])
        assert (done["rejected"], files["rows"]) == (rejected, rejected)
        written = [Path(each["path"]).read_text() for each in files["files"]]
        assert sum(len(list(csv.reader(text.splitlines()))) - 1 for text in written) == rejected
        assert list(wrongs(source, target)) == []
        assert main(["verify", "--json"]) == 0, capfd.readouterr()
        report = json.loads(capfd.readouterr().out.splitlines()[-1])
        assert sum(each["rejected"] for each in report["tables"]) == rejected
