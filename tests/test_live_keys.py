"""Rows that come under one key of a table that follows: told or rejected, never written over."""

from __future__ import annotations

import random
from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.commandline.cli import main
from segue.demo.servers import Server
from segue.errors import SharedKey
from support.databases import Database
from support.following import copied, follower

OLD = """
CREATE TABLE cat (id serial PRIMARY KEY, said text);
CREATE TABLE dog (id serial PRIMARY KEY, said text);
CREATE TABLE tram (id int PRIMARY KEY, said text);
CREATE TABLE bus (id int PRIMARY KEY, said text);
CREATE TABLE word (code text PRIMARY KEY, said text);
CREATE TABLE small (id int PRIMARY KEY, said text);
CREATE TABLE large (id bigint PRIMARY KEY, said text);
CREATE TABLE part (id int PRIMARY KEY, odd boolean NOT NULL, even boolean NOT NULL);
CREATE TABLE news (id int PRIMARY KEY, since timestamptz NOT NULL);
INSERT INTO cat SELECT i, 'cat ' || i FROM generate_series(1, 5) i;
INSERT INTO dog SELECT i, 'dog ' || i FROM generate_series(11, 15) i;
INSERT INTO tram SELECT i, 'tram ' || i FROM generate_series(1, 9) i;
INSERT INTO bus SELECT i, 'bus ' || i FROM generate_series(6, 14) i;
INSERT INTO word SELECT 'w' || i, 'word ' || i FROM generate_series(1, 5) i;
INSERT INTO small SELECT i, 'small ' || i FROM generate_series(1, 5) i;
INSERT INTO large SELECT 5000000000 + i, 'large ' || i FROM generate_series(1, 5) i;
INSERT INTO part SELECT i, i % 2 = 1, i % 2 = 0 FROM generate_series(1, 5) i;
INSERT INTO news SELECT i, now() - i * interval '1 hour' FROM generate_series(1, 5) i;
INSERT INTO news VALUES (9, now() - interval '1 day' + interval '5 seconds');
"""

NEW = """
CREATE TABLE pet (id int PRIMARY KEY, said text);
CREATE TABLE line (id int PRIMARY KEY, said text);
CREATE TABLE word (code text PRIMARY KEY, said text);
CREATE TABLE size (id bigint PRIMARY KEY, said text);
CREATE TABLE part (id int PRIMARY KEY, kind text);
CREATE TABLE news (id int PRIMARY KEY, since timestamptz NOT NULL);
"""

PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.cat"
to = "public.pet"

[[table]]
from = "public.dog"
to = "public.pet"

[[table]]
from = "public.tram"
to = "public.line"
on_bad_row = "reject"

[[table]]
from = "public.bus"
to = "public.line"
on_bad_row = "reject"

[[table]]
from = "public.word"
to = "public.word"
columns = { code = { sql = "upper(code)" } }

[[table]]
from = "public.small"
to = "public.size"
key = { offset = 100 }

[[table]]
from = "public.large"
to = "public.size"

[[table]]
from = "public.part"
to = "public.part"
where = "odd"
columns = { kind = { value = "odd" }, odd = { drop = "kind" }, even = { drop = "kind" } }

[[table]]
from = "public.part"
to = "public.part"
where = "even"
columns = { kind = { value = "even" }, odd = { drop = "kind" }, even = { drop = "kind" } }

[[table]]
from = "public.news"
to = "public.news"
where = "since > now() - interval '1 day'"
"""

CLASHES = (
    ("INSERT INTO dog VALUES (3, 'clash')", "DELETE FROM dog WHERE id = 3",
     "public.cat and public.dog come into public.pet under one key, 3"),
    ("INSERT INTO cat VALUES (12, 'clash'), (7, 'x'); INSERT INTO dog VALUES (7, 'clash')",
     "DELETE FROM cat WHERE id = 12; DELETE FROM dog WHERE id = 7", "under one key, "),
    ("INSERT INTO word VALUES ('W2', 'clash')", "DELETE FROM word WHERE code = 'w2'",
     "public.word come into public.word under one key, W2"),
    ("INSERT INTO word VALUES ('new', 'clash'), ('nEw', 'clash')",
     "DELETE FROM word WHERE code = 'new'", "under one key, NEW"),
    ("INSERT INTO large VALUES (102, 'clash')", "DELETE FROM small WHERE id = 2",
     "public.large and public.small come into public.size under one key, 102"),
    ("UPDATE part SET even = true WHERE id = 1", "UPDATE part SET odd = false WHERE id = 1",
     "public.part come into public.part under one key, 1"),
)  # fmt: skip
"""A change that cannot follow, what mends it, and what is said meanwhile."""

SAME = {
    "pet": "SELECT id, said FROM cat UNION ALL SELECT id, said FROM dog",
    "word": "SELECT upper(code), said FROM word",
    "size": "SELECT id + 100, said FROM small UNION ALL SELECT id, said FROM large",
    "part": "SELECT id, 'odd' FROM part WHERE odd UNION ALL SELECT id, 'even' FROM part WHERE even",
}


def different(old: Database, new: Database) -> list[str]:
    """What is not in the target as the plan says."""
    found = [
        table
        for table, query in SAME.items()
        if sorted(old.execute(query)) != sorted(new.execute(f"SELECT * FROM {table}"))
    ]
    lines = new.execute("SELECT id, said FROM line")
    refused = new.execute("SELECT texts[1]::int, texts[2] FROM segue.reject")
    if sorted(old.execute("TABLE tram") + old.execute("TABLE bus")) != sorted(lines + refused):
        found.append("line")
    if {key for key, _ in refused} - {key for key, _ in lines}:
        found.append("a reject in whose way nothing stands")
    return found


def change(session: psycopg.Connection[tuple[object, ...]], draw: random.Random) -> None:
    """Lines come, change and go on both sides, often under one number."""
    table, key = draw.choice(("tram", "bus")), draw.randrange(1, 16)
    session.execute(
        draw.choice(
            (
                "INSERT INTO {0} VALUES ({1}, '{0} anew') ON CONFLICT DO NOTHING",
                "UPDATE {0} SET said = said || '.' WHERE id = {1}",
                "DELETE FROM {0} WHERE id = {1}",
                "UPDATE {0} AS t SET id = {1} WHERE id = (SELECT min(id) FROM {0}) AND NOT EXISTS"
                " (SELECT FROM {0} WHERE id = {1})",
            )
        ).format(table, key)
    )


def test_two_rows_under_one_key_are_told_and_none_is_lost(
    live_server: Server,
    make_database: MakeDatabase,
    target_db: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    old, new = make_database(live_server), target_db
    old.execute(OLD)
    new.execute(NEW)
    monkeypatch.setenv("OLD", old.url)
    monkeypatch.setenv("NEW", new.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "segue.toml").write_text(PLAN)
    assert main(["check", "--live"]) == 0
    told = capfd.readouterr().out
    assert "warning[L114]: new rows of public.cat and public.dog may come under one key" in told
    assert told.count("L114]:") == 1
    assert "public.news is read again as a whole: which of its rows come depends" in told
    with copied(tmp_path) as space:
        with follower(space) as one:
            one.step()
        for clash, mended, words in CLASHES:
            old.execute(clash)
            with follower(space) as one, pytest.raises(SharedKey, match=words):
                one.step()
            old.execute(mended)
            with follower(space) as one:
                one.step()
            assert different(old, new) == [], clash
        draw = random.Random(5)
        with follower(space) as one, old.connect() as application:
            for number in range(25):
                for _ in range(draw.randrange(1, 8)):
                    change(application, draw)
                one.step([one.survey.transfers[2].target.name] if number % 9 == 8 else ())
                assert different(old, new) == [], number
        old.execute("SELECT pg_sleep(greatest(0, extract(epoch FROM since - now()"
                    " + interval '1 day') + 0.1)) FROM news WHERE id = 9")  # fmt: skip
        assert main(["cutover"]) == 5
        assert different(old, new) == []
        assert new.value("SELECT count(*) FROM news") == 5
        capfd.readouterr()
        assert main(["verify"]) == 0, capfd.readouterr()
