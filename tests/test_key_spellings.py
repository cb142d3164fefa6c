"""Keys in texts follow what they mean, however they are spelled, and keep their spelling."""

from __future__ import annotations

from pathlib import Path

from support.databases import Database
from support.mover import Mover

OLD, NEW = "0b5c2f1e-9d6a-4c3b-8e7f-aabbccddeeff", "11111111-2222-4333-8444-abcdefabcdef"
SPELLINGS = {
    "uuid": ("doc", "{}", str, str),
    "hex": ("doc", "{}", lambda key: key.replace("-", ""), str),
    "HEX": ("doc", "{}", lambda key: key.replace("-", ""), str.upper),
    "UUID": ("doc", "{}", str, str.upper),
    "braces": ("doc", "{{{}}}", str, str),
    "urn": ("doc", "urn:uuid:{}", str, str),
    "blanks around": ("doc", " {} ", str, str),
    "number": ("num", "{}", str, str),
    "zeros": ("num", "{}", lambda key: key.zfill(6), str),
    "blanks": ("num", " {} ", str, str),
}
"""By its name: the table, what stands around the key, and what is made of the key itself."""
NO_KEYS = {"cut": ("doc", OLD[:-1]), "float": ("num", "7.0"), "word": ("num", "seven")}

SCHEMA = """
CREATE TABLE django_content_type (id int PRIMARY KEY, app_label text, model text,
    UNIQUE (app_label, model));
CREATE TABLE shop_doc (id uuid PRIMARY KEY, name text UNIQUE);
CREATE TABLE shop_num (id int PRIMARY KEY, name text UNIQUE);
CREATE TABLE log (id serial PRIMARY KEY, content_type_id int, object_id text, said text);
CREATE TABLE hint (id serial PRIMARY KEY, doc varchar(60), num varchar(60), docs text[],
    nums text[], doc_about jsonb, num_about jsonb, said text);
"""
PLAN = """
version = 1
source = "env:OLD"
target = "env:NEW"
existing_rows = "keep"
[[table]]
from = "public.django_content_type"
to = "public.django_content_type"
key = { match = ["app_label", "model"] }
[[table]]
from = "public.shop_doc"
to = "public.shop_doc"
key = { match = ["name"] }
[[table]]
from = "public.shop_num"
to = "public.shop_num"
key = { offset = 1000 }
[[table]]
from = "public.log"
to = "public.log"
key = { offset = 100 }
[[table]]
from = "public.hint"
to = "public.hint"
key = { offset = 100 }
[table.columns]
doc = { refers_to = "public.shop_doc" }
docs = { refers_to = "public.shop_doc" }
doc_about = { refers_to = "public.shop_doc", path = "of" }
num = { refers_to = "public.shop_num" }
nums = { refers_to = "public.shop_num" }
num_about = { refers_to = "public.shop_num", path = "of" }
"""


def spelled(name: str, doc: str, num: str) -> str:
    table, around, form, case = SPELLINGS[name]
    return around.format(case(form(doc if table == "doc" else num)))


def test_keys_in_texts_follow_in_every_spelling(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    mover = Mover(source_db, target_db, tmp_path)
    for side, kinds, doc in ((source_db, ("doc", "num"), OLD), (target_db, ("num", "doc"), NEW)):
        side.execute(SCHEMA)
        for number, model in enumerate(kinds, 1):
            side.execute("INSERT INTO django_content_type VALUES (%s, 'shop', %s)", [number, model])
        side.execute("INSERT INTO shop_doc VALUES (%s, 'a')", [doc])
    source_db.execute("INSERT INTO shop_num VALUES (7, 'seven')")
    said = {name: (SPELLINGS[name][0], spelled(name, OLD, "7")) for name in SPELLINGS}
    for name, (table, text) in {**said, **NO_KEYS}.items():
        kind = 1 if table == "doc" else 2
        source_db.execute(
            "INSERT INTO log (content_type_id, object_id, said) VALUES (%s, %s, %s)",
            [kind, text, name],
        )
    for name, (table, text) in said.items():
        source_db.execute(
            f"INSERT INTO hint ({table}, {table}s, {table}_about, said)"
            " VALUES (%s, ARRAY['x', %s], jsonb_build_object('of', jsonb_build_array(%s::text,"
            " 7.5)), %s)",
            [text, text, text, name],
        )
    source_db.execute("INSERT INTO hint (num_about, said) VALUES ('{\"of\": 7.0}', 'json')")
    (tmp_path / "segue.toml").write_text(PLAN)
    env = {"OLD": source_db.url, "NEW": target_db.url}
    checked = mover.run("check", env=env)
    assert checked.status == 0, checked.answer
    assert checked.answer.count("warning[K111]") == 2, checked.answer
    assert "S208" not in checked.answer, checked.answer
    moved = mover.run("move", "--no-input", env=env)
    assert moved.status == 0, moved.said
    expected = {name: spelled(name, NEW, "1007") for name in SPELLINGS}
    expected |= {name: text for name, (_, text) in NO_KEYS.items()}
    assert dict(target_db.execute("SELECT said, object_id FROM log")) == expected
    for name, (table, _) in said.items():
        new = expected[name]
        assert target_db.execute(
            f"SELECT {table}, {table}s, {table}_about FROM hint WHERE said = %s", [name]
        ) == [(new, ["x", new], {"of": [new, 7.5]})], name
    assert target_db.value("SELECT num_about FROM hint WHERE said = 'json'") == {"of": 1007}


def test_numbers_that_become_uuids_are_led_on_from_every_spelling(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    mover = Mover(source_db, target_db, tmp_path)
    for side, key in ((source_db, "int"), (target_db, "uuid")):
        side.execute(SCHEMA.replace("shop_num (id int", f"shop_num (id {key}"))
    source_db.execute(
        "INSERT INTO django_content_type VALUES (2, 'shop', 'num');"
        "INSERT INTO shop_num VALUES (7, 'seven');"
        "INSERT INTO log (content_type_id, object_id, said) SELECT 2, o, 'key'"
        " FROM unnest(ARRAY['7', '007', ' 7']) AS o;"
        "INSERT INTO log (content_type_id, object_id, said) VALUES (2, 'seven', 'word')"
    )
    tables = "".join(
        f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n{key}'
        for name, key in (
            ("django_content_type", ""), ("shop_num", 'key = "uuid"\n'), ("log", ""),
        )
    )  # fmt: skip
    head = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
    skips = '[skip]\n"public.shop_doc" = "x"\n"public.hint" = "x"\n'
    (tmp_path / "segue.toml").write_text(head + tables + skips)
    moved = mover.run("move", "--no-input", env={"OLD": source_db.url, "NEW": target_db.url})
    assert moved.status == 0, moved.said
    key = target_db.value("SELECT id::text FROM shop_num")
    assert target_db.execute("SELECT said, object_id FROM log ORDER BY id") == [
        ("key", key), ("key", key), ("key", key), ("word", "seven"),
    ]  # fmt: skip
