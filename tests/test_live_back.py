"""The way back of a live move: the old database follows the new one, and may take over again."""

from __future__ import annotations

import signal
from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.database.session import OLDEST
from segue.demo.servers import Server
from support.mover import Mover, wait_until
from test_live import PATIENCE, end, run, start, state

OLD = """
CREATE TABLE client (id serial PRIMARY KEY, mail text UNIQUE, state text NOT NULL, born date,
    gone boolean NOT NULL DEFAULT false);
CREATE TABLE firm (id serial PRIMARY KEY, mail text, city text NOT NULL);
CREATE TABLE bill (id serial PRIMARY KEY, client_id int NOT NULL REFERENCES client, total int);
CREATE TABLE member (team text, name text, active boolean NOT NULL DEFAULT true, said text,
    PRIMARY KEY (team, name));
INSERT INTO client (mail, state) SELECT 'c' || i, 'n' FROM generate_series(1, 50) i;
INSERT INTO client (id, mail, state, gone) VALUES (60, 'c60', 'n', true), (61, 'c61', '?', true);
INSERT INTO firm (mail, city) SELECT 'f' || i, 'Ulm' FROM generate_series(1, 30) i;
INSERT INTO bill (client_id, total) SELECT 1 + i % 50, i FROM generate_series(1, 90) i;
INSERT INTO bill (client_id, total) VALUES (5, 5000), (6, 6000);
INSERT INTO member SELECT 'a', 'm' || i, i < 10, 's' || i FROM generate_series(1, 12) i;
UPDATE client SET born = '2001-02-03' WHERE id = 7;
CREATE TABLE item (id serial PRIMARY KEY, kind text NOT NULL, name text);
INSERT INTO item (kind, name) VALUES ('book', 'b'), ('film', 'f'), ('song', 's'), ('book', 'c');
"""
NEW = """
CREATE TABLE party (id serial PRIMARY KEY, email text, kind text NOT NULL, state int, town text,
    since timestamptz DEFAULT now());
CREATE TABLE invoice (id serial PRIMARY KEY, party_id int NOT NULL REFERENCES party, total int
    CHECK (total < 1000));
CREATE TABLE membership (team text, name text, active boolean NOT NULL, said text,
    PRIMARY KEY (team, name));
CREATE TABLE book (id serial PRIMARY KEY, name text);
CREATE TABLE film (id serial PRIMARY KEY, name text);
"""
PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.client"
to = "public.party"
where = "NOT gone"
[table.columns]
email = "mail"
kind = { value = "client" }
state = { map = { n = 1, p = 2 }, from = "state" }
town = { sql = "NULL" }
born = { drop = "nobody asks" }
gone = { drop = "who is gone stays behind" }

[[table]]
from = "public.firm"
to = "public.party"
key = { offset = 1000 }
[table.columns]
email = "mail"
kind = { value = "firm" }
state = { sql = "NULL" }
town = "city"

[[table]]
from = "public.bill"
to = "public.invoice"
on_bad_row = "reject"
[table.columns]
party_id = "client_id"

[[table]]
from = "public.member"
to = "public.membership"
where = "active"

[[table]]
from = "public.item"
to = "public.book"
where = "kind = 'book'"
[table.columns]
kind = { drop = "a table of its own" }

[[table]]
from = "public.item"
to = "public.film"
where = "kind = 'film'"
[table.columns]
kind = { drop = "a table of its own" }
"""

EMPTIED = (
    "BEGIN; CREATE TEMP TABLE t ON COMMIT DROP AS SELECT * FROM {0};"
    "TRUNCATE {0}; INSERT INTO {0} SELECT * FROM t {1}; COMMIT"
)
"""Whatever refers to the table, all of it is read again."""


def test_the_old_database_follows_the_new_one_and_takes_over_again(
    live_server: Server, live_target: Server, make_database: MakeDatabase, tmp_path: Path
) -> None:
    """Old rows that the plan left behind stay as they are, whatever is read again."""
    if live_server.major * 10000 < OLDEST["target"]:
        pytest.skip("a way back leads into servers that Segue fills")
    old, new = make_database(live_server), make_database(live_target)
    old.execute(OLD)
    new.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    mover = Mover(old, new, tmp_path)
    drafted = run(mover, "plan", "--back")
    assert drafted.status == 0, drafted.said
    assert "client.born" in drafted.said
    assert "New rows of public.book and public.film may get the same number" in drafted.said
    follower = start(mover, "move", "--live", "--back")

    def old_gives(query: str, value: object) -> None:
        wait_until(lambda: old.value(query) == value or follower.poll() is not None, PATIENCE)
        assert old.value(query) == value, end(follower)

    try:
        wait_until(lambda: state(mover) == "following" or follower.poll() is not None, PATIENCE)
        old.execute("UPDATE client SET state = 'p' WHERE id < 9")
        old.execute("UPDATE member SET active = false WHERE name = 'm1'")
        gone = old.execute("SELECT * FROM client WHERE gone ORDER BY id")
        inactive = old.execute("SELECT * FROM member WHERE NOT active ORDER BY name")
        assert run(mover, "cutover").status == 5
        new.execute(
            "UPDATE party SET state = 1, email = email || '!' WHERE id = 7;"
            "DELETE FROM invoice WHERE total > 80;"
            "INSERT INTO party (id, email, kind, state) VALUES (500, 'new', 'client', 2);"
            "INSERT INTO party (id, email, kind, town) VALUES (2000, 'inc', 'firm', 'Bonn');"
            "INSERT INTO invoice (party_id, total) VALUES (500, 7);"
            "DELETE FROM membership WHERE name = 'm2';"
            "INSERT INTO membership VALUES ('a', 'm11', true, 'short'), ('b', 'new', true, 'n');"
            "DELETE FROM membership WHERE name = 'm11';"
            "UPDATE membership SET active = false WHERE name IN ('m3', 'm4')"
        )
        old_gives("SELECT count(*) FROM firm WHERE id = 1000", 1)
        old_gives("SELECT count(*) FROM member WHERE name = 'm2'", 0)
        assert old.execute("SELECT * FROM client WHERE gone ORDER BY id") == gone
        assert old.execute("SELECT name FROM member WHERE NOT active ORDER BY name") == [
            ("m1",),
            ("m10",),
            ("m11",),
            ("m12",),
            ("m3",),
            ("m4",),
        ]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            old.execute("DELETE FROM bill")
        new.execute(EMPTIED.format("membership", "WHERE name <> 'm4'"))
        new.execute(EMPTIED.format("invoice", "WHERE total <> 1"))
        old_gives("SELECT count(*) FROM member WHERE name = 'm4'", 0)
        new.execute("TRUNCATE book; INSERT INTO book (name) VALUES ('new'); DELETE FROM film")
        old_gives("SELECT count(*) FROM bill WHERE total = 1", 0)
        old_gives("SELECT string_agg(kind || name, ' ' ORDER BY id) FROM item", "songs booknew")
        assert (
            old.execute("SELECT * FROM member WHERE NOT active AND name <> 'm3' ORDER BY name")
            == inactive
        )
        new.execute(
            "INSERT INTO invoice VALUES (91, 5, 999);"
            "INSERT INTO membership VALUES ('a', 'm12', true, 'another one')"
        )
        old_gives("SELECT message LIKE '%m12%' FROM segue.live", True)
        assert old.value("SELECT said FROM member WHERE name = 'm12'") == "s12"
        follower.send_signal(signal.SIGINT)
        plan = tmp_path / "segue-back.toml"
        plan.write_text(
            plan.read_text().replace('existing_rows = "stop"', 'existing_rows = "replace"')
        )
        back = run(mover, "reverse", "--json")
        assert back.status == 0, back.said
    finally:
        said = end(follower)
    assert old.execute("SELECT * FROM client WHERE gone ORDER BY id") == gone
    assert old.value("SELECT said FROM member WHERE name = 'm12'") == "another one"
    assert old.execute("SELECT id, total FROM bill WHERE id IN (91, 92)") == [(91, 999), (92, 6000)]
    assert old.execute("SELECT mail, state, born::text FROM client WHERE id = 7") == [
        ("c7!", "n", "2001-02-03")
    ], said
    assert old.execute("SELECT mail, state FROM client WHERE id = 500") == [("new", "p")]
    assert old.execute("SELECT id, city FROM firm WHERE mail = 'inc'") == [(1000, "Bonn")]
    assert old.value("SELECT count(*) FROM bill") == 82
    old.execute("INSERT INTO bill (client_id, total) VALUES (500, 1)")
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="has moved to"):
        new.execute("DELETE FROM invoice")
    assert run(mover, "forget").status == 0
    for side in (old, new):
        assert (
            side.value(
                "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"
            )
            == 0
        )
