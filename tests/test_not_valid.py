"""Rules that are NOT VALID on both sides: what stood under them in the source may stand again."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.mover import Ended, Mover

SCHEMA = """
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL, p int);
"""
RULES = """
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p NOT VALID;
"""
ROWS = "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, -5, 1), (2, 5, 99), (3, 7, NULL);"


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + ROWS + RULES)
    target_db.execute(SCHEMA)
    return Mover(source_db, target_db, tmp_path)


def run(mover: Mover, *words: str, key: str = "", rows: str = "stop", columns: str = "") -> Ended:
    plan = f'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\nexisting_rows = "{rows}"\n'
    plan += '[[table]]\nfrom = "public.p"\nto = "public.p"\n'
    plan += f'[[table]]\nfrom = "public.t"\nto = "public.t"\n{key}{columns}'
    (mover.folder / "segue.toml").write_text(plan)
    return mover.run(*words, env={"OLD": mover.source.url, "NEW": mover.target.url})


@pytest.mark.parametrize("rows", ["stop", "update"])
def test_they_come_in_are_told_and_the_rules_are_what_they_were(mover: Mover, rows: str) -> None:
    key = ""
    if rows == "update":
        key = 'key = { match = ["id"] }\n'
        mover.target.execute("INSERT INTO t VALUES (3, 8, NULL), (50, 5, NULL)")
    mover.target.execute(RULES)
    schema = mover.target.dump_schema()
    moved = run(mover, "move", "--no-input", key=key, rows=rows)
    assert moved.status == 0, moved.said
    assert "note[S210]: 1 of 3 rows of public.t violates the check positive" in moved.said
    assert "note[S208]: 1 row of public.t refers by p" in moved.said
    assert mover.target.execute("SELECT * FROM t WHERE id < 50 ORDER BY id") == [
        (1, -5, 1), (2, 5, 99), (3, 7, None),
    ]  # fmt: skip
    assert mover.target.dump_schema() == schema
    assert mover.run("verify", env={"OLD": mover.source.url, "NEW": mover.target.url}).status == 0


def test_what_the_target_looks_at_and_what_the_plan_makes_is_refused(mover: Mover) -> None:
    mover.target.execute(RULES.replace("NOT VALID", ""))
    assert run(mover, "check").status == 3
    mover.target.execute("ALTER TABLE t DROP CONSTRAINT positive, DROP CONSTRAINT t_p;" + RULES)
    mapped = run(mover, "check", columns='[table.columns]\nn = { sql = "-n" }\n')
    assert mapped.status == 3
    assert "error[S210]: 2 of 3 rows" in mapped.answer
    mover.source.execute("ALTER TABLE t DROP CONSTRAINT positive")
    assert "error[S210]: 1 of 3 rows" in run(mover, "check").answer
