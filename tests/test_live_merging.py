"""A target with rows of its own that follows: random histories, and what each side should hold.

Which of the target's own rows a new row is, is decided when it comes. A row that the move brought
goes when the source has it no longer; one that was there before is as it was.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import TupleRow

from conftest import MakeDatabase
from segue.commandline.cli import main
from segue.demo.servers import Server
from segue.errors import ChildrenWouldChange
from support.databases import Database
from support.following import copied, follower

OLD = """
CREATE TABLE tag (id int PRIMARY KEY, slug text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
    label text);
CREATE TABLE kind (id int PRIMARY KEY, slug text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
    tag_id int REFERENCES tag ON DELETE SET NULL, label text);
CREATE TABLE post (id int PRIMARY KEY, tag_id int REFERENCES tag ON DELETE CASCADE,
    kind_id int REFERENCES kind ON DELETE SET NULL, title text);
CREATE TABLE person (id int PRIMARY KEY, name text);
CREATE TABLE word (id int PRIMARY KEY, name text);
INSERT INTO tag SELECT i, 's' || i, 'label ' || i FROM generate_series(1, 12) i;
INSERT INTO kind SELECT i, 's' || i, i, 'label ' || i FROM generate_series(1, 12) i;
INSERT INTO post SELECT i, 1 + i % 12, 1 + i % 11, 'post ' || i FROM generate_series(1, 30) i;
INSERT INTO person SELECT i, 'name ' || i FROM generate_series(1, 12) i;
INSERT INTO word SELECT i, 'word ' || i FROM generate_series(1, 12) i;
"""

NEW = """
CREATE TABLE tag (id int PRIMARY KEY, slug text NOT NULL, label text, more text DEFAULT 'more');
CREATE TABLE kind (id int PRIMARY KEY, slug text NOT NULL, tag_id int REFERENCES tag, label text);
CREATE TABLE post (id int PRIMARY KEY, tag_id int REFERENCES tag, kind_id int REFERENCES kind,
    title text);
CREATE TABLE person (id int PRIMARY KEY, name text, more text DEFAULT 'more');
CREATE TABLE word (id int PRIMARY KEY, name text);
INSERT INTO tag SELECT 40 + i, 's' || i * 2, 'own ' || i FROM generate_series(1, 10) i;
INSERT INTO kind SELECT 40 + i, 's' || i * 3, NULL, 'own ' || i FROM generate_series(1, 8) i;
INSERT INTO post SELECT i, 40 + i, 40 + i, 'own ' || i FROM generate_series(1, 5) i;
INSERT INTO person SELECT i, 'own ' || i FROM generate_series(8, 18) i;
INSERT INTO word SELECT i, 'own ' || i FROM generate_series(8, 18) i;
"""

HEAD = """version = 1
source = "env:OLD"
target = "env:NEW"
"""

PLAN = f"""{HEAD}existing_rows = "keep"

[[table]]
from = "public.tag"
to = "public.tag"
key = {{ match = ["slug"] }}

[[table]]
from = "public.kind"
to = "public.kind"
existing_rows = "update"
key = {{ match = ["slug"] }}

[[table]]
from = "public.post"
to = "public.post"
key = {{ offset = 1000 }}

[[table]]
from = "public.person"
to = "public.person"
existing_rows = "update"
key = {{ match = ["id"] }}

[[table]]
from = "public.word"
to = "public.word"
key = {{ match = ["id"] }}
"""

FIRST = int(os.environ.get("SEGUE_FIRST_HISTORY", "1"))
BATCHES = 12
SEEDS = range(FIRST, FIRST + int(os.environ.get("SEGUE_HISTORIES", "1")))

Session = psycopg.Connection[TupleRow]
Row = tuple[Any, ...]
TABLES = ("tag", "kind", "post", "person", "word")


def rows(database: Database) -> dict[str, dict[int, Row]]:
    """What each table holds, by key, without what the source lacks."""
    columns = {"tag": "id, slug, label", "person": "id, name"}
    with database.connect() as session, session.transaction():
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return {
            name: {
                row[0]: row
                for row in session.execute(f"SELECT {columns.get(name, '*')} FROM {name}".encode())
            }
            for name in TABLES
        }


@dataclass
class Model:
    """What the target should hold, worked out without Segue."""

    own: dict[str, dict[int, Row]]
    """The target's rows of before."""
    amounts: dict[str, int]
    """What is added to the keys of rows without a counterpart."""
    pairs: dict[str, dict[int, int]] = field(default_factory=lambda: {"tag": {}, "kind": {}})
    known: dict[str, set[int]] = field(default_factory=lambda: {"tag": set(), "kind": set()})

    def follow(self, source: dict[str, dict[int, Row]], before: dict[str, dict[int, Row]]) -> None:
        """New rows find their counterparts among what the target held `before`."""
        for name, pairs in self.pairs.items():
            for gone in pairs.keys() - source[name].keys():
                del pairs[gone]
            new = source[name].keys() - self.known[name]
            free = self.own[name].keys() - set(pairs.values())
            by_slug = {before[name][key][1]: key for key in free}
            for key in new:
                if source[name][key][1] in by_slug:
                    pairs[key] = by_slug[source[name][key][1]]
            self.known[name] = set(source[name])

    def key(self, name: str, key: int | None) -> int | None:
        return None if key is None else self.pairs[name].get(key, key + self.amounts[name])

    def target(self, source: dict[str, dict[int, Row]]) -> dict[str, dict[int, Row]]:
        """All that should be there."""
        found = {name: dict(own) for name, own in self.own.items()}
        for number, slug, label in source["tag"].values():
            key = self.key("tag", number)
            found["tag"].setdefault(key, (key, slug, label))
        for number, slug, tag, label in source["kind"].values():
            key = self.key("kind", number)
            found["kind"][key] = (key, slug, self.key("tag", tag), label)
        for number, tag, kind, title in source["post"].values():
            row = (number + 1000, self.key("tag", tag), self.key("kind", kind), title)
            found["post"][number + 1000] = row
        found["person"] |= source["person"]
        found["word"] = source["word"] | found["word"]
        return found


def change(session: Session, draw: random.Random) -> None:
    """One change of the application's; what the source's rules refuse does not happen."""
    table = draw.choice(("tag", "kind"))
    plain = draw.choice(("person", "word"))
    one, other = draw.randrange(1, 24), draw.randrange(1, 24)
    slug = f"s{draw.randrange(1, 30)}"
    statement = draw.choice((
        f"INSERT INTO {table} (id, slug, label) VALUES ({one}, '{slug}', 'new')",
        f"INSERT INTO {table} (id, slug, label) VALUES ({one}, '{slug}', 'new')",
        f"UPDATE {table} SET slug = '{slug}' WHERE id = {one}",
        f"UPDATE {table} SET label = 'label {draw.random()}' WHERE id = {one}",
        f"UPDATE {table} SET slug = CASE id WHEN {one} THEN 'x' ELSE 'y' END"
        f" WHERE id IN ({one}, {other})",
        f"DELETE FROM {table} WHERE id = {one}",
        f"UPDATE kind SET id = {one} WHERE id = {other}",
        f"UPDATE kind SET tag_id = {one} WHERE id = {other}",
        f"INSERT INTO post VALUES ({one + 20}, {one}, {other}, 'new')",
        f"UPDATE post SET tag_id = {one}, kind_id = {other} WHERE id = {one + 10}",
        f"DELETE FROM post WHERE id = {one + 10}",
        f"INSERT INTO {plain} VALUES ({one}, 'new {draw.random()}')",
        f"UPDATE {plain} SET name = 'changed {draw.random()}' WHERE id = {one}",
        f"UPDATE {plain} SET id = {one} WHERE id = {other}",
        f"DELETE FROM {plain} WHERE id = {one}",
    ))  # fmt: skip
    try:
        session.execute(statement.encode())
    except (psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation):
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
    (tmp_path / "segue.toml").write_text(PLAN)
    return source, target_db


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_the_target_stay_and_those_of_the_source_follow(
    sides: tuple[Database, Database],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    source, target = sides
    draw = random.Random(seed)
    own = rows(target)
    with copied(tmp_path) as space:
        amounts = target.execute("SELECT mapping, amount FROM segue.key_offset")
        model = Model(own, {label.split(".")[-1]: amount for label, amount in amounts})
        model.follow(rows(source), own)
        assert rows(target) == model.target(rows(source))
        for part in range(2):
            with follower(space) as one, source.connect() as application:
                for number in range(BATCHES):
                    before = rows(target)
                    for _ in range(draw.randrange(1, 12)):
                        change(application, draw)
                    one.step([each for each in one.scope.by_target if draw.random() < 0.05])
                    model.follow(rows(source), before)
                    here, wanted = rows(target), model.target(rows(source))
                    for name in TABLES:
                        assert here[name] == wanted[name], f"seed {seed}, {part}.{number}: {name}"
        assert main(["cutover"]) == 0, capfd.readouterr()
        assert rows(target) == model.target(rows(source))
        capfd.readouterr()
        assert main(["verify", "--json"]) == 0, capfd.readouterr()
        assert json.loads(capfd.readouterr().out.splitlines()[-1])["equal"]
        assert target.value("SELECT count(*) FROM tag WHERE more IS DISTINCT FROM 'more'") == 0


def test_rows_do_not_change_places_where_their_children_would_go(
    sides: tuple[Database, Database], tmp_path: Path
) -> None:
    """An immediate unique key has the rows leave for a moment, and a cascade acts at once."""
    source, target = sides
    for database in sides:
        database.execute(
            "CREATE TABLE seat (id int PRIMARY KEY, place int UNIQUE);"
            "CREATE TABLE guest (id int PRIMARY KEY,"
            " seat_id int CONSTRAINT sits REFERENCES seat ON DELETE CASCADE)"
        )
    source.execute("INSERT INTO seat VALUES (1, 1), (2, 2); INSERT INTO guest VALUES (7, 1)")
    tables = "".join(
        f'\n[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n' for name in ("seat", "guest")
    )
    skips = "".join(f'"public.{name}" = "not looked at"\n' for name in TABLES)
    (tmp_path / "segue.toml").write_text(f"{HEAD}{tables}\n[skip]\n{skips}")
    with copied(tmp_path, fresh=True) as space:
        source.execute(
            "UPDATE seat SET place = 3 WHERE id = 1; UPDATE seat SET place = 1 WHERE id = 2;"
            " UPDATE seat SET place = 2 WHERE id = 1"
        )
        with follower(space) as one, pytest.raises(ChildrenWouldChange, match=r"guest.*go.*sits"):
            one.step()
        assert target.execute("SELECT id FROM guest") == [(7,)]
        target.execute(
            "ALTER TABLE guest DROP CONSTRAINT sits, ADD CONSTRAINT sits FOREIGN KEY (seat_id)"
            " REFERENCES seat DEFERRABLE INITIALLY DEFERRED"
        )
        with follower(space) as one:
            one.step()
        assert target.execute("SELECT * FROM seat ORDER BY id") == [(1, 2), (2, 1)]
        assert target.execute("SELECT * FROM guest") == [(7, 1)]
