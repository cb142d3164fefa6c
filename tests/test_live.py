"""A live move: the application writes on, its changes follow, and the cutover loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.demo.servers import Server
from segue.errors import OutboxTaken
from segue.live.outbox import drop_outbox, make_outbox
from segue.mapping.followed import Followed, FollowScope
from support.databases import Database
from support.mover import Ended, Mover, wait_until
from support.writing import NEW, OLD, PLAN, different, writing

PATIENCE = 180.0
"""Seconds for a command, and for what it does; none takes longer than a few of its own."""


@pytest.fixture
def mover(
    live_server: Server, make_database: MakeDatabase, target_db: Database, tmp_path: Path
) -> Mover:
    source = make_database(live_server)
    source.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    return Mover(source, target_db, tmp_path)


def env(mover: Mover, failpoint: str = "") -> dict[str, str]:
    return {
        "OLD": mover.source.url,
        "NEW": mover.target.url,
        **({"SEGUE_FAILPOINT": failpoint} if failpoint else {}),
    }


def run(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    return mover.run(*words, "--no-input", env=env(mover, failpoint), patience=PATIENCE)


def start(mover: Mover, *words: str, failpoint: str = "") -> subprocess.Popen[str]:
    return mover.start(*words, "--no-input", env=env(mover, failpoint))


def state(mover: Mover) -> str:
    if mover.target.value("SELECT to_regclass('segue.live') IS NULL"):
        return ""
    found = mover.target.execute("SELECT state FROM segue.live ORDER BY id DESC LIMIT 1")
    return found[0][0] if found else ""


def end(process: subprocess.Popen[str]) -> tuple[str, str]:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    return process.communicate(timeout=PATIENCE)


def test_what_the_application_writes_follows_and_the_cutover_loses_nothing(mover: Mover) -> None:
    with writing(mover.source) as application:
        follower = start(mover, "move", "--live")
        try:
            wait_until(lambda: state(mover) == "following" or follower.poll() is not None, PATIENCE)
            assert follower.poll() is None, follower.communicate()
            rehearsed = run(mover, "cutover", "--rehearse", "--json")
            assert rehearsed.status == 0, rehearsed.said
            assert application.refused == 0
            assert state(mover) == "following"
            done = run(mover, "cutover", "--json")
            assert done.status == 0, done.said
            wait_until(lambda: application.refused > 0, PATIENCE)
        finally:
            said = end(follower)
        assert application.written > 0
        assert application.others == []
    answer = json.loads(done.answer.splitlines()[-1])
    assert answer["event"] == "cutover"
    assert answer["pause_ms"] > 0
    assert different(mover.source, mover.target) == [], said
    assert mover.target.value("SELECT count(*) FROM heard") == 0
    assert state(mover) == "moved"


DEATHS = (
    ("move --live", "publication-made"),
    ("move --live", "slot-made"),
    ("move --live", "part-copied"),
    ("move --live", "target-quiet"),
    ("follow", "target-fenced"),
    ("follow", "keys-collected"),
    ("follow", "batch-written"),
    ("follow", "batch-applied"),
    ("cutover", "fence-raised"),
    ("cutover", "last-batch"),
    ("cutover", "numbers-carried"),
    ("cutover", "fence-stands"),
    ("cutover", "target-restored"),
    ("cutover", "target-open"),
    ("cutover", "switched"),
)
FENCE_STANDS = DEATHS.index(("cutover", "fence-stands"))
"""The point of no return, and the places after it."""

SWITCH = "--switch-command"


def test_it_may_die_anywhere_and_goes_on(mover: Mover) -> None:
    with writing(mover.source, sessions=2, pause=0.01) as application:
        for command, failpoint in DEATHS:
            words = [*command.split(), *([SWITCH, "echo x >> led"] if command == "cutover" else [])]
            ended = run(mover, *words, failpoint=failpoint)
            assert ended.killed, (failpoint, ended.said)
            stands = mover.source.value(
                "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'segue_fence%%'"
            )
            at = [each for _, each in DEATHS].index(failpoint)
            assert (stands > 0) == (at >= FENCE_STANDS), failpoint
            assert (mover.folder / "led").exists() == (failpoint == "switched"), failpoint
            assert (state(mover) == "moved") == (failpoint in ("target-open", "switched"))
        assert run(mover, "cutover", SWITCH, "kill -9 $PPID").killed
        failed = run(mover, "cutover", SWITCH, "exit 3")
        assert (failed.status, "the switch command failed (3)" in failed.said) == (1, True)
        unknown = run(mover, "cutover")
        assert (unknown.status, "Give --switch-command again" in unknown.said) == (1, True)
        ended = run(mover, "cutover", SWITCH, "echo x >> led")
        assert ended.status == 0, ended.said
        assert (mover.folder / "led").read_text() == "x\nx\n"
        assert application.others == []
    assert different(mover.source, mover.target) == []
    assert mover.target.value("SELECT count(*) FROM segue.definition WHERE restored IS NULL") == 0
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="has moved to env:NEW"):
        mover.source.execute("DELETE FROM tagging")
    mover.target.execute("DELETE FROM label")
    assert mover.target.value("SELECT count(*) FROM pg_trigger WHERE tgname ~ 'segue_fence'") == 0
    for words in ([], [SWITCH, "echo x >> led"], ["--rehearse"]):
        assert run(mover, "cutover", *words).status == 2
    assert (mover.folder / "led").read_text() == "x\nx\n"


@pytest.fixture
def following(mover: Mover) -> Iterator[Mover]:
    """A live move that follows."""
    follower = start(mover, "move", "--live")
    try:
        wait_until(lambda: state(mover) == "following" or follower.poll() is not None, PATIENCE)
        yield mover
    finally:
        end(follower)


def shown(mover: Mover, query: str, value: object) -> None:
    """Wait until the target gives that value."""
    wait_until(lambda: mover.target.value(query) == value, PATIENCE)


TOUCHED = (
    "ALTER PUBLICATION {0} DROP TABLE tagging",
    "ALTER PUBLICATION {0} SET (publish = 'insert')",
    "DROP PUBLICATION {0}; SELECT pg_terminate_backend(active_pid), pg_sleep(0.1)"
    " FROM pg_replication_slots WHERE slot_name = '{0}'; SELECT pg_drop_replication_slot('{0}')",
)


def test_what_tells_of_changes_is_made_anew_where_somebody_touched_it(following: Mover) -> None:
    source, target = following.source, following.target
    name = source.value(
        "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"
    )
    for number, touched in enumerate(TOUCHED):
        with source.connect() as session:
            for statement in touched.format(name).split("; "):
                session.execute(statement.encode())
        source.execute(f"UPDATE tagging SET weight = {1000 + number} WHERE a > 150")
        source.execute("DELETE FROM purchase WHERE id = (SELECT min(id) FROM purchase)")
        wait_until(lambda: different(source, target) == [], PATIENCE)
    assert run(following, "cutover").status == 0
    assert different(source, target) == []


RENAMED = (
    ("ALTER TABLE tagging RENAME TO tags", "UPDATE tags SET weight = weight + 1 WHERE a > 100",
     "ALTER TABLE tags RENAME TO tagging"),
    ("ALTER TABLE tagging RENAME a TO c", "DELETE FROM tagging WHERE c % 9 = 4",
     "ALTER TABLE tagging RENAME c TO a"),
)  # fmt: skip


def test_a_table_that_is_altered_stops_it_until_that_is_undone(following: Mover) -> None:
    source = following.source
    source.execute("ALTER TABLE tagging ADD COLUMN more int; UPDATE tagging SET weight = 77")
    shown(following, "SELECT message LIKE 'altered%: public.tagging;%' FROM segue.live", True)
    assert following.target.value("SELECT count(*) FROM label WHERE weight = 77") < 300
    source.execute("ALTER TABLE tagging DROP COLUMN more")
    shown(following, "SELECT count(*) FROM label WHERE weight = 77", 300)
    for renamed, written, undone in RENAMED:  # between two batches, and seen by some
        for pause in (0, 0.5):
            source.execute(renamed)
            source.execute(f"{written}; SELECT pg_sleep({pause})")
            source.execute(undone)
            wait_until(lambda: different(source, following.target) == [], PATIENCE)
    source.execute("ALTER TABLE tagging DROP CONSTRAINT tagging_pkey")
    published = "SELECT count(*) FROM pg_publication_tables WHERE tablename = 'tagging'"
    wait_until(lambda: source.value(published) == 0, PATIENCE)
    source.execute("DELETE FROM tagging WHERE a % 7 = 3")  # which the server refuses otherwise
    source.execute("ALTER TABLE tagging ADD CONSTRAINT tagging_pkey PRIMARY KEY (a, b)")
    wait_until(lambda: different(source, following.target) == [], PATIENCE)
    source.execute("ALTER TABLE tagging RENAME TO tags")
    told = "SELECT message LIKE '%the source has no table public.tagging' FROM segue.live"
    shown(following, told, True)
    source.execute("DELETE FROM tags WHERE a < 200; ALTER TABLE tags RENAME TO tagging")
    wait_until(lambda: different(source, following.target) == [], PATIENCE)


def test_a_row_for_which_the_plan_fails_is_told_by_its_key(following: Mover) -> None:
    source = following.source
    source.execute("UPDATE product SET price = 99999999 WHERE id IN (36, 37)")
    shown(following, "SELECT message LIKE '%public.product with the key 3_: integer out of range'"
          " FROM segue.live", True)  # fmt: skip
    source.execute("UPDATE product SET price = 5 WHERE id IN (36, 37)")
    shown(following, "SELECT count(*) FROM book WHERE cents = 500 AND id = 36", 1)


def test_a_truncated_table_and_a_query_are_read_again_as_a_whole(following: Mover) -> None:
    following.source.execute("TRUNCATE tagging; INSERT INTO tagging VALUES (7, 'seven', 7)")
    following.source.execute("INSERT INTO setting VALUES ('size', 'large')")
    shown(following, "SELECT string_agg(word, ',') FROM label", "seven")
    assert run(following, "cutover").status == 0
    assert different(following.source, following.target) == []


def test_nobody_else_writes_to_the_target_while_it_follows(following: Mover) -> None:
    wait_until(
        lambda: (
            following.target.value(
                "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'segue_fence%%'"
            )
            > 0
        )
    )
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="until segue cutover"):
        following.target.execute("DELETE FROM label")


def test_writers_that_take_tables_the_other_way_round_meet_no_deadlock(following: Mover) -> None:
    """The cutover locks product before purchase; these wait for product and hold purchase."""
    stop, errors = threading.Event(), list[psycopg.Error]()

    def write(number: int) -> None:
        with following.source.connect() as session:
            while not stop.is_set():
                try:
                    with session.transaction():
                        session.execute(f"UPDATE purchase SET amount = 3 WHERE id = {number}")
                        session.execute("SELECT pg_sleep(0.3)")
                        session.execute(f"UPDATE product SET name = 'x' WHERE id = {number}")
                except psycopg.Error as error:
                    errors.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    try:
        rehearsed = run(following, "cutover", "--rehearse", "--max-pause", "20s")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert errors == []
    assert "deadlock" not in rehearsed.said
    assert rehearsed.status == 0 or "keep the tables locked" in rehearsed.said


def test_a_cutover_that_would_take_too_long_is_given_up(following: Mover) -> None:
    given_up = run(following, "cutover", "--max-pause", "1ms")
    assert given_up.status == 1, given_up.said
    following.source.execute("UPDATE tagging SET weight = 5")
    shown(following, "SELECT count(*) FROM label WHERE weight = 5", 300)


def test_forget_takes_everything_away_on_both_sides(mover: Mover) -> None:
    mover.source.execute("UPDATE tagging SET weight = 1")
    follower = start(mover, "move", "--live")
    wait_until(lambda: state(mover) == "following" or follower.poll() is not None, PATIENCE)
    mover.source.execute("UPDATE tagging SET weight = 2")
    shown(mover, "SELECT count(*) FROM label WHERE weight = 2", 300)
    follower.kill()
    follower.communicate()
    assert run(mover, "forget").status == 0
    for side in (mover.source, mover.target):
        left = side.value(
            "SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_trigger"
            " WHERE tgname LIKE 'segue_fence%%') + (SELECT count(*) FROM pg_namespace"
            " WHERE nspname LIKE 'segue%%') + (SELECT count(*) FROM pg_replication_slots"
            " WHERE database = current_database())"
        )
        assert left == 0
    mover.target.execute("DELETE FROM label")
    assert (
        mover.target.value("SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'heard'") == "O"
    )


def test_an_ordinary_move_makes_nothing_of_a_live_one(mover: Mover) -> None:
    assert run(mover, "move").status == 0
    made = (
        "SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_replication_slots)"
    )
    for side in (mover.source, mover.target):
        assert side.value(made) == 0
        assert side.value("SELECT to_regnamespace('segue_live') IS NULL")
        assert side.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'segue%%'") == 0
    assert mover.target.value("SELECT to_regclass('segue.live') IS NULL")


def test_what_stands_in_the_way_is_told_before_anything_is_made(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    mover = Mover(source_db, target_db, tmp_path)
    for words in (("check", "--live"), ("move", "--live")):
        ended = run(mover, *words)
        assert ended.status == 3
        assert "L101" in ended.answer + ended.said
    assert source_db.value("SELECT count(*) FROM pg_publication") == 0
    assert target_db.value("SELECT to_regclass('segue.live') IS NULL")


TOLD_BY_INDEX = """
ALTER TABLE setting ALTER name SET NOT NULL;
CREATE UNIQUE INDEX setting_name ON setting (name);
ALTER TABLE setting REPLICA IDENTITY USING INDEX setting_name;
"""
ON_BOTH_SIDES = """
CREATE TABLE node (id int PRIMARY KEY, up int REFERENCES node, word text);
CREATE TABLE egg (id int PRIMARY KEY, hen_id int);
CREATE TABLE hen (id int PRIMARY KEY, egg_id int REFERENCES egg);
ALTER TABLE egg ADD FOREIGN KEY (hen_id) REFERENCES hen ON DELETE SET NULL;
"""
NODE, EGG, HEN = (
    f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n' for name in ("node", "egg", "hen")
)
REJECT = 'on_bad_row = "reject"\n'
REFUSED = {
    'label cannot be followed: on_bad_row is "reject" and SQL makes its key': (
        'from = "public.tagging"\n',
        'from = "public.tagging"\n' + REJECT,
        'number = "a"',
        'number = { sql = "a + 0" }',
    ),
    'option cannot be followed: on_bad_row is "reject" and public.setting has no primary key': (
        'query = "SELECT name AS id, value FROM public.setting"\nto = "public.option"\n',
        'from = "public.setting"\nto = "public.option"\n'
        + REJECT
        + '[table.columns]\nid = "name"\n',
        '"public.setting" = "read by a query"',
        "",
    ),
    "option cannot be followed: its rows are matched and all read again: it reads a query": (
        'to = "public.option"\n',
        'to = "public.option"\nkey = { match = ["value"] }\n',
    ),
    "node cannot be followed: it is matched by up, which refers to rows of the same table": (
        "[skip]",
        f'{NODE}key = {{ match = ["up", "word"] }}\n\n[skip]',
    ),
    "sale cannot be followed: item is looked up in public.book, in which rows of others stay": (
        "where = \"kind = 'book'\"\n",
        'where = "kind = \'book\'"\nexisting_rows = "keep"\nkey = { match = ["id"] }\n',
        'item = "product_id"',
        'item = { lookup = "public.book", by = "title", from = "said" }\n'
        'product_id = { drop = "looked up" }',
    ),
    'on_bad_row is "reject" and the foreign key egg_hen_id_fkey of public.egg says ON DELETE': (
        "[skip]",
        f"{HEN}{REJECT}\n{EGG}\n[skip]",
    ),
    "are matched by each other": (
        "[skip]",
        f'{EGG}key = {{ match = ["hen_id"] }}\n\n{HEN}key = {{ match = ["egg_id"] }}\n\n[skip]',
    ),
}
"""What check says of plans that cannot be followed, and how each differs from the one above."""


def test_what_cannot_be_followed_is_refused_with_its_reason(mover: Mover) -> None:
    mover.source.execute(TOLD_BY_INDEX + ON_BOTH_SIDES)
    mover.target.execute(ON_BOTH_SIDES)
    for why, changes in REFUSED.items():
        plan = PLAN
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in plan, old
            plan = plan.replace(old, new)
        (mover.folder / "segue.toml").write_text(plan)
        ended = run(mover, "check", "--live", "--json")
        assert ended.status == 3, (why, ended.said)
        found = [
            each["title"]
            for each in map(json.loads, ended.answer.splitlines())
            if each.get("code") == "L106"
        ]
        assert any(why in title for title in found), (why, found)
    (mover.folder / "segue.toml").write_text(
        PLAN.replace("version = 1", 'version = 1\nby = "history"')
    )
    for words in (("check", "--live"), ("move", "--live")):
        ended = run(mover, *words)
        assert ended.status == 3
        assert "cannot go by the history" in ended.answer + ended.said
    (mover.folder / "segue.toml").unlink()
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    ended = run(mover, "move", "--live", "--by", "history", *sides)
    assert (ended.status, "cannot go by the history" in ended.said) == (3, True)
    assert not (mover.folder / "segue.toml").exists()
    ended = run(mover, "move", "--live", *sides)
    assert ended.status == 3, ended.said
    assert "T103" in ended.said
    assert 'to = "public.' in (mover.folder / "segue.toml").read_text()
    assert mover.target.value("SELECT to_regclass('segue.live') IS NULL")
    assert mover.source.value("SELECT count(*) FROM pg_publication") == 0


def test_an_outbox_tells_what_changes_where_the_source_gives_no_slot(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    """Also what commits late, though it was written first; with an ordinary role."""
    source_db.execute(OLD)
    source_db.execute(ORDINARY)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    mover = Mover(source_db, target_db, tmp_path)
    follower = start(mover, "move", "--live", "--outbox")
    late = source_db.connect()
    try:
        wait_until(lambda: state(mover) == "following" or follower.poll() is not None, PATIENCE)
        late.execute("BEGIN")
        late.execute("UPDATE tagging SET b = 'late', weight = -1 WHERE a = 1")
        source_db.execute(
            "SET ROLE clerk; UPDATE tagging SET weight = -2 WHERE a = 2;"
            "DELETE FROM tagging WHERE a = 3; INSERT INTO tagging VALUES (900, 'new', -2)"
        )
        shown(mover, "SELECT count(*) FROM label WHERE weight = -2", 2)
        late.execute("COMMIT")
        shown(mover, "SELECT word FROM label WHERE number = 1", "late")
        source_db.execute("TRUNCATE setting; INSERT INTO setting VALUES ('size', 'large')")
        asked = run(mover, "status", "--json")
        assert json.loads(asked.answer.splitlines()[-1])["live"]["outbox"] is True
        assert run(mover, "cutover").status == 0
    finally:
        said = end(follower)
    assert different(source_db, target_db) == [], said
    assert source_db.value("SELECT count(*) FROM pg_replication_slots") == 0
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        source_db.execute("TRUNCATE tagging")
    assert run(mover, "forget").status == 0
    left = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'segue%%'"
    assert source_db.value(left) == target_db.value(left) == 0
    assert source_db.value("SELECT to_regnamespace('segue_live') IS NULL")


PARTED = """
CREATE TABLE visit (id int, year int, said text, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES IN (1);
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES IN (2);
INSERT INTO visit SELECT i, 1 + i % 2, 'x' FROM generate_series(1, 20) i;
"""


def test_the_outbox_of_a_partitioned_table_comes_and_goes_without_a_deadlock(
    source_db: Database,
) -> None:
    """Triggers lock the partitions in their order; these writers take them the other way round."""
    source_db.execute(PARTED)
    stop, errors, written = threading.Event(), list[psycopg.Error](), list[int]()

    def write(number: int) -> None:
        with source_db.connect() as session:
            while not stop.is_set():
                try:
                    with session.transaction():
                        session.execute(
                            f"UPDATE visit_2 SET said = 'y' WHERE id = {number * 2 + 1}"
                        )
                        session.execute("SELECT pg_sleep(0.2)")
                        session.execute(f"UPDATE visit_1 SET said = 'y' WHERE id = {number * 2}")
                    written.append(number)
                except psycopg.Error as error:
                    errors.append(error)

    catalog = read_catalog(source_db.connect())
    table = catalog.tables[QualifiedName("public", "visit")]
    followed = FollowScope({table.name: Followed(table, ("id", "year"), False)}, ())
    writers = [threading.Thread(target=write, args=(number,)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    try:
        with source_db.connect() as session:
            for _ in range(3):
                make_outbox(session, followed, "one")
                drop_outbox(session)
            make_outbox(session, followed, "one")
            with pytest.raises(OutboxTaken):
                make_outbox(session, followed, "another")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert errors == []
    assert written
    source_db.execute("UPDATE visit SET said = 'z' WHERE id < 4")
    told = source_db.execute("SELECT source_table, key FROM segue_live.outbox ORDER BY key")
    assert {("visit", (str(n), str(1 + n % 2))) for n in (1, 2, 3)} <= {
        (name, tuple(key)) for name, key in told
    }


ORDINARY = """
DO $$ BEGIN IF to_regrole('clerk') IS NULL THEN CREATE ROLE clerk; END IF; END $$;
GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk;
"""
"""A role that knows nothing of Segue's own schema in the source."""
