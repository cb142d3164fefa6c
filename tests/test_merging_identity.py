"""What is the same row, where two databases that live become one: nobody becomes somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.checks.rows.likeness import Compared, Copied, differing
from support.databases import Database
from support.merging_model import one_story
from support.mover import Ended, Mover

SCHEMA = """
CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL UNIQUE,
    email text NOT NULL DEFAULT '');
CREATE TABLE orders (id serial PRIMARY KEY, person_id int NOT NULL REFERENCES person,
    number text NOT NULL);
CREATE TABLE basket (id serial PRIMARY KEY, people int[], doc jsonb NOT NULL DEFAULT '{}');
"""
SOURCE = """
INSERT INTO person (name) VALUES ('anna'), ('boris');
INSERT INTO orders (person_id, number) VALUES (1, 'A-1'), (2, 'A-2');
INSERT INTO basket (people, doc) VALUES ('{2,1}', '{"by": {"id": 1}, "seen": [2, "1", null]}');
"""
TARGET = """
INSERT INTO person (name) VALUES ('xaver'), ('boris');
INSERT INTO orders (person_id, number) VALUES (1, 'X-1');
"""
BY_NAME = """
[[table]]
from = "public.person"
to = "public.person"
key = { match = ["name"] }
[[table]]
from = "public.orders"
to = "public.orders"
key = { offset = 1000 }
[[table]]
from = "public.basket"
to = "public.basket"
key = { offset = 1000 }
[table.columns]
people = { refers_to = "public.person" }
doc = { refers_to = "public.person", path = "seen" }
"""
WHO = "SELECT number, name FROM orders o JOIN person p ON p.id = person_id ORDER BY 1"


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + SOURCE)
    target_db.execute(SCHEMA + TARGET)
    return Mover(source_db, target_db, tmp_path)


def run(mover: Mover, *words: str, plan: str = "", rows: str = "keep") -> Ended:
    if plan:
        head = f'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\nexisting_rows = "{rows}"\n'
        (mover.folder / "segue.toml").write_text(head + plan)
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    return mover.run(*(words or ("move", "--no-input")), env=env)


def test_both_live_on_and_are_merged_again(mover: Mover) -> None:
    assert run(mover, plan=BY_NAME).status == 0
    for side in (mover.source, mover.target):
        side.execute(
            "WITH p AS (INSERT INTO person (name) VALUES (%s) RETURNING id)"
            " INSERT INTO orders (person_id, number) SELECT id, %s FROM p",
            [f"new at {side.name}", f"of {side.name}"],
        )
    mover.target.execute("UPDATE person SET name = 'boris the first' WHERE name = 'boris'")
    again = run(mover)
    assert again.status == 0, again.said
    assert sorted(mover.target.execute(WHO)) == sorted(
        [
            ("A-1", "anna"), ("A-2", "boris the first"), ("X-1", "xaver"),
            *((f"of {side.name}", f"new at {side.name}") for side in (mover.source, mover.target)),
        ]
    )  # fmt: skip


def test_keys_in_arrays_and_documents_follow_where_told(mover: Mover) -> None:
    assert run(mover, plan=BY_NAME).status == 0
    anna = mover.target.value("SELECT id FROM person WHERE name = 'anna'")
    assert mover.target.execute("SELECT people, doc FROM basket") == [
        ([2, anna], {"by": {"id": 1}, "seen": [2, str(anna), None]})
    ]


def test_a_merge_that_ended_is_taken_back_but_for_what_others_need(mover: Mover) -> None:
    assert run(mover, plan=BY_NAME).status == 0
    anna = mover.target.value("SELECT id FROM person WHERE name = 'anna'")
    mover.target.execute("INSERT INTO orders (person_id, number) VALUES (%s, 'X-2')", [anna])
    restored = mover.on_target("restore")
    assert restored.status == 0, restored.said
    assert "1 row of public.person stay: others refer to them now" in restored.said
    assert mover.target.execute(WHO) == [("X-1", "xaver"), ("X-2", "anna")]
    assert mover.target.value("SELECT count(*) FROM basket") == 0


KEEP = "".join(f'[[table]]\nfrom = "public.{t}"\nto = "public.{t}"\n' for t in ("person", "orders"))
SKIP = '[skip]\n"public.basket" = "not asked for"\n'


@pytest.mark.parametrize("rows", ["keep", "update", "replace"])
def test_rows_that_share_a_number_are_not_taken_for_one(mover: Mover, rows: str) -> None:
    mover.target.execute(
        "CREATE TABLE letter (id int PRIMARY KEY, person_id int REFERENCES person);"
        "INSERT INTO letter VALUES (1, 1)"
    )
    refused = run(mover, "check", plan=KEEP + SKIP, rows=rows)
    assert refused.status == 3
    assert "K101" in refused.answer
    assert "name 'anna' here, 'xaver' there" in refused.answer


def test_references_to_rows_that_are_not_moved_lead_to_the_same_rows_or_are_told(
    mover: Mover,
) -> None:
    plan = '[[table]]\nfrom = "public.orders"\nto = "public.orders"\nkey = { offset = 1000 }\n'
    plan += SKIP + '"public.person" = "the target has its own"\n'
    refused = run(mover, "check", plan=plan)
    assert refused.status == 3
    assert "1 of 2 rows of public.person to which arriving rows of public.orders" in refused.answer


UNIQUE = """
CREATE TABLE room (id int PRIMARY KEY, name text NOT NULL, floor int, open boolean NOT NULL,
    hours int4range NOT NULL, EXCLUDE USING gist (hours WITH &&));
CREATE UNIQUE INDEX room_name ON room (lower(name)) WHERE open;
CREATE UNIQUE INDEX room_floor ON room (floor) NULLS NOT DISTINCT;
"""


def test_every_rule_is_tried_beside_rows_that_stay(mover: Mover) -> None:
    mover.source.execute(UNIQUE.replace(" NULLS NOT DISTINCT", ""))
    mover.target.execute(UNIQUE)
    mover.source.execute(
        "INSERT INTO room VALUES (1, 'Blue', 1, true, '[1,5)'), (2, 'red', NULL, false, '[7,9)')"
    )
    mover.target.execute(
        "INSERT INTO room VALUES (11, 'blue', 5, true, '[20,30)'),"
        " (12, 'RED', NULL, true, '[8,12)')"
    )
    plan = '[[table]]\nfrom = "public.room"\nto = "public.room"\nkey = { offset = 100 }\n'
    skips = '"public.person" = "x"\n"public.orders" = "x"\n'
    refused = run(mover, "check", plan=plan + SKIP + skips)
    assert refused.status == 3
    assert "has the same lower(name) WHERE open" in refused.answer.replace("where", "WHERE")
    assert "has the same floor as another row of the target" in refused.answer
    assert "room_hours_excl excludes beside another row of the target" in refused.answer


def test_values_that_rows_exchange_are_told_where_the_rule_does_not_wait(mover: Mover) -> None:
    for side in (mover.source, mover.target):
        side.execute("CREATE TABLE code (id int PRIMARY KEY, word text UNIQUE, note text)")
        side.execute(
            "INSERT INTO code SELECT i, 'w' || i, 'note ' || i FROM generate_series(1, 9) i"
        )
    mover.source.execute(
        "UPDATE code SET word = 'x' WHERE id = 1; UPDATE code SET word = 'w1' WHERE id = 2;"
        "UPDATE code SET word = 'w2' WHERE id = 1"
    )
    plan = '[[table]]\nfrom = "public.code"\nto = "public.code"\nkey = { match = ["id"] }\n'
    skips = '"public.person" = "x"\n"public.orders" = "x"\n'
    refused = run(mover, "check", plan=plan + SKIP + skips, rows="update")
    assert refused.status == 3
    assert "2 rows for public.code take over what code_word_key keeps apart" in refused.answer


def test_a_common_past_is_seen_through_later_edits() -> None:
    columns = Compared(("title", "price", "owner"), ("text", "int4", "int4"), ())
    edited = ("7", ("a pen", "3", "1"), ("a pen", "4", "1"))
    other = ("12", ("a lamp", "9", "2"), ("a desk", "5", "3"))
    assert differing(columns, [edited, other], Copied(9, 10, 2)) == [1]


def test_a_name_that_is_unique_decides() -> None:
    columns = Compared(("name", "city"), ("text", "text"), ((0,),))
    pairs = [
        ("1", ("anna", "Rome"), ("xaver", "Rome")),
        ("2", ("boris", "Bonn"), ("boris", "Kiel")),
    ]
    assert differing(columns, pairs, Copied(0, None, 2)) == [0]


@pytest.mark.parametrize("seed", [3, 11])
def test_random_databases_merged_twice_keep_everybody_who_they_were(
    source_db: Database, target_db: Database, seed: int
) -> None:
    assert len(list(one_story(seed, (source_db.url, target_db.url)))) == 2
