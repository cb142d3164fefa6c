"""Whatever `move` would refuse, or meet at a later step, `check` and `--dry-run` say beforehand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.mover import Ended, Mover

LARGE = 40_000
"""Rows with which a table's indexes are worth taking down."""
DOC = "CREATE TABLE doc (id int PRIMARY KEY, title text UNIQUE);"
DOCS = f"INSERT INTO doc SELECT i, repeat('title ', 20) || i FROM generate_series(1, {LARGE}) i;"
PLAN = """
version = 1
source = "env:OLD"
target = "env:NEW"
[[table]]
from = "public.doc"
to = "public.doc"
"""

Moving = Callable[..., Mover]


@pytest.fixture
def moving(source_db: Database, target_db: Database, tmp_path: Path) -> Moving:
    """`moving(source SQL, target SQL, plan)`: both databases and the plan, ready to be moved."""

    def made(source: str, target: str, plan: str = PLAN) -> Mover:
        source_db.execute(source)
        target_db.execute(target)
        (tmp_path / "segue.toml").write_text(plan)
        return Mover(source_db, target_db, tmp_path)

    return made


def run(
    mover: Mover, *words: str, failpoint: str = "", env: Mapping[str, str] | None = None
) -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url} | dict(env or {})
    if failpoint:
        env["SEGUE_FAILPOINT"] = failpoint
    return mover.run("--no-input", *words, env=env)


def findings(checked: Ended) -> list[dict[str, Any]]:
    """What `check --json` told."""
    lines = map(json.loads, checked.answer.splitlines())
    return [line for line in lines if line["event"] == "finding_reported"]


def all_say(mover: Mover, code: str, env: Mapping[str, str] | None = None) -> str:
    """That `check`, `move --dry-run` and `move` say the same and end with 3; what check says."""
    ways = (("check",), ("move", "--dry-run"), ("move",))
    said = [run(mover, *words, env=env) for words in ways]
    for each in said:
        assert (each.status, f"error[{code}]" in each.answer + each.said) == (3, True), each.said
    assert mover.target.value("SELECT count(*) FROM doc") in (0, 1, LARGE, LARGE - 1)
    return said[0].answer + said[0].said


# What a move leaves behind


def test_sequences_that_fill_no_column_are_told_and_set_once_they_are_there(
    moving: Moving,
) -> None:
    mover = moving(
        DOC + "CREATE SEQUENCE number INCREMENT 5 START 100; CREATE SEQUENCE never;"
        'CREATE SEQUENCE "Odd Name" AS smallint INCREMENT -1; CREATE SEQUENCE there;'
        "SELECT nextval('number'), nextval('number'), nextval('\"Odd Name\"'), nextval('there')",
        DOC + "CREATE SEQUENCE there",
    )
    told = [each for each in findings(run(mover, "check", "--json")) if each["code"] == "Q103"]
    assert [each["subject"] for each in told] == [
        "public.Odd Name stands at -1",
        "public.number stands at 105",
    ]
    for each in told:
        mover.target.execute(each["help"])
    assert not findings(run(mover, "check", "--json"))
    assert run(mover, "move").status == 0
    drawn = "SELECT nextval('number'), nextval('\"Odd Name\"'), nextval('there')"
    assert mover.target.execute(drawn) == mover.source.execute(drawn) == [(110, -2, 2)]


# Rows that hardly differ

PEOPLE = 'CREATE TABLE doc (id int PRIMARY KEY, title text COLLATE "C", place int);'
MATCHED = PLAN + 'existing_rows = "keep"\nkey = { match = ["title", "place"] }\n'


@pytest.mark.parametrize(
    ("theirs", "ours", "near"),
    [
        ("Anna", "anna", 1),
        (" anna ", "anna", 1),
        ("Ame\u0301lie", "AM\u00c9LIE", 1),
        ("anna", "anna", 0),
        ("anne", "anna", 0),
        ("", " ", 1),
    ],
)
def test_new_rows_that_differ_in_spelling_alone_are_told(
    moving: Moving, theirs: str, ours: str, near: int
) -> None:
    """Others by another column, and one whose spelling is a row of the source too, are not.

    The column's own collation knows no capitals but those of ASCII.
    """
    mover = moving(
        PEOPLE + f"INSERT INTO doc VALUES (1, '{theirs}', 1), (2, '{theirs}', 2),"
        " (3, 'bo', 1), (4, 'BO', 1), (5, 'cy', 1)",
        PEOPLE + f"INSERT INTO doc VALUES (1, '{ours}', 1), (2, '{ours}', 3), (3, 'bo', 1)",
        MATCHED,
    )
    told = findings(run(mover, "check", "--json"))
    rows = [each["rows"] for each in told if each["code"] == "K110"]
    assert rows == [f"id = 1 (title = '{theirs}', place = '1')"] * near


# What a move refuses


def test_rows_of_its_own_in_the_target_are_told_with_their_number(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC + "INSERT INTO doc VALUES (1, 'mine')")
    assert "public.doc holds 1 row in the target already" in all_say(mover, "T104")


def test_a_person_who_knows_better_says_so_to_check_as_to_move(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC + "INSERT INTO doc VALUES (1, 'mine')")
    for words in (("check",), ("move", "--dry-run"), ("move",)):
        assert run(mover, *words, "--target-is-fresh").status == 0


def test_without_data_no_row_is_read(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC.replace("title text", "title varchar(9)"))
    assert "S201" in run(mover, "check").answer
    checked = run(mover, "check", "--no-data")
    assert (checked.status, "40,000" in checked.answer) == (0, False)


def test_a_run_of_another_plan_is_told(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC)
    assert run(mover, "move", failpoint="rows-copied").killed
    plan = mover.folder / "segue.toml"
    plan.write_text(plan.read_text() + 'where = "id > 1"\n')
    assert "its plan was another" in all_say(mover, "J101")


def test_what_came_to_differ_after_the_move_is_told(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC)
    assert run(mover, "move").status == 0
    checked = run(mover, "check")  # there is nothing to do
    assert checked.status == 0, checked.said
    assert "T113" not in checked.answer, "no row is taken for one that migrate wrote"
    mover.source.execute("DELETE FROM doc WHERE id = 7")
    all_say(mover, "J103")


def test_who_holds_the_target_is_told(moving: Moving) -> None:
    mover = moving(DOC + DOCS, DOC)
    with mover.target.connect() as session:
        session.execute("SELECT 1")
        key = session.execute(
            "SELECT 1 FROM pg_catalog.pg_locks WHERE locktype = 'advisory'"
        ).fetchall()
        assert key == []
        _take(session)
        checked = run(mover, "check")
        assert (checked.status, "error[J102]" in checked.answer + checked.said) == (3, True)


def _take(session: object) -> None:
    from segue.database.queries import query

    assert session.execute(query("lock_try")).fetchone() == (True,)  # type: ignore[attr-defined]


# What step 4 and step 6 would meet


def test_an_event_trigger_that_refuses_what_a_move_does_is_named(moving: Moving) -> None:
    refusing = """
        CREATE FUNCTION keep() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects()
                       WHERE object_type IN ('index', 'table constraint')) THEN
                RAISE EXCEPTION 'dropping is not allowed here';
            END IF; END $$;
        CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER keeper ON sql_drop EXECUTE FUNCTION keep();
        CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION watch();
    """
    mover = moving(DOC + DOCS, DOC + refusing)
    schema = mover.target.dump_schema()
    said = all_say(mover, "D112")
    assert "dropping is not allowed here" in said
    assert "ALTER EVENT TRIGGER keeper DISABLE" in " ".join(said.split()).replace('"', "")
    assert "watcher" not in said
    assert mover.target.dump_schema() == schema
    mover.target.execute("ALTER EVENT TRIGGER keeper DISABLE")
    assert run(mover, "move").status == 0


def test_an_event_trigger_that_gives_tables_away_is_named_before_migrate(moving: Moving) -> None:
    """The role of the move may not use what it has made."""
    mover = moving(DOC + DOCS, "")
    target = mover.target
    deployer, application = f"{target.name}_deployer", f"{target.name}_application"
    giving = f"""
        CREATE FUNCTION give() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            DECLARE made record; BEGIN
            FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
                IF made.object_type = 'table' AND made.schema_name <> 'pg_temp' THEN
                    EXECUTE format('ALTER TABLE %s OWNER TO {application}', made.object_identity);
                END IF;
            END LOOP; END $$;
        CREATE EVENT TRIGGER giver ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
            EXECUTE FUNCTION give();
    """
    target.execute(f"CREATE ROLE {deployer} LOGIN PASSWORD 'secret'; CREATE ROLE {application}")
    try:
        target.execute(f"ALTER DATABASE {target.name} OWNER TO {deployer}")
        target.execute(f"SET ROLE {deployer}; {DOC} RESET ROLE; {giving}")
        passfile = mover.folder / "pgpass"
        passfile.write_text(f"*:*:*:{deployer}:secret\n")
        passfile.chmod(0o600)
        address = target.url.partition("?")[0].replace("postgres@", f"{deployer}@")
        env = {"NEW": f"{address}?{urlencode({'passfile': str(passfile)})}"}
        said = all_say(mover, "D112", env)
        assert f"gives new tables to {application}" in " ".join(said.split())
        target.execute("ALTER EVENT TRIGGER giver DISABLE")
        assert run(mover, "move", env=env).status == 0
    finally:
        for role in (deployer, application):
            target.execute(f"REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}")
            target.execute(f"DROP ROLE {role}")


BARE_NAME = """
    CREATE SCHEMA tools;
    CREATE FUNCTION tools.plain(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
    CREATE FUNCTION key_of(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE
        AS 'BEGIN RETURN plain(t); END';
"""


def test_an_index_that_could_not_be_built_again_stays_up(moving: Moving) -> None:
    source = DOC + DOCS
    target = DOC + BARE_NAME + "CREATE INDEX doc_key ON doc (key_of(title));"
    mover = moving(source, target)
    mover.target.execute(f"ALTER DATABASE {mover.target.name} SET search_path = public, tools")
    schema = mover.target.dump_schema()
    checked = run(mover, "check")
    safe = mover.target.value("SELECT current_setting('server_version_num')::int >= 170000")
    assert checked.status == 0, checked.said
    assert ("warning[T120]" in checked.answer + checked.said) == safe
    moved = run(mover, "move")
    assert moved.status == 0, moved.said
    assert ("ANALYZE public.doc failed" in " ".join(moved.said.split())) == safe
    assert mover.target.dump_schema() == schema
    assert run(mover, "verify").status == 0


def test_an_index_whose_function_refuses_rows_blocks(moving: Moving) -> None:
    never = (
        "CREATE FUNCTION key_of(t text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT t::int';"
        "CREATE INDEX doc_key ON doc (key_of(title));"
    )
    said = all_say(moving(DOC + DOCS, DOC + never), "S231")
    assert "the index doc_key of public.doc cannot be computed" in said


CODES = """
    CREATE TABLE zcode (code text PRIMARY KEY);
    CREATE FUNCTION is_code(c text) RETURNS boolean LANGUAGE sql
        AS 'SELECT EXISTS (SELECT FROM zcode WHERE code = c)';
    CREATE TABLE doc (id int PRIMARY KEY, title text CONSTRAINT known CHECK (is_code(title)));
"""
BOTH = PLAN + '[[table]]\nfrom = "public.zcode"\nto = "public.zcode"\n'


def test_a_check_that_looks_into_another_table_waits_for_its_rows(moving: Moving) -> None:
    rows = "INSERT INTO zcode VALUES ('a');"
    rows += "INSERT INTO doc SELECT i, 'a' FROM generate_series(1, 9) i"
    mover = moving(CODES + rows, CODES, BOTH)
    schema = mover.target.dump_schema()
    moved = run(mover, "move")
    assert moved.status == 0, moved.said
    assert mover.target.dump_schema() == schema
    assert mover.target.value("SELECT count(*) FROM doc") == 9


def test_a_check_that_looks_elsewhere_and_is_not_true_any_more_blocks(moving: Moving) -> None:
    rows = "INSERT INTO zcode VALUES ('a'), ('b'); INSERT INTO doc VALUES (1, 'a'), (2, 'b');"
    mover = moving(CODES + rows + "DELETE FROM zcode WHERE code = 'b';", CODES, BOTH)
    said = all_say(mover, "S210")
    assert "1 of 2 rows of public.doc violates the check known" in said
    plan = mover.folder / "segue.toml"
    plan.write_text(plan.read_text().replace("[[table]]", 'on_bad_row = "reject"\n[[table]]', 1))
    all_say(mover, "S210")  # what is validated at the end cannot be rejected row by row


# What did not go back


def test_all_that_can_be_is_put_back_and_what_could_not_is_named(moving: Moving) -> None:
    target = DOC + "CREATE INDEX doc_title ON doc (title); ALTER TABLE doc ADD UNIQUE (id, title);"
    mover = moving(DOC + DOCS, target)
    killed = run(mover, "move", failpoint="rows-copied")
    assert killed.killed, killed.said
    # As if two of the source had been the same, and nobody had noticed.
    mover.target.execute("UPDATE doc SET title = 'the same' WHERE id IN (3, 4)")
    restored = run(mover, "restore")
    assert restored.status == 0, restored.said  # the rows are in the source: they go
    assert mover.target.value("SELECT count(*) FROM doc") == 0
    assert mover.target.value("SELECT count(*) FROM pg_index WHERE indrelid = 'doc'::regclass") == 4


@pytest.mark.parametrize("failpoint", ["indexes-down", "rows-copied", "definition-back:1"])
def test_verify_is_not_content_while_a_run_is_unfinished(moving: Moving, failpoint: str) -> None:
    mover = moving(DOC + DOCS, DOC)
    assert run(mover, "move", failpoint=failpoint).killed
    verified = run(mover, "verify")
    assert verified.status == 4, verified.said
    if failpoint != "indexes-down":
        assert "run 1 is unfinished" in verified.said
    listed = run(mover, "sequences")
    assert "run 1 is unfinished" in listed.said
    assert run(mover, "move").status == 0
    assert run(mover, "verify").status == 0


def test_materialized_views_are_refreshed_after_those_that_they_read(moving: Moving) -> None:
    views = """
        CREATE MATERIALIZED VIEW z_first AS SELECT id FROM doc;
        CREATE VIEW between AS SELECT id FROM z_first;
        CREATE MATERIALIZED VIEW a_second AS SELECT count(*) FROM between;
        CREATE MATERIALIZED VIEW share AS SELECT 100 / count(*) AS each FROM doc WITH NO DATA;
        CREATE MATERIALIZED VIEW never AS SELECT 1 AS n WITH NO DATA;
    """
    refreshed = "REFRESH MATERIALIZED VIEW share;"
    mover = moving(DOC + "INSERT INTO doc VALUES (1, 'a');" + views + refreshed, DOC + views)
    moved = run(mover, "move")
    assert moved.status == 0, moved.said
    assert mover.target.value("SELECT count FROM a_second") == 1
    assert mover.target.value("SELECT each FROM share") == 100
    assert not mover.target.value("SELECT relispopulated FROM pg_class WHERE relname = 'never'")


# A source that is damaged


def test_rows_that_a_damaged_unique_index_let_pass_are_named(
    source_server: Server, make_database: MakeDatabase, moving: Moving
) -> None:
    damage = """
        UPDATE pg_index SET indisready = false WHERE indexrelid = 'doc_title_key'::regclass;
        INSERT INTO doc SELECT 100000 + id, title FROM doc WHERE id IN (7, 8);
        UPDATE pg_index SET indisready = true WHERE indexrelid = 'doc_title_key'::regclass;
    """
    mover = moving(DOC + DOCS, DOC)
    for statement in damage.strip().split(";")[:-1]:
        mover.source.execute(statement)
    said = all_say(mover, "S207")
    assert "4 rows for public.doc share their title" in said
    assert "id = 100007 and id = 7" in said


# Table by table


def test_tables_are_copied_one_by_one_and_what_is_left_is_told(moving: Moving) -> None:
    schema = """
        CREATE TABLE doc (id int PRIMARY KEY, title text);
        CREATE TABLE page (id int PRIMARY KEY, doc int REFERENCES doc, before int REFERENCES page);
    """
    rows = "INSERT INTO doc VALUES (1, 'a'); INSERT INTO page VALUES (1, 1, NULL), (2, 1, 1);"
    mover = moving(schema + rows, schema, PLAN + '[[table]]\nfrom = "page"\nto = "page"\n')
    too_early = run(mover, "copy", "--only", "page")
    assert too_early.status == 3, too_early.said
    assert "2 rows of public.page refer by doc to rows of public.doc" in too_early.said
    first = run(mover, "copy", "--only", "doc")
    assert first.status == 0, first.said
    assert "Next: 1 table of the plan left" in first.said
    assert "copy --only public.page" in " ".join(first.said.split())
    second = run(mover, "copy", "--only", "page")
    assert second.status == 0, second.said
    assert "Next: start the project" in second.said
    assert mover.differences() == []
