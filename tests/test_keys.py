"""Keys travel as the plan says, and every reference follows; values are looked up and mapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.mover import Ended, Mover

OLD = """
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE post (
    id serial PRIMARY KEY, author_id int NOT NULL REFERENCES author, parent_id int REFERENCES post,
    title text, flag char(1), category text, seen_no int
);
CREATE TABLE tag (id serial PRIMARY KEY, label text UNIQUE);
CREATE TABLE post_tags (
    id serial PRIMARY KEY, post_id int NOT NULL REFERENCES post, tag_id int NOT NULL REFERENCES tag
);
INSERT INTO author VALUES (1, 'Ada'), (7, 'Bob');
INSERT INTO post VALUES
    (1, 1, NULL, 'one', 'A', 'news', 2), (2, 7, 1, 'two', 'D', 'blog', NULL),
    (5, 7, 1, 'three', NULL, NULL, 5);
INSERT INTO tag VALUES (3, 'red'), (4, 'blue');
INSERT INTO post_tags VALUES (1, 1, 3), (2, 1, 4), (3, 5, 4);
"""

HEAD = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(OLD)
    return Mover(source_db, target_db, tmp_path)


def move(mover: Mover, plan: str) -> None:
    """Move by the plan, verified in the move and once more afterwards."""
    (mover.folder / "segue.toml").write_text(HEAD + plan)
    for words in (["move", "--no-input"], ["verify"]):
        ended = run(mover, *words)
        assert ended.status == 0, ended.said


def run(mover: Mover, *words: str) -> Ended:
    return mover.run(*words, env={"OLD": mover.source.url, "NEW": mover.target.url})


def same(*names: str) -> str:
    return "".join(f'[[table]]\nfrom = "public.{n}"\nto = "public.{n}"\n' for n in names)


def test_keys_are_offset_and_every_reference_follows(mover: Mover) -> None:
    mover.target.execute(OLD.split("INSERT")[0])
    move(
        mover,
        '[[table]]\nfrom = "public.post"\nto = "public.post"\nkey = { offset = 1000 }\n'
        '[table.columns]\nseen_no = { refers_to = "public.post" }\n'
        '[[table]]\nfrom = "public.author"\nto = "public.author"\nkey = { offset = -1 }\n'
        + same("tag", "post_tags"),
    )
    assert mover.target.execute(
        "SELECT id, author_id, parent_id, seen_no FROM post ORDER BY 1"
    ) == [
        (1001, 0, None, 1002),
        (1002, 6, 1001, None),
        (1005, 6, 1001, 1005),
    ]
    assert mover.target.execute("SELECT * FROM post_tags ORDER BY 1") == [
        (1, 1001, 3),
        (2, 1001, 4),
        (3, 1005, 4),
    ]
    assert mover.target.execute("SELECT nextval('post_id_seq')") == [(1006,)]


NEW_UUIDS = """
CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE article (
    id uuid PRIMARY KEY, author_id bigint NOT NULL REFERENCES people,
    parent_id uuid REFERENCES article, title text, status text NOT NULL, seen uuid,
    public boolean NOT NULL
);
CREATE TABLE tag (id bigint PRIMARY KEY, label text UNIQUE);
CREATE TABLE article_tags (
    id bigint PRIMARY KEY, article_id uuid NOT NULL REFERENCES article,
    tag_id bigint NOT NULL REFERENCES tag
);
"""

TO_UUIDS = """
[[table]]
from = "public.author"
to = "public.people"
[[table]]
from = "public.post"
to = "public.article"
key = "uuid"
[table.columns]
status = { map = { A = "active", D = "draft" }, from = "flag", else = "other" }
public = { sql = "coalesce(flag, 'A') = 'A'" }
seen = { refers_to = "public.article", from = "seen_no" }
category = { drop = "gone" }
[[table]]
from = "public.post_tags"
to = "public.article_tags"
[table.columns]
article_id = "post_id"
[[table]]
from = "public.tag"
to = "public.tag"
"""


def test_integer_keys_become_uuids_in_every_place_that_refers_to_them(mover: Mover) -> None:
    mover.target.execute(NEW_UUIDS.replace("status text NOT NULL", "status text"))
    move(mover, TO_UUIDS)
    assert mover.target.execute(
        "SELECT a.title, p.title, s.title, a.status, a.public, name FROM article a"
        " JOIN people ON people.id = a.author_id LEFT JOIN article p ON p.id = a.parent_id"
        " LEFT JOIN article s ON s.id = a.seen ORDER BY a.title"
    ) == [
        ("one", None, "two", "active", True, "Ada"),
        ("three", "one", "three", None, True, "Bob"),
        ("two", "one", None, "draft", False, "Bob"),
    ]
    assert mover.target.execute(
        "SELECT title, label FROM article a JOIN article_tags t ON t.article_id = a.id"
        " JOIN tag ON tag.id = t.tag_id ORDER BY 1, 2"
    ) == [("one", "blue"), ("one", "red"), ("three", "blue")]
    versions = mover.target.execute("SELECT DISTINCT substr(id::text, 15, 1) FROM article")
    assert versions == [("8",)]


def test_a_text_becomes_a_reference_by_lookup_in_rows_that_the_same_move_brings(
    mover: Mover,
) -> None:
    mover.target.execute(
        "CREATE TABLE category (id bigserial PRIMARY KEY, name text UNIQUE NOT NULL);"
        "CREATE TABLE post (id int PRIMARY KEY, title text, category_id bigint REFERENCES category)"
    )
    drops = "".join(
        f'{name} = {{ drop = "gone" }}\n' for name in ("author_id", "parent_id", "flag", "seen_no")
    )
    move(
        mover,
        '[[table]]\nquery = "SELECT row_number() OVER (ORDER BY category) AS id, category AS name'
        ' FROM public.post WHERE category IS NOT NULL GROUP BY category"\nto = "public.category"\n'
        '[[table]]\nfrom = "public.post"\nto = "public.post"\n[table.columns]\n'
        f'category_id = {{ lookup = "public.category", by = "name", from = "category" }}\n{drops}'
        '[skip]\n"public.author" = "x"\n"public.tag" = "x"\n"public.post_tags" = "x"\n',
    )
    assert mover.target.execute(
        "SELECT title, name FROM post LEFT JOIN category c ON c.id = category_id ORDER BY 1"
    ) == [("one", "news"), ("three", None), ("two", "blog")]
    assert mover.target.execute("SELECT nextval('category_id_seq')") == [(3,)]


def test_a_lookup_finds_rows_that_only_the_target_has(mover: Mover) -> None:
    mover.target.execute(
        "CREATE TABLE writer (id bigint PRIMARY KEY, name text); "
        "INSERT INTO writer VALUES (70, 'one'), (71, 'two'), (72, 'two'); "
        "CREATE TABLE post (id int PRIMARY KEY, writer_id bigint REFERENCES writer)"
    )
    names = ("author_id", "parent_id", "flag", "seen_no", "category")
    drops = "".join(f'{name} = {{ drop = "gone" }}\n' for name in names)
    move(
        mover,
        '[[table]]\nfrom = "public.post"\nto = "public.post"\n[table.columns]\n'
        f'writer_id = {{ lookup = "public.writer", by = "name", from = "title" }}\n{drops}'
        '[skip]\n"public.author" = "x"\n"public.tag" = "x"\n"public.post_tags" = "x"\n',
    )
    assert mover.target.execute("SELECT * FROM post ORDER BY 1") == [(1, 70), (2, 71), (5, None)]
    assert mover.target.execute("SELECT count(*) FROM writer") == [(3,)]


def test_values_that_differ_each_time_are_filled_and_not_compared(mover: Mover) -> None:
    mover.target.execute(
        "CREATE TABLE tag (id int PRIMARY KEY, label text, at timestamptz NOT NULL,"
        " token uuid NOT NULL, chance float NOT NULL)"
    )
    move(
        mover,
        '[[table]]\nfrom = "public.tag"\nto = "public.tag"\n[table.columns]\n'
        'at = { sql = "now()" }\ntoken = { sql = "gen_random_uuid()" }\n'
        'chance = { sql = "random()" }\n'
        '[skip]\n"public.author" = "x"\n"public.post" = "x"\n"public.post_tags" = "x"\n',
    )
    assert mover.target.execute(
        "SELECT label, at > now() - interval '1 h' FROM tag ORDER BY 1"
    ) == [
        ("blue", True),
        ("red", True),
    ]
    assert mover.target.execute("SELECT count(DISTINCT token) FROM tag") == [(2,)]
    assert run(mover, "check").answer.count("note[V101]") == 3


MERGED = """
[[table]]
from = "public.author"
to = "public.thing"
[table.columns]
kind = { value = "author" }
[[table]]
from = "public.tag"
to = "public.thing"
key = { offset = 100 }
[table.columns]
kind = { value = "tag" }
name = "label"
[[table]]
from = "public.post"
to = "public.writing"
[table.columns]
thing_id = "author_id"
tagged = { refers_to = "public.tag", from = "seen_no" }
parent_id = { drop = "gone" }
flag = { drop = "gone" }
category = { drop = "gone" }
[skip]
"public.post_tags" = "nobody used them"
"""


def test_two_tables_become_one_and_each_reference_follows_its_own(mover: Mover) -> None:
    mover.source.execute(
        "UPDATE post SET seen_no = 3 WHERE id = 1; UPDATE post SET seen_no = NULL WHERE id = 5"
    )
    mover.target.execute(
        "CREATE TABLE thing (id bigint PRIMARY KEY, kind text NOT NULL, name text);"
        "CREATE TABLE writing (id bigint PRIMARY KEY, thing_id bigint REFERENCES thing,"
        " title text, tagged bigint REFERENCES thing)"
    )
    move(mover, MERGED)
    assert mover.target.execute("SELECT * FROM thing ORDER BY id") == [
        (1, "author", "Ada"),
        (7, "author", "Bob"),
        (103, "tag", "red"),
        (104, "tag", "blue"),
    ]
    assert mover.target.execute("SELECT thing_id, tagged FROM writing ORDER BY id") == [
        (1, 103),
        (7, None),
        (7, None),
    ]


def test_a_reference_that_may_mean_either_of_two_tables_is_asked(mover: Mover) -> None:
    mover.target.execute(
        "CREATE TABLE thing (id bigint PRIMARY KEY, kind text NOT NULL, name text);"
        "CREATE TABLE writing (id bigint PRIMARY KEY, thing_id bigint REFERENCES thing,"
        " title text, tagged bigint REFERENCES thing)"
    )
    unclear = MERGED.replace('{ refers_to = "public.tag", from = "seen_no" }', '"seen_no"')
    (mover.folder / "segue.toml").write_text(HEAD + unclear)
    ended = run(mover, "move", "--no-input")
    assert ended.status == 2
    assert "writing.tagged refers to the rows of public.thing" in ended.said
    assert "refers_to" in ended.said
