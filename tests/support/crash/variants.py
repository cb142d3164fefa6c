"""What the tries move beside the shop: tables in every other manner that a plan knows.

Rows that stay, are replaced, brought up to date or matched; keys that are offset or become uuids;
rows that are refused; a table that is made; a column that Python fills.
"""

from __future__ import annotations

SOURCE = """
CREATE SCHEMA mix;
CREATE TABLE mix.role (id int PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE mix.member (
    id serial PRIMARY KEY, role int NOT NULL REFERENCES mix.role, name text NOT NULL);
CREATE TABLE mix.token (id serial PRIMARY KEY, word text NOT NULL);
CREATE TABLE mix.usage (id serial PRIMARY KEY, token int NOT NULL REFERENCES mix.token);
CREATE TABLE mix.price (id int PRIMARY KEY, amount numeric NOT NULL, remark text);
CREATE TABLE mix.note (id int PRIMARY KEY, body text);
CREATE TABLE mix.feed (id int PRIMARY KEY, note int, body text);
CREATE TABLE mix.item (id int PRIMARY KEY, name text);
CREATE TYPE mix.mood AS ENUM ('sad', 'glad');
CREATE SEQUENCE mix.numbers;
CREATE TABLE mix.archive (
    id serial PRIMARY KEY, number bigint DEFAULT nextval('mix.numbers'), mood mix.mood,
    role int REFERENCES mix.role);
CREATE INDEX archive_mood ON mix.archive (mood);
"""

ROWS = """
INSERT INTO mix.role VALUES (1, 'admin'), (2, 'editor');
INSERT INTO mix.member (role, name) SELECT i % 2 + 1, 'member ' || i FROM generate_series(1, 500) i;
INSERT INTO mix.token (word) SELECT md5(i::text) FROM generate_series(1, 300) i;
INSERT INTO mix.usage (token) SELECT i % 300 + 1 FROM generate_series(1, 900) i;
INSERT INTO mix.price SELECT i, i / 4.0, repeat('dear ', 40) FROM generate_series(1, 12000) i;
INSERT INTO mix.note SELECT i, 'note ' || i FROM generate_series(1, 1000) i;
INSERT INTO mix.feed SELECT i, CASE i WHEN 7 THEN 4711 ELSE i % 1000 + 1 END,
    CASE WHEN i % 100 <> 0 THEN 'feed ' || i END FROM generate_series(1, 2000) i;
INSERT INTO mix.item SELECT i, 'Item No ' || i FROM generate_series(1, 2000) i;
INSERT INTO mix.archive (mood, role) SELECT 'glad', i % 2 + 1 FROM generate_series(1, 50) i;
ANALYZE;
"""

TARGET = """
CREATE SCHEMA mix;
CREATE TABLE mix.role (id int PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE mix.member (
    id bigserial PRIMARY KEY, role int NOT NULL REFERENCES mix.role, name text NOT NULL);
CREATE TABLE mix.token (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), word text NOT NULL);
CREATE TABLE mix.usage (id serial PRIMARY KEY, token uuid NOT NULL REFERENCES mix.token);
CREATE TABLE mix.price (id int PRIMARY KEY, amount numeric NOT NULL, remark text);
CREATE INDEX price_amount ON mix.price (amount);
CREATE TABLE mix.note (id int PRIMARY KEY, body text);
CREATE TABLE mix.feed (
    id int PRIMARY KEY, note int REFERENCES mix.note, body varchar(20) NOT NULL);
CREATE TABLE mix.item (id int PRIMARY KEY, name text, slug text NOT NULL);
CREATE TABLE mix.audit (what text);
CREATE FUNCTION mix.note_down() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO mix.audit VALUES (TG_TABLE_NAME || TG_OP); RETURN NULL; END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON mix.price
    FOR EACH ROW EXECUTE FUNCTION mix.note_down();
CREATE TRIGGER emptied AFTER TRUNCATE ON mix.note
    FOR EACH STATEMENT EXECUTE FUNCTION mix.note_down();
INSERT INTO mix.role VALUES (5, 'admin'), (9, 'guest');
INSERT INTO mix.member VALUES (1, 5, 'own boss'), (2, 9, 'own guest');
SELECT setval('mix.member_id_seq', 2);
INSERT INTO mix.price VALUES (1, 0.25, 'another'), (2, 99, repeat('dear ', 40)), (20000, 1, 'own');
INSERT INTO mix.note SELECT i, 'to be replaced' FROM generate_series(900, 1100) i;
TRUNCATE mix.audit;
"""

PLAN = """
[[table]]
from = "mix.role"
to = "mix.role"
key = { match = ["name"] }
[[table]]
from = "mix.member"
to = "mix.member"
key = { offset = 1000000 }
existing_rows = "keep"
[[table]]
from = "mix.token"
to = "mix.token"
key = "uuid"
[[table]]
from = "mix.usage"
to = "mix.usage"
[[table]]
from = "mix.price"
to = "mix.price"
key = { match = ["id"] }
existing_rows = "update"
[[table]]
from = "mix.note"
to = "mix.note"
existing_rows = "replace"
[[table]]
from = "mix.feed"
to = "mix.feed"
on_bad_row = "reject"
[[table]]
from = "mix.item"
to = "mix.item"
[table.columns]
slug = { python = "plugs:slug" }
[[table]]
from = "mix.archive"
to = "mix.archive"
create = true
"""

MODULE = "plugs.py"
FUNCTIONS = """
def slug(row):
    return row["name"].lower().replace(" ", "-")
"""

REJECTS = "mix.feed"
REJECTED = 21

SEQUENCES = (
    ("mix.member_id_seq", "id", "mix.member"),
    ("mix.usage_id_seq", "id", "mix.usage"),
    ("mix.archive_id_seq", "id", "mix.archive"),
    ("mix.numbers", "number", "mix.archive"),
)

TABLES = ("mix.role", "mix.member", "mix.price", "mix.note", "mix.feed", "mix.item")
"""Those that a try may lock."""

OWN_KEYS = ("mix.token", "mix.usage")
"""Those whose keys are made of the source's identity, which differs from try to try."""

REPLACED = "mix.note"
MADE = "mix.archive"

TRUTHS = {
    "SELECT array_agg(name ORDER BY id) FROM mix.role": ["admin", "guest", "editor"],
    "SELECT id FROM mix.role WHERE name = 'admin'": 5,
    "SELECT array_agg(name ORDER BY id) FROM mix.member WHERE id < 1000": ["own boss", "own guest"],
    "SELECT count(*) FROM mix.member m JOIN mix.role r ON r.id = role WHERE m.id > 1000000"
    " AND r.name = CASE m.id % 2 WHEN 0 THEN 'admin' ELSE 'editor' END": 500,
    "SELECT count(*) FROM mix.member": 502,
    "SELECT count(*) FROM mix.token WHERE word = md5((SELECT count(*) FROM mix.token)::text)": 1,
    "SELECT count(DISTINCT word) FROM mix.usage u JOIN mix.token t ON t.id = token": 300,
    "SELECT count(*) FROM mix.usage": 900,
    "SELECT count(*) FROM mix.price WHERE amount = id / 4.0 AND remark LIKE 'dear dear%'": 12_000,
    "SELECT remark FROM mix.price WHERE id > 12000": "own",
    "SELECT count(*) FROM mix.note WHERE body = 'note ' || id": 1000,
    "SELECT count(*) FROM mix.note": 1000,
    "SELECT count(*) FROM mix.feed JOIN mix.note n ON n.id = note": 2000 - REJECTED,
    "SELECT count(*) FROM mix.item WHERE slug = 'item-no-' || id": 2000,
    "SELECT count(*) FROM mix.archive WHERE mood = 'glad' AND number = id": 50,
    "SELECT count(*) FROM mix.archive a JOIN mix.role r ON r.id = role": 50,
    "SELECT count(*) FROM mix.audit": 0,
}
"""What the target answers when all is as it should be."""

UNMAKE = """
DROP TABLE IF EXISTS mix.archive;
DROP SEQUENCE IF EXISTS mix.numbers;
DROP TYPE IF EXISTS mix.mood;
"""
"""Takes away what the plan has made, so that the schema can be compared with what it was."""
