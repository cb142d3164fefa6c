"""Servers that allow little: commands work there, or say what is in the way and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from segue.errors import ExitStatus
from support.databases import Database
from support.mover import Mover
from support.projects import alias_of, migrate, small_project

PASSWORD = "only for tests"

SHOP = """
    CREATE TABLE customer (id serial PRIMARY KEY, name text);
    CREATE TABLE "order" (id serial PRIMARY KEY, customer_id integer REFERENCES customer);
"""
ROWS = "INSERT INTO customer (name) SELECT 'c' || n FROM generate_series(1, 50) AS n"

ONE_SESSION, READS_ONLY = "CONNECTION LIMIT 1", "SET default_transaction_read_only = on"
TOLD_ONE, TOLD_READS = "for the CONNECTION LIMIT of role", "default_transaction_read_only is on"

CELLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (ONE_SESSION, ("check", "--from", "OLD"), TOLD_ONE),
    (ONE_SESSION, ("move", "--from", "OLD", "--dry-run"), TOLD_ONE),
    (ONE_SESSION, ("move", "--from", "OLD"), TOLD_ONE),
    (ONE_SESSION, ("restore",), TOLD_ONE),
    (ONE_SESSION, ("sequences",), ""),
    (ONE_SESSION, ("status",), ""),
    (READS_ONLY, ("sequences", "--reset"), TOLD_READS),
    (READS_ONLY, ("restore",), TOLD_READS),
    (READS_ONLY, ("forget",), TOLD_READS),
    (READS_ONLY, ("stop",), TOLD_READS),
    (READS_ONLY, ("status",), ""),
)
"""What the role has set, a command, and what it says of that; nothing where it works."""


UNDONE = (
    ('ALTER TABLE "order" OWNER TO CURRENT_USER', 'ALTER TABLE "order" OWNER TO "{role}"'),
    (
        "ALTER TABLE customer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "ALTER TABLE customer DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
    ),
)
"""What keeps a role from restoring, and how it ends."""


@contextmanager
def owned_by_a_role(database: Database) -> Iterator[tuple[str, str]]:
    """Its name and the database's URL with it, as limits do not hold for superusers."""
    role = f"owner_{database.name}"
    database.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD '{PASSWORD}'")
    database.execute(f'ALTER DATABASE "{database.name}" OWNER TO "{role}"')
    parameters = {k: v for k, v in database.endpoint.parameters.items() if k != "passfile"}
    parameters |= {"user": role, "password": PASSWORD}
    try:
        yield role, f"postgresql:///?{urlencode(parameters)}".replace("+", "%20")
    finally:
        database.execute("RESET ROLE; RESET default_transaction_read_only")
        database.execute(f'REASSIGN OWNED BY "{role}" TO CURRENT_USER; DROP OWNED BY "{role}"')
        database.execute(f'DROP ROLE "{role}"')


def test_what_a_role_may_not_do_is_told_by_each_command_before_it_writes(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    """In a target where a move was broken off, with its constraints down."""
    source_db.execute(SHOP + ROWS)
    with owned_by_a_role(target_db) as (role, url):
        target_db.execute(f'SET ROLE "{role}"; {SHOP}; RESET ROLE')
        mover = Mover(source_db, target_db, tmp_path)
        env = {"OLD": source_db.url, "NEW": url}
        sides = ("--from", "env:OLD", "--to", "env:NEW", "--no-input")
        killed = mover.run("move", *sides, env=env | {"SEGUE_FAILPOINT": "rows-copied"})
        assert killed.killed, killed.said
        before = target_db.dump_schema()
        for habit, words, said in CELLS:
            target_db.execute(f'ALTER ROLE "{role}" {habit}')
            words = tuple("env:OLD" if word == "OLD" else word for word in words)
            ended = mover.run(*words, "--to", "env:NEW", "--no-input", env=env)
            expected = ExitStatus.BLOCKED if said else ExitStatus.DONE
            assert ended.status == expected, (words, ended.said)
            assert said in ended.answer + ended.said, words
            assert target_db.dump_schema() == before, words
            target_db.execute(
                f'ALTER ROLE "{role}" CONNECTION LIMIT -1; ALTER ROLE "{role}" RESET ALL'
            )
        for closed, again in UNDONE:
            target_db.execute(closed)
            forbidden = mover.run("restore", "--to", "env:NEW", env=env)
            assert forbidden.status == ExitStatus.BLOCKED, forbidden.said
            assert "nothing was put back" in forbidden.said
            target_db.execute(again.format(role=role))
            assert target_db.dump_schema() == before
        target_db.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT 2')
        restored = mover.run("restore", "--to", "env:NEW", env=env)
        assert restored.status == ExitStatus.DONE, restored.said


HIDDEN = """
    ALTER TABLE customer ENABLE ROW LEVEL SECURITY; ALTER TABLE customer FORCE ROW LEVEL SECURITY;
    CREATE POLICY few ON customer USING (id < 10)
"""
CLOSED = 'ALTER TABLE customer OWNER TO CURRENT_USER; ALTER TABLE "order" OWNER TO CURRENT_USER'


def test_rows_of_the_target_that_the_role_may_not_read_are_told(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    """By row security, or as another role owns the tables."""
    source_db.execute(SHOP + ROWS)
    with owned_by_a_role(target_db) as (role, url):
        target_db.execute(f'SET ROLE "{role}"; {SHOP}; {ROWS}; RESET ROLE')
        mover = Mover(source_db, target_db, tmp_path)
        env = {"OLD": source_db.url, "NEW": url}
        sides = ("--from", "env:OLD", "--to", "env:NEW", "--no-input")
        for closed, code in ((HIDDEN, "R105"), (CLOSED, "R102")):
            target_db.execute(closed)
            for words in (("check",), ("move", "--dry-run"), ("move",)):
                ended = mover.run(*words, *sides, env=env)
                assert ended.status == ExitStatus.BLOCKED, (words, ended.said)
                assert f"[{code}]" in ended.answer + ended.said, (words, ended.said)


REFUSING = """
    CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'not here' ; END $$;
    CREATE EVENT TRIGGER guard ON ddl_command_start WHEN TAG IN ('ALTER TABLE')
        EXECUTE FUNCTION guard();
"""

UNKIND = (
    ('ALTER ROLE "{role}" SET search_path = nowhere', 'ALTER ROLE "{role}" RESET ALL', "D120"),
    (
        "ALTER SCHEMA public OWNER TO postgres; REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "R108",
    ),
    (
        'REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC, "{role}"',
        'GRANT TEMPORARY ON DATABASE "{database}" TO PUBLIC',
        "R107",
    ),
    (REFUSING, "DROP EVENT TRIGGER guard; DROP FUNCTION guard", "D112"),
)
"""What a target has, how it is undone, and what a move says of it."""

MADE = "SELECT count(*) FROM pg_class WHERE relnamespace::regnamespace::text !~ '^(pg_|info)'"


def test_migrate_does_not_run_where_a_move_would_be_refused(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    project = small_project(tmp_path)
    migrate(project, source_db)
    with owned_by_a_role(target_db) as (role, _):
        target = alias_of(target_db) | {"USER": role, "PASSWORD": PASSWORD, "OPTIONS": {}}
        project.databases(default=target, old=alias_of(source_db))
        move = ("segue", "move", "--from", "old", "--to", "default", "--no-input")
        for unkind, undone, code in UNKIND:
            target_db.execute(unkind.format(role=role, database=target_db.name))
            moved = project.manage(*move)
            target_db.execute(undone.format(role=role, database=target_db.name))
            assert moved.returncode == ExitStatus.BLOCKED, moved.stderr
            assert f"error[{code}]" in moved.stderr, moved.stderr
            assert target_db.value(MADE) == 0, code
        moved = project.manage(*move)
        assert moved.returncode == ExitStatus.DONE, moved.stderr
