"""Rows that the target refuses are put aside with their reasons; the others arrive."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from support.bench import Bench
from support.databases import Database
from support.mover import Ended, Mover

SOURCE = """
CREATE TABLE author (id integer PRIMARY KEY, name text, born text);
CREATE TABLE book (id integer PRIMARY KEY, author integer, parent integer, title text, pages text,
    state text);
INSERT INTO author SELECT i, 'author ' || i, (1900 + i % 90)::text FROM generate_series(1, 900) i;
INSERT INTO book SELECT i, i % 900 + 1, CASE WHEN i % 10 = 0 THEN i - 1 END, 'book ' || i,
    (i % 700)::text, 'sold' FROM generate_series(1, 30000) i;
"""
TARGET = """
CREATE TYPE state AS ENUM ('sold', 'lent');
CREATE TABLE author (id bigint PRIMARY KEY, name varchar(20) NOT NULL UNIQUE,
    born integer CHECK (born < 2000));
CREATE TABLE book (id bigint PRIMARY KEY, author bigint NOT NULL REFERENCES author,
    parent bigint REFERENCES book DEFERRABLE INITIALLY DEFERRED, title varchar(30) NOT NULL,
    pages integer, state state, UNIQUE (title) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX book_author ON book (author);
"""

SAME = 'key = { match = ["id"] }'


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    return Mover(source_db, target_db, tmp_path)


def _plan(mover: Mover, head: str = "", book: str = "", author: str = "") -> None:
    (mover.folder / "segue.toml").write_text(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
        f'on_bad_row = "reject"\n{head}\n'
        f'[[table]]\nfrom = "public.author"\nto = "public.author"\n{author}\n'
        f'[[table]]\nfrom = "public.book"\nto = "public.book"\n{book}\n'
    )


def _move(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    if failpoint:
        env["SEGUE_FAILPOINT"] = failpoint
    return mover.run(*(words or ("move", "--no-input")), env=env)


def _rejects(mover: Mover, table: str, folder: str = "segue-rejects/1") -> list[dict[str, str]]:
    with (mover.folder / folder / f"public.{table}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def _reasons(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    return {row["id"]: row["segue_reason"] for row in rows}


def test_refused_rows_are_in_a_file_with_their_reasons_and_the_others_arrive(mover: Mover) -> None:
    schema = mover.target.dump_schema()
    mover.source.execute(
        "UPDATE author SET name = repeat('x', 21) WHERE id = 5;"
        "UPDATE author SET name = NULL WHERE id = 6;"
        "UPDATE author SET name = 'author 8' WHERE id = 7;"
        "UPDATE author SET born = '2001' WHERE id = 9;"
        "UPDATE author SET born = 'about 1900' WHERE id = 10;"
    )
    _plan(mover, book='where = "false"')
    moved = _move(mover)
    assert moved.status == 5, moved.said
    reasons = _reasons(_rejects(mover, "author"))
    assert reasons.pop("7", "") + reasons.pop("8", "") == (
        'duplicate key value violates unique constraint "author_name_key":'
        " Key (name)=(author 8) already exists."
    )
    assert reasons == {
        "5": "value too long for type character varying(20)",
        "6": 'null value in column "name" of relation "author" violates not-null constraint',
        "9": 'new row for relation "author" violates check constraint "author_born_check"',
        "10": 'born: invalid input syntax for type integer: "about 1900"',
    }
    (unreadable,) = [row for row in _rejects(mover, "author") if row["id"] == "10"]
    assert unreadable["born"] == "about 1900"
    assert unreadable["name"] == "author 10"
    assert mover.target.value("SELECT count(*) FROM author") == 895
    assert mover.target.dump_schema() == schema
    assert "5 rows of 1 table rejected" in moved.answer
    assert _move(mover, "verify").status == 0


def test_orphans_are_rejected_and_the_rows_that_refer_to_them(mover: Mover) -> None:
    mover.source.execute(
        "UPDATE author SET born = '2001' WHERE id = 3;"
        "UPDATE book SET author = 12345 WHERE id = 9; UPDATE book SET parent = 10 WHERE id = 11"
    )
    _plan(mover)
    moved = _move(mover)
    assert moved.status == 5, moved.said
    rows = _rejects(mover, "book")
    lost = {i for i in range(1, 30001) if i % 900 == 2 or i in (9, 10, 11)}
    lost |= {i for i in range(10, 30001, 10) if i - 1 in lost}
    assert {int(row["id"]) for row in rows} == lost
    assert _reasons(rows)["9"] == (
        'foreign key "book_author_fkey": public.author has no row with (id)=(12345)'
    )
    assert _reasons(rows)["11"] == (
        'foreign key "book_parent_fkey": public.book has no row with (id)=(10)'
    )
    assert mover.target.value("SELECT count(*) FROM book") == 30_000 - len(lost)
    assert _move(mover, "verify").status == 0
    again = _move(mover)
    assert again.status == 5
    assert "Nothing to do" in again.answer


def test_a_row_that_an_update_makes_an_orphan_is_rejected_and_stays_as_it_was(mover: Mover) -> None:
    mover.target.execute(
        "INSERT INTO author VALUES (1, 'a', 1950);"
        "INSERT INTO book VALUES (9, 1, NULL, 'before', 5, 'lent'), (12, 1, NULL, 'too', 5, 'lent')"
    )
    mover.source.execute(
        "UPDATE book SET author = 12345 WHERE id IN (9, 11);"
        "DELETE FROM book WHERE id > 12 OR id % 900 = 2"
    )
    _plan(mover, 'existing_rows = "update"', SAME, SAME)
    moved = _move(mover)
    assert moved.status == 5, moved.said
    assert {row["id"] for row in _rejects(mover, "book")} == {
        "9",
        "11",
    }  # 10 refers to 9, which is there
    kept = "SELECT title || pages || state || author FROM book WHERE id = "
    assert mover.target.value(f"{kept} 9") == "before5lent1"
    assert mover.target.value(f"{kept} 12") == "book 1212sold13"
    assert _move(mover, "verify").status == 0
    again = _move(mover)
    assert again.status == 5
    assert "Nothing to do" in again.answer
    _mend(mover, "book", lambda n, row: {"author": "1"}, "--existing=update")
    verified = _move(mover, "verify")
    assert verified.status == 0, verified.said
    assert "rejected" not in verified.answer
    assert _move(mover).status == 0


@pytest.mark.parametrize("existing", ["stop", "keep", "update"])
@pytest.mark.parametrize("failpoint", ["part-streamed:2", "part-copied:2", "rows-copied",
                                       "indexes-back", "foreign-keys-back"])  # fmt: skip
def test_killed_and_resumed_the_counts_add_up(mover: Mover, existing: str, failpoint: str) -> None:
    if existing != "stop":
        mover.target.execute("INSERT INTO author VALUES (1, 'here before', 1950), (2, 'b', 1)")
    mover.source.execute(
        "UPDATE author SET born = 'x' WHERE id = 10; UPDATE author SET born = 3000 WHERE id = 11;"
        "UPDATE book SET state = 'gone' WHERE id = 77; UPDATE book SET title = '' WHERE id < 4"
    )
    same = "" if existing == "stop" else SAME
    _plan(mover, f'existing_rows = "{existing}"', same, same)
    assert _move(mover, failpoint=failpoint).killed
    mover.source.execute("UPDATE author SET born = 1999 WHERE id = 11")
    resumed = _move(mover)
    assert resumed.status == 5, resumed.said
    assert [row["id"] for row in _rejects(mover, "author")] == ["10"]
    rejected = {int(row["id"]) for row in _rejects(mover, "book")}
    direct = {i for i in range(1, 30001) if i % 900 == 9} | {77}
    assert direct <= rejected
    assert len(rejected & {1, 2, 3}) == 2
    assert mover.target.value("SELECT count(*) FROM book") + len(rejected) == 30_000
    assert mover.target.value("SELECT count(*) FROM author") == 899
    name = "author 1" if existing != "keep" else "here before"
    assert mover.target.value("SELECT name FROM author WHERE id = 1") == name
    assert _move(mover, "verify").status == 0


def test_orphans_are_looked_for_with_statistics_of_the_rows_as_they_are(mover: Mover) -> None:
    """Those from the middle of a load may say that a table is empty: all pairs would be tried."""
    mover.source.execute("UPDATE author SET born = 'x' WHERE id = 10")
    _plan(mover)
    assert _move(mover, failpoint="orphans-rejected").killed
    counted = "SELECT reltuples::int FROM pg_class WHERE relname = 'author'"
    assert mover.target.value(counted) == mover.target.value("SELECT count(*) FROM author") > 800
    assert _move(mover).status == 5


def test_a_lost_file_is_written_again_and_one_that_is_being_mended_stays(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET born = 'x' WHERE id = 10; DELETE FROM book")
    _plan(mover)
    assert _move(mover).status == 5
    path = mover.folder / "segue-rejects/1/public.author.csv"
    written = path.read_text()
    path.unlink()
    told = mover.on_target("status")
    assert path.read_text() == written
    assert re.search(r"segue-rejects/1/public\.author\.csv: 1", told.answer)
    path.write_text("mended")
    assert mover.on_target("status").status == 0
    assert path.read_text() == "mended"


def test_the_folder_may_be_named(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET born = 'x' WHERE id = 10; DELETE FROM book")
    _plan(mover)
    assert _move(mover, "move", "--no-input", "--rejects", "aside").status == 5
    assert len(_rejects(mover, "author", "aside")) == 1


def test_without_a_refused_row_nothing_is_written_and_the_status_is_0(mover: Mover) -> None:
    _plan(mover)
    moved = _move(mover)
    assert moved.status == 0, moved.said
    assert not (mover.folder / "segue-rejects").exists()


def test_what_cannot_be_worked_out_is_found_in_a_table_without_a_primary_key(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(
        'CREATE TABLE rate ("the day" text, cents integer, per integer);'
        "INSERT INTO rate SELECT '2026-01-01', i, i % 500 FROM generate_series(1, 5000) i"
    )
    target_db.execute('CREATE TABLE rate ("the day" date, rate integer)')
    mover = Mover(source_db, target_db, tmp_path)
    (tmp_path / "segue.toml").write_text(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\non_bad_row = "reject"\n'
        '[[table]]\nfrom = "public.rate"\nto = "public.rate"\n'
        '[table.columns]\nrate = { sql = "cents / per" }\n'
        'cents = { drop = "in rate" }\nper = { drop = "in rate" }\n'
    )
    moved = _move(mover)
    assert moved.status == 5, moved.said
    assert len(_rejects(mover, "rate")) == 10
    assert target_db.value("SELECT count(*) FROM rate") == 4990


def test_a_row_for_which_the_condition_itself_fails_is_rejected(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute("CREATE TABLE thing AS SELECT i AS id FROM generate_series(-50, 50) i")
    target_db.execute("CREATE TABLE thing (id integer CHECK (id <> 7))")
    bench = Bench(source_db, target_db, rejects=True, where="100 / id > 0")
    bench.copy()
    assert target_db.value("SELECT count(*) FROM thing") == 49
    assert target_db.execute("SELECT texts, state, reason FROM segue.reject ORDER BY state") == [
        (["0"], "22012", "division by zero"),
        (["7"], "23514", 'new row for relation "thing" violates check constraint "thing_id_check"'),
    ]
    (record,) = bench.journal.loads()
    assert (record.rows, record.rejected) == (49, 2)


@pytest.mark.parametrize(
    "expression",
    [
        "(SELECT n FROM generate_series(1, id) AS n WHERE n > 1)",  # more than one row
        "id::small",  # a domain refuses it
        "100 / (3 - id)",
        "1 / (ARRAY[1, 0, NULL, 0])[id]",
        "(ARRAY['1', 'x', '3', 'y'])[id]::int",
        "('2024-02-' || 26 + id)::date - '2024-01-01'",
    ],
)
def test_rows_for_which_the_plans_sql_fails_are_foreseen_and_rejected(
    source_db: Database, target_db: Database, tmp_path: Path, expression: str
) -> None:
    source_db.execute(
        "CREATE DOMAIN small AS int CHECK (VALUE < 3); CREATE TABLE thing (id int PRIMARY KEY);"
        "INSERT INTO thing VALUES (1), (2), (3), (4)"
    )
    target_db.execute("CREATE TABLE thing (id int PRIMARY KEY, made int)")
    mover = Mover(source_db, target_db, tmp_path)
    (tmp_path / "segue.toml").write_text(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\non_bad_row = "reject"\n'
        '[[table]]\nfrom = "public.thing"\nto = "public.thing"\n'
        f'[table.columns]\nmade = {{ sql = "{expression}" }}\n'
    )
    checked = _move(mover, "check")
    moved = _move(mover)
    assert moved.status == 5, moved.said
    rejects = len(_rejects(mover, "thing"))
    assert f"{rejects} row" in checked.answer + checked.said
    assert target_db.value("SELECT count(*) FROM thing") == 4 - rejects


def test_a_mended_file_is_imported(mover: Mover) -> None:
    mover.source.execute(
        "UPDATE author SET born = 'x' WHERE id = 10; UPDATE book SET state = 'gone' WHERE id = 77;"
        "UPDATE book SET author = 1 WHERE author = 10"
    )
    _plan(mover)
    assert _move(mover).status == 5
    for table, wrong, right in (("author", ",x,", ",1910,"), ("book", ",gone,", ",lent,")):
        path = mover.folder / f"segue-rejects/1/public.{table}.csv"
        path.write_text(path.read_text().replace(wrong, right))
        done = mover.on_target("import", str(path), "--no-input")
        assert done.status == 0, done.said
    assert mover.target.execute("SELECT * FROM author WHERE id = 10") == [(10, "author 10", 1910)]
    assert mover.target.value("SELECT state::text FROM book WHERE id = 77") == "lent"
    assert mover.target.value("SELECT count(*) FROM book") == 30_000
    assert "1 refused row of a move settled" in done.answer
    verified = _move(mover, "verify", "--json")
    assert verified.status == 0, verified.said
    assert '"rejected": 0' in verified.answer
    assert _move(mover, "verify", "--rows", "public.author").status == 0
    again = _move(mover)
    assert again.status == 0, again.said
    assert "Nothing to do" in again.answer
    mover.target.execute("UPDATE author SET name = 'other' WHERE id = 11")
    assert _move(mover, "verify").status == 4


def _mend(
    mover: Mover,
    table: str,
    mend: Callable[[int, dict[str, str]], dict[str, str]],
    *words: str,
) -> None:
    """Mend every refused row of a table, and import the file."""
    rows = _rejects(mover, table)
    path = mover.folder / f"segue-rejects/1/public.{table}.csv"
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows({**row, **mend(n, row)} for n, row in enumerate(rows))
    done = mover.on_target("import", str(path), "--no-input", *words)
    assert done.status == 0, done.said


@pytest.mark.parametrize("key", ["PRIMARY KEY", ""])
def test_mended_rows_are_settled_under_new_keys_and_without_keys(
    source_db: Database, target_db: Database, tmp_path: Path, key: str
) -> None:
    source_db.execute(
        "CREATE TABLE thing (id int, name text);"
        "INSERT INTO thing SELECT i, 'thing ' || i FROM generate_series(1, 100) i;"
        "INSERT INTO thing VALUES (7, 'again'), (7, 'and again'), (200, 'far too long a name')"
    )
    target_db.execute(f"CREATE TABLE thing (id int {key}, name varchar(12) CHECK (name < 'u'))")
    source_db.execute("INSERT INTO thing VALUES (300, 'zzz')")
    mover = Mover(source_db, target_db, tmp_path)
    (tmp_path / "segue.toml").write_text(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\non_bad_row = "reject"\n'
        '[[table]]\nfrom = "public.thing"\nto = "public.thing"\n'
    )
    moved = _move(mover)
    assert moved.status == 5, moved.said
    _mend(mover, "thing", lambda n, row: {"id": str(1000 + n), "name": "mended"})
    verified = _move(mover, "verify")
    assert verified.status == 0, verified.said
    assert target_db.value("SELECT count(*) FROM segue.reject") == 0
    assert _move(mover).status == 0
    target_db.execute("DELETE FROM thing WHERE id = 3")
    assert _move(mover, "verify").status == 4


def test_rejected_rows_are_no_difference_when_rows_are_named(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET born = 'x' WHERE id = 10; DELETE FROM book")
    _plan(mover)
    assert _move(mover).status == 5
    assert _move(mover, "verify", "--rows", "public.author").status == 0
    mover.target.execute("UPDATE author SET id = 5000 WHERE id = 20")
    named = _move(mover, "verify", "--rows", "public.author")
    assert named.status == 4
    assert "2 rows of public.author differ." in named.answer
    assert "'5000'" in named.answer


def test_rows_whose_keys_travel_are_rejected_like_others(mover: Mover) -> None:
    """Joins that translate keys stand beside the search for what cannot be worked out."""
    mover.target.execute("INSERT INTO author VALUES (7000, 'author 7', 1907)")
    mover.source.execute("UPDATE author SET born = 'x' WHERE id = 10;"
                         "UPDATE book SET pages = 'many' WHERE id = 50")  # fmt: skip
    plan = mover.folder / "segue.toml"
    _plan(mover, book=f'existing_rows = "keep"\n{SAME}')
    plan.write_text(
        plan.read_text().replace('to = "public.author"', 'to = "public.author"\n'
                                 'key = { match = ["name"] }')
    )  # fmt: skip
    moved = _move(mover)
    assert moved.status == 5, moved.said
    assert [row["id"] for row in _rejects(mover, "author")] == ["7010"]
    assert "50" in _reasons(_rejects(mover, "book"))
    assert mover.target.value("SELECT count(*) FROM book WHERE author = 7000") == 34
    assert _move(mover, "verify").status == 0


def test_a_file_of_an_earlier_try_goes_with_its_rejects(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET name = NULL WHERE id = 6")
    _plan(mover, book='where = "false"')
    assert _move(mover, failpoint="verified").killed
    assert _reasons(_rejects(mover, "author")).keys() == {"6"}
    mover.source.execute("UPDATE author SET name = 'mended' WHERE id = 6")
    resumed = _move(mover)
    assert resumed.status == 0, resumed.said
    assert list(mover.folder.glob("segue-rejects/**/*.csv")) == []


def test_a_folder_that_cannot_be_written_is_named_and_the_move_goes_on_later(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET name = NULL WHERE id = 6")
    _plan(mover, book='where = "false"')
    in_the_way = mover.folder / "segue-rejects"
    in_the_way.write_text("")
    broken = _move(mover)
    assert broken.status == 1
    assert "segue-rejects" in broken.said
    assert "Segue itself" not in broken.said
    in_the_way.unlink()
    assert _move(mover).status == 5
    assert _reasons(_rejects(mover, "author")).keys() == {"6"}


DAMAGE = """
CREATE EXTENSION pg_surgery;
DO $$ DECLARE toast regclass; piece tid; BEGIN
    SELECT reltoastrelid::regclass INTO toast FROM pg_class WHERE relname = 'page';
    EXECUTE format('SELECT ctid FROM %s WHERE chunk_id = (SELECT min(chunk_id) FROM %1$s)'
        ' ORDER BY chunk_seq LIMIT 1', toast) INTO piece;
    PERFORM heap_force_kill(toast, ARRAY[piece]);
END $$;
"""


def test_a_damaged_value_is_named_and_its_row_can_be_left_behind(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    if not source_db.value(
        "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_surgery'"
    ):
        pytest.skip("the source's server cannot damage a row")
    source_db.execute(
        "CREATE TABLE page (id integer PRIMARY KEY, body text, title text);"
        "ALTER TABLE page ALTER body SET STORAGE EXTERNAL;"
        "INSERT INTO page SELECT i, repeat('x', 5000), 'title ' || i FROM generate_series(7, 50) i"
    )
    source_db.execute(DAMAGE)
    target_db.execute("CREATE TABLE page (id integer PRIMARY KEY, body text, title text)")
    mover = Mover(source_db, target_db, tmp_path)
    plan = '[[table]]\nfrom = "public.page"\nto = "public.page"\n'
    head = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
    (tmp_path / "segue.toml").write_text(head + plan)
    failed = _move(mover)
    assert failed.status == 1, failed.said
    assert re.search(r"row id = 7, body: .* toast value", failed.said), failed.said
    assert mover.on_target("restore").status == 0
    (tmp_path / "segue.toml").write_text(head + 'on_bad_row = "reject"\n' + plan)
    moved = _move(mover)
    assert moved.status == 5, moved.said
    (row,) = _rejects(mover, "page", "segue-rejects/2")
    assert (row["id"], row["body"], row["title"]) == ("7", "", "title 7")
    assert target_db.value("SELECT count(*) FROM page") == 43
    assert _move(mover, "verify").status == 0
