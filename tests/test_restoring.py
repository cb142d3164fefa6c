"""`segue restore` always leads back, whatever state a run was left in."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.failpoints import RESTORE
from support.databases import Database
from support.mover import Ended, Mover

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, author integer, title text);
"""
ROWS = """
INSERT INTO author SELECT i, 'author ' || i FROM generate_series(1, 10) i;
INSERT INTO book SELECT i, i % 10 + 1, repeat('long ', 100) FROM generate_series(1, 8000) i;
"""
KEY = "ALTER TABLE book ADD FOREIGN KEY (author) REFERENCES author;"
OWN = "INSERT INTO author VALUES (1, 'its own'), (99, 'far'); INSERT INTO book VALUES (9000, 99);"
SAME = 'key = { match = ["id"] }\n'
TRIGGER = """
CREATE TABLE audit (what text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO audit VALUES (TG_TABLE_NAME || ' ' || TG_OP); RETURN NULL; END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON author
    FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER emptied AFTER TRUNCATE ON author FOR EACH STATEMENT EXECUTE FUNCTION note();
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + ROWS)
    target_db.execute(SCHEMA + KEY)
    return Mover(source_db, target_db, tmp_path)


def _plan(mover: Mover, head: str = "", tables: tuple[str, ...] = ("author", "book")) -> None:
    same = SAME if "keep" in head or "update" in head else ""
    mapped = "".join(
        f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n{same}' for name in tables
    )
    skipped = "".join(
        f'"public.{name}" = "stays"\n' for name in ("author", "book") if name not in tables
    )
    (mover.folder / "segue.toml").write_text(
        f'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n{head}\n{mapped}[skip]\n{skipped}'
    )


def _run(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    if failpoint:
        env["SEGUE_FAILPOINT"] = failpoint
    return mover.run(*words, env=env)


def _move(mover: Mover, failpoint: str = "") -> Ended:
    words = ("move", "--no-input", "--confirm-replace", mover.target.name)
    return _run(mover, *words, failpoint=failpoint)


def _left_after_a_second_try(mover: Mover, failpoint: str = "loads-planned") -> None:
    """A first try put everything back; the source went on, and the second one died at once."""
    first = _move(mover, failpoint="verified")
    assert first.killed, first.said
    mover.source.execute("UPDATE author SET name = 'newer' WHERE id = 5")
    assert _move(mover, failpoint=failpoint).killed


def _rows(mover: Mover) -> list[list[tuple[object, ...]]]:
    return [mover.target.execute(f"TABLE {name} ORDER BY 1") for name in ("author", "book")]


@pytest.mark.parametrize("existing", ["stop", "update"])
def test_a_run_that_was_resumed_can_be_given_up_though_its_keys_are_up(
    mover: Mover, existing: str
) -> None:
    mover.target.execute("" if existing == "stop" else OWN)
    schema, rows = mover.target.dump_schema(), _rows(mover)
    _plan(mover, f'existing_rows = "{existing}"')
    _left_after_a_second_try(mover)
    restored = _run(mover, "restore")
    assert restored.status == 0, restored.said
    assert _rows(mover) == rows
    assert mover.target.dump_schema() == schema
    assert mover.target.execute("SELECT state FROM segue.run") == [("given up",)]
    assert _run(mover, "forget").status == 0


def test_rows_go_though_a_table_that_the_plan_leaves_alone_refers_to_them(mover: Mover) -> None:
    schema = mover.target.dump_schema()
    _plan(mover, tables=("author",))
    _left_after_a_second_try(mover)
    restored = _run(mover, "restore")
    assert restored.status == 0, restored.said
    assert _rows(mover) == [[], []]
    assert mover.target.dump_schema() == schema


@pytest.mark.parametrize(
    ("existing", "command"),
    [("keep", "move"), ("replace", "move"), ("keep", "restore"), ("update", "restore")],
)
def test_no_trigger_hears_of_rows_that_come_or_go(
    mover: Mover, existing: str, command: str
) -> None:
    mover.target.execute(OWN + TRIGGER)
    _plan(mover, f'existing_rows = "{existing}"')
    _left_after_a_second_try(mover)
    ended = _move(mover) if command == "move" else _run(mover, "restore")
    assert ended.status == 0, ended.said
    assert mover.target.execute("TABLE audit") == []
    mover.target.execute("INSERT INTO author VALUES (1000, 'new')")
    assert mover.target.execute("TABLE audit") == [("author INSERT",)]


def test_rows_that_do_not_fit_what_goes_back_are_taken_out(mover: Mover) -> None:
    """All rows are in, but the orphans among them were not put aside yet."""
    schema = mover.target.dump_schema()
    mover.source.execute("UPDATE book SET author = 77 WHERE id = 7")
    _plan(mover, 'on_bad_row = "reject"')
    assert _move(mover, failpoint="rows-copied").killed
    restored = _run(mover, "restore")
    assert restored.status == 0, restored.said
    assert "they are taken out again: validation book_author_fkey" in restored.said
    assert _rows(mover) == [[], []]
    assert mover.target.dump_schema() == schema


@pytest.mark.parametrize(
    ("failpoint", "then"),
    [*((name, "restore") for name in (*RESTORE, "definition-back")),
     ("copy-emptied", "move"), ("copy-undone", "move"), ("restored", "move")],
)  # fmt: skip
def test_a_restore_that_is_killed_can_be_typed_again_or_the_move(
    mover: Mover, failpoint: str, then: str
) -> None:
    mover.target.execute(OWN)
    schema, rows = mover.target.dump_schema(), _rows(mover)
    _plan(mover, 'existing_rows = "keep"')
    assert _move(mover, failpoint="part-copied:2").killed
    assert _run(mover, "restore", failpoint=failpoint).killed
    ended = _run(mover, "restore") if then == "restore" else _move(mover)
    assert ended.status == 0, ended.said
    assert mover.target.dump_schema() == schema
    if then == "restore":
        assert _rows(mover) == rows
    else:
        assert mover.target.value("SELECT count(*) FROM book") == 8001
        assert mover.target.value("SELECT name FROM author WHERE id = 1") == "its own"


def test_what_belonged_to_a_table_that_is_gone_is_told_and_the_rest_goes_back(mover: Mover) -> None:
    _plan(mover)
    mover.target.execute("CREATE INDEX book_title ON book (title)")
    assert _move(mover, failpoint="rows-copied").killed
    mover.target.execute("DROP TABLE author")
    assert _move(mover).status == 2
    restored = _run(mover, "restore")
    assert restored.status == 0, restored.said
    assert "what they belong to is no longer in the target" in restored.said
    assert "ADD CONSTRAINT book_author_fkey FOREIGN KEY" in restored.said.replace('"', "")
    assert mover.target.value("SELECT to_regclass('book_title') IS NOT NULL")
    assert _run(mover, "forget").status == 0


@pytest.mark.parametrize("existing", ["stop", "update"])
@pytest.mark.parametrize("command", ["move", "restore"])
def test_a_table_that_was_altered_meanwhile_gets_its_earlier_rows_back(
    mover: Mover, existing: str, command: str
) -> None:
    """Somebody typed `migrate` between a move that died and its successor."""
    mover.target.execute(
        "ALTER TABLE author ADD rank integer, ADD odd numeric(6, 2)[];"
        "INSERT INTO author VALUES (1, 'a, \"b\"', NULL, '{1.50,NULL}'), (99, 'far', 3, NULL)"
    )
    _plan(mover, f'existing_rows = "{existing}"')
    words = ("move", "--no-input", "--target-is-fresh")
    assert _run(mover, *words, failpoint="rows-copied").killed
    mover.target.execute(
        "ALTER TABLE author DROP rank, ADD grade text NOT NULL DEFAULT 'new',"
        "ALTER name TYPE varchar(30); UPDATE author SET grade = 'graded' WHERE id = 1"
    )
    if command == "restore":
        mover.target.execute("UPDATE segue.run SET copied = false")
    ended = _run(mover, *words) if command == "move" else _run(mover, "restore")
    assert ended.status == 0, ended.said
    rows = mover.target.execute("SELECT id, name, odd::text FROM author ORDER BY id")
    if command == "restore":
        assert rows == [(1, 'a, "b"', "{1.50,NULL}"), (99, "far", None)]
    else:
        assert rows[0] == (1, "author 1", None if existing == "stop" else "{1.50,NULL}")
        assert len(rows) == (10 if existing == "stop" else 11)


def test_restore_names_who_keeps_it_waiting(mover: Mover) -> None:
    _plan(mover)
    assert _move(mover, failpoint="part-copied").killed
    with mover.target.connect() as blocker:
        blocker.execute("SET application_name TO 'night report'")
        blocker.execute("BEGIN; LOCK TABLE author IN SHARE MODE")
        process = mover.start("restore", "--to", mover.target.url)
        assert process.stderr is not None
        said = next(line for line in process.stderr if "night report" in line)
        status = mover.on_target("status")
        blocker.rollback()
        rest = process.communicate(timeout=60)
    assert "restore waits on the target for a lock of session" in said
    assert "`segue restore` is putting back what is down" in status.answer + status.said
    assert "night report" in status.answer + status.said
    assert process.returncode == 0, rest


def test_sequences_are_where_they_were(mover: Mover) -> None:
    """Numbers that were given out once are not given out again, though no row holds them."""
    mover.target.execute(
        "CREATE SEQUENCE author_id_seq OWNED BY author.id; CREATE SEQUENCE book_id_seq OWNED BY"
        " book.id; ALTER TABLE author ALTER id SET DEFAULT nextval('author_id_seq');"
        "ALTER TABLE book ALTER id SET DEFAULT nextval('book_id_seq');"
        "INSERT INTO author (name) VALUES ('by migrate'); SELECT setval('book_id_seq', 500)"
    )
    _plan(mover)
    words = ("move", "--no-input", "--target-is-fresh")
    assert _run(mover, *words, failpoint="part-copied").killed
    assert _run(mover, "restore").status == 0
    assert mover.target.execute("TABLE author") == [(1, "by migrate")]
    assert mover.target.value("SELECT nextval('author_id_seq')") == 2
    assert mover.target.value("SELECT nextval('book_id_seq')") == 501
