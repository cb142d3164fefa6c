"""What is the same row, where two databases that live become one: nobody becomes somebody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segue.checks.rows.likeness import CommonPast, Compared, differing
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
INSERT INTO basket (people, doc) VALUES ('{2,1}', '{"by": {"id": 1}, "seen": [2, "1", null],
    "bought": [{"orders": [1, 2]}, 1]}');
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
doc = { refers_to = { seen = "public.person", "bought.orders" = "public.orders" } }
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


def test_rows_of_tables_that_were_empty_in_the_source_come_in_beside_new_ones(
    mover: Mover,
) -> None:
    """Where it had given out no number at the first run, nothing was settled but the amount."""
    for side in (mover.source, mover.target):
        side.execute(
            "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
            "CREATE TABLE address (id serial PRIMARY KEY, street text)"
        )
    mover.target.execute("INSERT INTO tag (name) VALUES ('hot'), ('cold')")
    tables = BY_NAME + "".join(
        f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\nkey = {key}\n'
        for name, key in (("tag", '{ match = ["name"] }'), ("address", "{ offset = 1000 }"))
    )
    assert run(mover, plan=tables).status == 0
    mover.source.execute("INSERT INTO tag (name) VALUES ('dry'), ('hot')")
    for side in (mover.source, mover.target):
        side.execute("INSERT INTO address (street) VALUES (%s)", [side.name])
    again = run(mover)
    assert again.status == 0, again.said
    assert sorted(mover.target.execute("SELECT name FROM tag")) == [("cold",), ("dry",), ("hot",)]
    streets = mover.target.execute("SELECT street FROM address")
    assert sorted(streets) == sorted([(mover.source.name,), (mover.target.name,)])


def test_numbers_that_a_restored_source_gave_out_again_are_told(mover: Mover) -> None:
    """Edited rows are not: most of what they hold is as it was."""
    for side in (mover.source, mover.target):
        side.execute(
            "ALTER TABLE orders ADD at timestamptz, ADD place text, ADD cents int;"
            "UPDATE orders SET at = '2026-01-01', place = 'Rome', cents = 100 * id"
        )
    mover.source.execute(
        "INSERT INTO orders (person_id, number, at, place, cents) SELECT 1, 'A-' || n,"
        " timestamptz '2026-02-01' + n * interval '1 day', 'Bonn', 7 * n"
        " FROM generate_series(3, 9) AS n"
    )
    assert run(mover, plan=BY_NAME, rows="update").status == 0
    mover.source.execute(
        "UPDATE orders SET cents = 1, place = 'Kiel' WHERE id < 5;"
        "UPDATE orders SET person_id = 2, number = 'B-' || id, at = at + interval '40 days',"
        " place = 'Oslo', cents = 1000 + id WHERE id > 5"
    )
    told = run(mover, "check")
    assert told.status == 0
    assert "K113]: 4 of 9 rows of public.orders that came earlier look like other rows" in (
        told.answer
    )
    assert "person_id '2' here" in told.answer or "number 'B-6' here" in told.answer


def test_keys_in_arrays_and_documents_follow_where_told(mover: Mover) -> None:
    assert run(mover, plan=BY_NAME).status == 0
    anna = mover.target.value("SELECT id FROM person WHERE name = 'anna'")
    assert mover.target.execute("SELECT people, doc FROM basket") == [
        (
            [2, anna],
            {
                "by": {"id": 1},
                "seen": [2, str(anna), None],
                "bought": [{"orders": [1001, 1002]}, 1],
            },
        )
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


def test_a_merge_taken_back_leaves_what_people_changed_and_what_objects_refer_to(
    mover: Mover,
) -> None:
    """Changes of rows that were updated, and object ids beside content types, numbers or texts."""
    kinds = "CREATE TABLE django_content_type (id serial PRIMARY KEY, app_label text, model text);"
    notes = (
        "CREATE TABLE log (id serial PRIMARY KEY, object_id text, content_type_id int);"
        "CREATE TABLE comment (id serial PRIMARY KEY, object_pk int, content_type_id int);"
    )
    item = "CREATE TABLE shop_item (id serial PRIMARY KEY, name text);"
    for side in (mover.source, mover.target):
        side.execute(kinds + notes + item)
        side.execute("INSERT INTO django_content_type (app_label, model) VALUES ('shop', 'item')")
    mover.source.execute(
        "INSERT INTO shop_item (name) VALUES ('hat'), ('shoe'), ('sock');"
        "INSERT INTO person (name) VALUES ('xaver'); UPDATE person SET email = name || '@source'"
    )
    skips = "".join(f'"public.{t}" = "x"\n' for t in ("django_content_type", "log", "comment"))
    items = '[[table]]\nfrom = "public.shop_item"\nto = "public.shop_item"\nkey = {offset = 50}\n'
    assert run(mover, plan=BY_NAME + items + f"[skip]\n{skips}", rows="update").status == 0
    for table, column, name in (("log", "object_id", "hat"), ("comment", "object_pk", "sock")):
        mover.target.execute(
            f"INSERT INTO {table} ({column}, content_type_id) SELECT id, 1 FROM shop_item"
            " WHERE name = %s",
            [name],
        )
    mover.target.execute("UPDATE person SET email = 'of his own' WHERE name = 'xaver'")
    restored = mover.on_target("restore")
    assert restored.status == 0, restored.said
    assert "2 rows of public.shop_item stay: others refer to them now" in restored.said
    assert "1 row of public.person, which the run had changed, stay as they are" in restored.said
    assert mover.target.execute("SELECT name FROM shop_item ORDER BY 1") == [("hat",), ("sock",)]
    assert mover.target.execute("SELECT name, email FROM person ORDER BY 1") == [
        ("boris", ""), ("xaver", "of his own"),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "target_start"), [("offset = 1000", 2), ("match = ['w']", 1)])
def test_a_sequence_keeps_its_turn_beside_another_s_rows(
    mover: Mover, key: str, target_start: int
) -> None:
    """Of two nodes one gives odd numbers, one even ones."""
    for side, start in ((mover.source, 3 - target_start), (mover.target, target_start)):
        side.execute(
            f"CREATE SEQUENCE turn INCREMENT 2 START {start};"
            "CREATE TABLE word (id int PRIMARY KEY DEFAULT nextval('turn'), w text UNIQUE)"
        )
        side.execute(
            f"INSERT INTO word (w) SELECT '{side.name} ' || i FROM generate_series(1, 3) i"
        )
    skips = "".join(f'"public.{t}" = "x"\n' for t in ("person", "orders", "basket"))
    plan = (
        f'[[table]]\nfrom = "public.word"\nto = "public.word"\nkey = {{ {key} }}\n[skip]\n{skips}'
    )
    assert run(mover, plan=plan).status == 0
    highest = mover.target.value("SELECT max(id) FROM word")
    following = mover.target.value("SELECT nextval('turn')")
    assert following % 2 == target_start % 2
    assert following > highest


DOC = "00000000-0000-0000-0000-0000000000"
PLACES = {
    "code": ("thing_code text", "'{k}'", "text", "thing_code"),
    "uuid": ("about uuid", "'{k}'", "uuid", "about::text"),
    "uuids": ("about uuid[]", "'{{{k}}}'", "uuid", "about[1]::text"),
    "document": ("j jsonb", """'{{"by": {{"doc_id": "{k}"}}}}'""", "uuid", "j #>> '{by,doc_id}'"),
    "list": (
        "j jsonb", """'{{"rows": [{{"n": 1}}, {{"thing_id": "{k}"}}, 7, null]}}'""", "uuid",
        "j #>> '{rows,1,thing_id}'",
    ),
    "outermost": ("j jsonb", """'[{{"thing_id": ["{k}"]}}]'""", "uuid", "j #>> '{0,thing_id,0}'"),
    "json": ("j json", """'{{"a": [{{"thing_id": {k}}}]}}'""", "int", "j #>> '{a,0,thing_id}'"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_keys_of_any_type_are_told_wherever_they_stand_and_the_help_leads_them_on(
    mover: Mover, place: str
) -> None:
    column, value, key, read = PLACES[place]
    for side, number in ((mover.source, 1), (mover.target, 2)):
        own = number if key == "int" else f"{DOC}0{number}"
        side.execute(f"CREATE TABLE thing (id {key} PRIMARY KEY, name text UNIQUE)")
        side.execute(f"CREATE TABLE hit (id serial PRIMARY KEY, {column})")
        side.execute(f"INSERT INTO thing VALUES ('{own}', 'hat')")
        name = column.split()[0]
        if side is mover.source:
            side.execute(f"INSERT INTO hit ({name}) VALUES ({value.format(k=own)}), (NULL)")
    tables = "".join(
        f'[[table]]\nfrom = "public.{t}"\nto = "public.{t}"\nkey = {{ {how} }}\n'
        for t, how in (("thing", 'match = ["name"]'), ("hit", "offset = 50"))
    )
    skips = "[skip]\n" + "".join(f'"public.{t}" = "x"\n' for t in ("person", "orders", "basket"))
    told = run(mover, "check", plan=tables + skips)
    assert told.answer.count("K108") == 2, told.answer  # the finding, and where it is explained
    (line,) = [w for w in told.answer.splitlines() if "refers_to" in w]
    entry = line.partition("say of which table: ")[2]
    mended = run(mover, plan=f"{tables}[table.columns]\n{entry}\n{skips}")
    assert mended.status == 0, mended.said
    assert "K108" not in mended.said
    moved = f"SELECT {read} FROM hit WHERE {name} IS NOT NULL"
    assert mover.target.value(moved) == mover.target.value("SELECT id::text FROM thing")
    assert mover.target.value(f"SELECT count(*) FROM hit WHERE {name} IS NULL") == 1


@pytest.mark.parametrize("columns", ["lft, rght, tree_id", '"left", "right"', "lft, rgt"])
def test_numbers_of_trees_are_moved_apart_as_the_help_says(mover: Mover, columns: str) -> None:
    names = columns.split(", ")
    for side in (mover.source, mover.target):
        definitions = ", ".join(f"{name} int" for name in names)
        side.execute(f"CREATE TABLE node (id serial PRIMARY KEY, {definitions})")
        ones = ", 1" * (len(names) - 2)
        side.execute(f"INSERT INTO node ({columns}) VALUES (1, 4{ones}), (2, 3{ones})")
    plan = '[[table]]\nfrom = "public.node"\nto = "public.node"\nkey = { offset = 50 }\n'
    skips = "[skip]\n" + "".join(f'"public.{t}" = "x"\n' for t in ("person", "orders", "basket"))
    told = run(mover, "check", plan=plan + skips)
    assert "error[K106]" in told.answer
    entries = told.answer.partition("numbers of their own: ")[2].splitlines()[0]
    entries = entries.replace("; ", "\n")
    mended = run(mover, plan=f"{plan}[table.columns]\n{entries}\n{skips}")
    assert mended.status == 0, mended.said
    numbers = f"SELECT count(DISTINCT ({names[-1]}, {names[0]})) FROM node"
    assert mover.target.value(numbers) == 4


def test_a_path_is_never_offered_to_match_rows_by(mover: Mover) -> None:
    """Two pages in one place are two pages; PostgreSQL's own type for paths says what it is."""
    for side in (mover.source, mover.target):
        side.execute("CREATE EXTENSION IF NOT EXISTS ltree")
        side.execute("CREATE TABLE page (id serial PRIMARY KEY, spot ltree UNIQUE, title text)")
        side.execute("INSERT INTO page (spot, title) VALUES ('1', %s)", [side.name])
    plan = '[[table]]\nfrom = "public.page"\nto = "public.page"\nkey = { offset = 50 }\n'
    skips = "[skip]\n" + "".join(f'"public.{t}" = "x"\n' for t in ("person", "orders", "basket"))
    told = run(mover, "check", plan=plan + skips)
    assert "error[S207]" in told.answer
    assert "match" not in told.answer


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


COUNTED = """
CREATE TABLE invoice (year int, number int, payer text, total int, PRIMARY KEY (year, number));
CREATE TABLE parcel (code varchar(9) PRIMARY KEY, payer text, total int);
CREATE TABLE nation (code varchar(9) PRIMARY KEY, payer text, total int);
INSERT INTO invoice SELECT 2024, n, '{0}' || n, n * {1} FROM generate_series(1, 5) AS n;
INSERT INTO parcel SELECT 'P-' || n, '{0}' || n, n * {1} FROM generate_series(1, 5) AS n;
INSERT INTO nation VALUES ('DE', '{0}', {1}), ('FR', '{0}', {1});
"""


def test_keys_of_several_columns_and_texts_that_were_counted_up_are_numbers_too(
    mover: Mover,
) -> None:
    """A code that names its row in any database is none."""
    mover.source.execute(COUNTED.format("ann", 7))
    mover.target.execute(COUNTED.format("bob", 5))
    tables = ("invoice", "parcel", "nation")
    plan = {t: f'[[table]]\nfrom = "public.{t}"\nto = "public.{t}"\n' for t in tables}
    skips = SKIP + '"public.person" = "x"\n"public.orders" = "x"\n'
    refused = run(mover, "check", "--json", plan="".join(plan.values()) + skips)
    assert refused.status == 3
    told = {f["subject"]: f for f in findings_of(refused) if f["code"] == "K101"}
    assert set(told) == {"public.invoice", "public.parcel"}
    for table, how in (("invoice", "{ offset = 5 }"), ("invoice", '{ match = ["payer"] }')):
        wrong = plan[table] + f"key = {how}\n"
        assert "T109" in run(mover, "check", plan=wrong + plan["nation"] + skips).answer
    for table in ("invoice", "parcel"):
        columns = ["year", "number"] if table == "invoice" else ["code"]
        key = f"key = {{ match = {json.dumps(columns)} }}"
        assert key in told[f"public.{table}"]["help"]
        plan[table] += key + "\n"
    moved = run(mover, plan="".join(plan.values()) + skips)
    assert moved.status == 0, moved.said


@pytest.mark.parametrize("key", ["{ offset = 2000000000 }", '{ match = ["name"] }'])
def test_keys_that_an_offset_leaves_no_room_for_are_told_as_such(mover: Mover, key: str) -> None:
    mover.source.execute(
        "INSERT INTO person (id, name) VALUES (1500000000, 'far'), (1600000000, 'xaver')"
    )
    mover.target.execute("INSERT INTO person (id, name) VALUES (1000000000, 'far off')")
    plan = f'[[table]]\nfrom = "public.person"\nto = "public.person"\nkey = {key}\n'
    refused = run(mover, "check", "--json", plan=plan + SKIP + '"public.orders" = "x"\n')
    assert refused.status == 3
    codes = {f["code"]: f["title"] for f in findings_of(refused)}
    count = 2 if "offset" in key else 1  # xaver takes the key of the target's
    assert f"{count} of 4 values of public.person.id" in codes["S205"]
    assert "S209" not in codes


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
    assert differing(columns, [edited, other], CommonPast(9, 10, 2)) == [1]


def test_a_name_that_is_unique_decides() -> None:
    columns = Compared(("name", "city"), ("text", "text"), ((0,),))
    pairs = [
        ("1", ("anna", "Rome"), ("xaver", "Rome")),
        ("2", ("boris", "Bonn"), ("boris", "Kiel")),
    ]
    assert differing(columns, pairs, CommonPast(0, None, 2)) == [0]


@pytest.mark.parametrize("seed", [3, 11])
def test_random_databases_merged_twice_keep_everybody_who_they_were(
    source_db: Database, target_db: Database, seed: int
) -> None:
    assert len(list(one_story(seed, (source_db.url, target_db.url)))) == 2


def test_columns_that_count_up_with_the_key_say_nothing_of_a_common_past() -> None:
    compared = Compared(("place", "at"), ("text", "timestamptz"), ())
    rows = [(str(n), (str(n + 7), f"old {n}"), (str(n + 7), f"new {n}")) for n in range(1, 9)]
    assert differing(compared, rows, CommonPast(0, None, 8)) == list(range(8))
    seldom = [(key, (f"{int(key) * 37}", one[1]), (f"{int(key) * 37}", other[1]))
              for key, one, other in rows]  # fmt: skip
    assert differing(compared, seldom, CommonPast(0, None, 8)) == []


MEMBERS = """
CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE member (id serial PRIMARY KEY, person_id int NOT NULL REFERENCES person,
    team text NOT NULL, UNIQUE (person_id, team));
CREATE TABLE pair (id serial PRIMARY KEY, one int NOT NULL REFERENCES person,
    other int NOT NULL REFERENCES person, UNIQUE (one, other));
INSERT INTO person (name) VALUES {};
INSERT INTO member (person_id, team) VALUES (1, {}), (2, {});
INSERT INTO pair (one, other) VALUES (1, 2), (2, 1);
"""


def test_keys_of_several_columns_are_offered(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(MEMBERS.format("('anna'), ('boris')", "'a'", "'b'"))
    target_db.execute(MEMBERS.format("('boris'), ('xaver')", "'c'", "'d'"))
    mover = Mover(source_db, target_db, tmp_path)
    plan = '[[table]]\nfrom = "public.{0}"\nto = "public.{0}"\n'
    person = plan.format("person") + 'key = { match = ["name"] }\n'
    refused = run(mover, "check", plan=person + plan.format("member") + plan.format("pair"))
    assert refused.status == 3, refused.said
    assert 'key = { match = ["person_id", "team"] }; all are rows of their own' in refused.answer
    assert 'key = { match = ["one", "other"] }; if equal keys' in refused.answer


REMARKS = """
CREATE TABLE django_content_type (id int PRIMARY KEY, app_label text, model text,
    UNIQUE (app_label, model));
CREATE TABLE shop_person (id int PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE shop_remark (id int PRIMARY KEY, content_type_id int NOT NULL
    REFERENCES django_content_type, object_id int NOT NULL, text text NOT NULL,
    UNIQUE (content_type_id, object_id, text));
CREATE TABLE shop_label (id int PRIMARY KEY, content_type_id int NOT NULL
    REFERENCES django_content_type, object_id int NOT NULL, word text NOT NULL,
    UNIQUE (content_type_id, object_id, word));
INSERT INTO django_content_type VALUES (1, 'shop', 'person'), (2, 'shop', 'remark'),
    (3, 'shop', 'label');
"""
TELLING = (
    "SELECT r.text, coalesce(p.name, o.text) FROM shop_remark r"
    " LEFT JOIN shop_person p ON content_type_id = 1 AND p.id = object_id"
    " LEFT JOIN shop_remark o ON r.content_type_id = 2 AND o.id = r.object_id ORDER BY 1, 2"
)


def test_rows_are_matched_by_object_ids_of_other_tables_and_of_their_own(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(
        REMARKS + "INSERT INTO shop_person VALUES (1, 'anna'), (2, 'boris');"
        "INSERT INTO shop_remark VALUES (1, 1, 2, 'of boris'), (2, 2, 1, 'answer'),"
        " (3, 1, 1, 'of anna'), (4, 2, 3, 'answer of anna'), (5, 2, 4, 'and again');"
        "INSERT INTO shop_label VALUES (1, 2, 2, 'odd'), (2, 1, 1, 'kind');"
    )
    target_db.execute(
        REMARKS + "INSERT INTO shop_person VALUES (1, 'boris'), (5, 'xaver');"
        "INSERT INTO shop_remark VALUES (1, 1, 5, 'of xaver'), (2, 2, 1, 'answer'),"
        " (7, 1, 1, 'of boris'), (8, 2, 7, 'answer');"
        "INSERT INTO shop_label VALUES (1, 2, 8, 'odd'), (2, 2, 2, 'kind');"
    )
    mover = Mover(source_db, target_db, tmp_path)
    keys = {
        "django_content_type": ("app_label", "model"),
        "shop_person": ("name",),
        "shop_remark": ("content_type_id", "object_id", "text"),
        "shop_label": ("content_type_id", "object_id", "word"),
    }
    plan = "".join(
        f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n'
        f"key = {{ match = {json.dumps(columns)} }}\n"
        for name, columns in keys.items()
    )
    moved = run(mover, plan=plan)
    assert moved.status == 0, moved.said
    assert target_db.execute(TELLING) == [
        ("and again", "answer of anna"), ("answer", "of boris"), ("answer", "of xaver"),
        ("answer of anna", "of anna"), ("of anna", "anna"), ("of boris", "boris"),
        ("of xaver", "xaver"),
    ]  # fmt: skip
    assert target_db.execute(
        "SELECT word, text FROM shop_label l JOIN shop_remark r ON l.content_type_id = 2 AND r.id ="
        " l.object_id ORDER BY 1"
    ) == [("kind", "answer"), ("odd", "answer")]
    assert target_db.value("SELECT count(*) FROM shop_label") == 3


ASKED = """
[[table]]
from = "public.person"
to = "public.person"
# key = { match = ["name"] }  # ? 1 of 2 rows that share a key are other rows: rows with the same name are the same
# key = { match = ["id"] }    # ? or if equal keys do mean the same row
"""  # noqa: E501


def test_the_draft_of_a_merge_asks_what_the_same_row_is(mover: Mover) -> None:
    for table, alike in (("kind", "equal on both sides"), ("key", "of a table called so")):
        for side in (mover.source, mover.target):
            side.execute(f"CREATE TABLE {table} (key serial PRIMARY KEY, name text UNIQUE)")
            side.execute(f"INSERT INTO {table} (name) VALUES ('{alike}'), ('b'), ('c')")
    mover.target.execute(
        "DELETE FROM basket; INSERT INTO basket (id) VALUES (77);UPDATE orders SET number = 'A-1'"
    )
    run(mover, "plan", plan="")
    plan = mover.folder / "segue.toml"
    run(mover, "plan", "--from", "env:OLD", "--to", "env:NEW")
    assert "# ?" not in plan.read_text(), "nothing is merged yet"
    plan.write_text(plan.read_text().replace('"stop"', '"keep"'))
    assert run(mover, "plan").status == 0
    asked = plan.read_text()
    assert ASKED in asked.replace("  # same name, same columns", "")
    assert asked.count("# ? ") - asked.count("# ? or") == 3
    assert "# key = { offset = 80 }     # ? both databases hold rows, and none share a key" in asked
    assert "it refers to rows whose keys may change: all are rows of their own" in asked
    run(mover, "plan")
    assert plan.read_text() == asked

    listed = run(mover, "plan", "--questions", "--json")
    questions = [json.loads(line) for line in listed.answer.splitlines()]
    assert {(q["kind"], q["id"], q["required"]) for q in questions} == {
        ("key", f"key public.{name} -> public.{name}", True)
        for name in ("person", "orders", "basket")
    }
    answers = mover.folder / "answers.json"
    answers.write_text(
        json.dumps(
            [
                {"id": "key public.person -> public.person", "line": 'key = { match = ["name"] }'},
                {"id": "key public.orders -> public.orders", "line": 'name = "id"'},
                {"id": "key public.basket -> public.basket", "line": 'key = "keep"'},
            ]
        )
    )
    refused = run(mover, "plan", "--answer", str(answers))
    assert refused.status == 2
    assert "a key is answered by key = " in refused.said
    assert 'key = { match = ["name"] }  # answered' in plan.read_text()
    assert 'key = "keep"  # answered' in plan.read_text()
    assert '# key = { match = ["id"] }    # ? or' not in plan.read_text()
    assert run(mover, "plan", "--accept", "BEST").status == 0
    assert "# ?" not in plan.read_text()
    assert run(mover).status == 0
    assert sorted(mover.target.execute(WHO)) == [
        ("A-1", "anna"), ("A-1", "xaver"), ("A-2", "boris"),
    ]  # fmt: skip


def findings_of(ended: Ended) -> list[dict[str, str]]:
    lines = map(json.loads, ended.answer.splitlines())
    return [line for line in lines if line["event"] == "finding_reported"]


SOFT = """
CREATE TABLE auth_user (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE audit (id serial PRIMARY KEY, object_pk varchar(20), approved_by int, watchers int[],
    quantity int NOT NULL DEFAULT 1, doc jsonb NOT NULL DEFAULT '{}');
CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data text NOT NULL,
    expire_date timestamptz NOT NULL);
"""


def test_what_looks_like_a_key_is_told_wherever_it_stands(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(
        SOFT + "INSERT INTO auth_user (name) SELECT 'u' || n FROM generate_series(1, 20) AS n;"
        "INSERT INTO audit (object_pk, approved_by, watchers, doc) SELECT n::text, n, ARRAY[n, 3],"
        " jsonb_build_object('by', jsonb_build_object('user_id', n), 'seen_by', '[1, 2]'::jsonb,"
        " 'size', 3) FROM generate_series(1, 20) AS n;"
        "UPDATE audit SET approved_by = 999, object_pk = '777' WHERE id = 5;"
        "INSERT INTO django_session VALUES ('a', 'x', '2099-01-01'), ('b', 'x', '2001-01-01');"
    )
    target_db.execute(SOFT + "INSERT INTO auth_user (name) VALUES ('v1'), ('v2'), ('u3');")
    mover = Mover(source_db, target_db, tmp_path)
    plan = (
        '[[table]]\nfrom = "public.auth_user"\nto = "public.auth_user"\n'
        'key = { match = ["name"] }\n'
        '[[table]]\nfrom = "public.django_session"\nto = "public.django_session"\n'
        '[[table]]\nfrom = "public.audit"\nto = "public.audit"\nkey = { offset = 1000 }\n'
    )
    told = run(mover, "check", "--json", plan=plan)
    assert told.status == 0, told.answer + told.said
    findings = [e for e in findings_of(told) if e["code"] in ("K108", "K109")]
    assert {(e["code"], e["subject"]) for e in findings} == {
        ("K108", "public.audit.object_pk"), ("K108", "public.audit.approved_by"),
        ("K108", "public.audit.watchers"), ("K108", "public.audit.doc.by.user_id"),
        ("K108", "public.audit.doc.seen_by"), ("K109", "public.django_session"),
    }  # fmt: skip
    titles = " ".join(e["title"] for e in findings)
    assert "19 of 20 values of public.audit.approved_by look like keys" in titles
    assert "1 session of public.django_session" in titles
    columns = (
        '[table.columns]\nobject_pk = { refers_to = "public.auth_user" }\n'
        'approved_by = { refers_to = "public.auth_user" }\n'
        'watchers = { refers_to = "public.auth_user" }\n'
        'doc = { refers_to = "public.auth_user", path = "by.user_id" }\n'
    )
    healed = run(mover, "check", "--json", plan=plan + columns)
    assert healed.status == 0
    dangling = [e["title"] for e in findings_of(healed) if e["code"] == "S208"]
    assert len(dangling) == 2
    assert all("1 row of public.audit refers" in title for title in dangling)


def test_texts_are_the_same_where_a_rule_of_the_target_takes_them_for_one(mover: Mover) -> None:
    """By lower() in a match; by a function that the source lacks, among rows that arrive."""
    mover.target.execute(
        "CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE sql AS"
        " $$ SELECT replace($1, '-', '') $$;"
        "CREATE UNIQUE INDEX ON person (lower(name));"
        "CREATE UNIQUE INDEX number ON orders (plain(number));"
        "UPDATE person SET name = 'BORIS' WHERE name = 'boris'"
    )
    mover.source.execute("INSERT INTO orders (person_id, number) VALUES (2, 'A1'), (2, 'A-3')")
    told = run(mover, "check", plan=BY_NAME)
    assert told.status == 3
    assert "2 rows for public.orders share their public.plain(number)" in told.answer
    mover.source.execute("DELETE FROM orders WHERE number = 'A1'")
    assert run(mover).status == 0
    assert ("A-2", "BORIS") in mover.target.execute(WHO)
    mover.source.execute("INSERT INTO person (name) VALUES ('Anna')")
    assert "2 rows for public.person share their lower(name)" in run(mover, "check").answer


VALUES = """
ALTER TABLE person ADD code text UNIQUE;
CREATE TABLE visit (id serial PRIMARY KEY, code text REFERENCES person (code), what text);
CREATE TABLE profile (id serial PRIMARY KEY, person_id int NOT NULL UNIQUE REFERENCES person);
CREATE TABLE post (id serial PRIMARY KEY, author_id int REFERENCES profile (person_id), what text);
CREATE TABLE category (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, name text NOT NULL UNIQUE,
    above text REFERENCES category (slug));
CREATE TABLE seat (id serial PRIMARY KEY, who text NOT NULL REFERENCES person (code), n int,
    UNIQUE (who, n));
CREATE TABLE invoice (id serial PRIMARY KEY, number text NOT NULL UNIQUE);
CREATE TABLE line (id serial PRIMARY KEY, invoice text REFERENCES invoice (number), what text);
CREATE TABLE part (invoice_id int REFERENCES invoice, n int, PRIMARY KEY (invoice_id, n));
CREATE TABLE remark (id serial PRIMARY KEY, invoice_id int, n int,
    FOREIGN KEY (invoice_id, n) REFERENCES part);
"""
BY_VALUES = BY_NAME + "".join(
    f'[[table]]\nfrom = "public.{table}"\nto = "public.{table}"\nkey = {key}\n'
    for table, key in {
        "visit": "{ offset = 1000 }",
        "profile": '{ match = ["person_id"] }',
        "post": "{ offset = 1000 }",
        "category": '{ match = ["name"] }',
        "seat": '{ match = ["who", "n"] }',
        "invoice": "{ offset = 1000 }",
        "line": "{ offset = 1000 }",
        "part": '"keep"',
        "remark": "{ offset = 1000 }",
    }.items()
)


def test_references_by_another_column_follow_to_the_row_that_is_kept(mover: Mover) -> None:
    """By a code, by keys or parts of them, within a table, in a match; in a later run too."""
    for side in (mover.source, mover.target):
        side.execute(VALUES)
    mover.source.execute(
        "UPDATE person SET code = upper(left(name, 1)); INSERT INTO profile VALUES (5, 1), (6, 2);"
        "INSERT INTO visit (code, what) VALUES ('A', 'anna'), ('B', 'boris'), (NULL, 'nobody');"
        "INSERT INTO post (author_id, what) VALUES (1, 'anna'), (2, 'boris');"
        "INSERT INTO category (slug, name, above) VALUES ('toys', 'Toys', NULL),"
        " ('red', 'Red', 'toys'), ('dark', 'Dark', 'red');"
        "INSERT INTO seat (who, n) VALUES ('B', 1), ('B', 2); INSERT INTO invoice VALUES (1, 'N1');"
        "INSERT INTO part VALUES (1, 2); INSERT INTO remark VALUES (1, 1, 2)"
    )
    mover.target.execute(
        "UPDATE person SET code = 'B' WHERE name = 'xaver'; INSERT INTO profile VALUES (1, 2);"
        "INSERT INTO visit (code, what) VALUES ('B', 'xaver');"
        "INSERT INTO category (slug, name) VALUES ('games', 'Toys'), ('rouge', 'Red'),"
        " ('toys', 'Others'); INSERT INTO seat (who, n) VALUES ('B', 1)"
    )
    lost = run(mover, "check", plan=BY_VALUES)
    assert lost.status == 3
    assert "K112]: 3 rows that come in refer by code to rows of public.person" in lost.answer
    mover.target.execute("UPDATE person SET code = 'bb' WHERE name = 'boris'")
    mover.target.execute("INSERT INTO seat (who, n) VALUES ('bb', 1)")
    assert run(mover).status == 0
    assert sorted(
        mover.target.execute("SELECT what, name FROM visit JOIN person USING (code)")
    ) == [("anna", "anna"), ("boris", "boris"), ("xaver", "xaver")]
    assert sorted(
        mover.target.execute(
            "SELECT what, name FROM post JOIN profile ON person_id = author_id"
            " JOIN person p ON p.id = person_id"
        )
    ) == [("anna", "anna"), ("boris", "boris")]
    assert mover.target.execute(
        "SELECT c.name, u.name FROM category c JOIN category u ON u.slug = c.above"
    ) == [("Dark", "Red")]
    assert sorted(mover.target.execute("SELECT who, n FROM seat")) == [
        ("B", 1), ("bb", 1), ("bb", 2)
    ]  # fmt: skip
    assert mover.target.execute("SELECT * FROM remark JOIN part USING (invoice_id, n)") == [
        (1001, 2, 1001)
    ]
    mover.target.execute("UPDATE invoice SET number = 'renamed'")
    mover.source.execute("INSERT INTO line (invoice, what) VALUES ('N1', 'later')")
    assert run(mover).status == 0
    assert mover.target.execute("SELECT invoice, what FROM line") == [("renamed", "later")]
    mover.target.execute("INSERT INTO visit (id, code) VALUES (77, 'bb')")
    updating = run(
        mover,
        "check",
        plan=BY_VALUES.replace(
            '"public.person"\nkey', '"public.person"\nexisting_rows = "update"\nkey'
        ),
    )
    assert "of the target refer" in updating.answer, updating.said
    assert "K112" in updating.answer
