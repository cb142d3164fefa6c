"""`match`: rows that are in both databases become one row, and the others get keys of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.session import connect
from segue.loading import matched_rows
from segue.loading.key_numbers import rounded_up
from segue.mapping.facts import Facts
from segue.mapping.identity import EarlierRuns
from segue.mapping.transfer import Transfer, resolve_one
from segue.plan.file import read_plan
from segue.plan.model import Plan
from segue.project.values import Project
from support.databases import Database
from support.mover import Ended, Mover

SCHEMA = """
CREATE TABLE site (id integer PRIMARY KEY, host text NOT NULL UNIQUE);
CREATE TABLE page (id integer PRIMARY KEY, site integer REFERENCES site, path text NOT NULL,
    parent integer REFERENCES page, UNIQUE (site, path));
CREATE TABLE visit (id bigint PRIMARY KEY, page integer NOT NULL REFERENCES page);
"""
SOURCE = """
INSERT INTO site VALUES (1, 'a.org'), (2, 'b.org');
INSERT INTO page VALUES (1, 1, '/', NULL), (2, 1, '/x', 1), (3, 2, '/', NULL), (4, NULL, '/', NULL),
    (5, NULL, '/new', 4);
INSERT INTO visit SELECT i, i % 5 + 1 FROM generate_series(1, 1000) i;
"""
TARGET = """
INSERT INTO site VALUES (1, 'c.org'), (4, 'b.org');
INSERT INTO page VALUES (1, 1, '/', NULL), (8, 4, '/', 1), (4812, NULL, '/', NULL);
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + SOURCE)
    target_db.execute(SCHEMA + TARGET)
    mover = Mover(source_db, target_db, tmp_path)
    _plan(mover)
    return mover


def _plan(mover: Mover, site: str = '["host"]', page: str = '["site", "path"]') -> None:
    (mover.folder / "segue.toml").write_text(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
        # The order of references is not that of the plan.
        '[[table]]\nfrom = "public.visit"\nto = "public.visit"\nexisting_rows = "keep"\n'
        f'[[table]]\nfrom = "public.page"\nto = "public.page"\nkey = {{ match = {page} }}\n'
        f'[[table]]\nfrom = "public.site"\nto = "public.site"\nkey = {{ match = {site} }}\n'
    )


def _move(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    if failpoint:
        env["SEGUE_FAILPOINT"] = failpoint
    return mover.run(*(words or ("move", "--no-input")), env=env)


def _is_merged(mover: Mover) -> None:
    assert mover.target.execute("SELECT * FROM site ORDER BY id") == [
        (1, "c.org"), (4, "b.org"), (11, "a.org"),
    ]  # fmt: skip
    assert mover.target.execute("SELECT * FROM page ORDER BY id") == [
        (1, 1, "/", None), (8, 4, "/", 1), (4812, None, "/", None),
        (5001, 11, "/", None), (5002, 11, "/x", 5001), (5005, None, "/new", 4812),
    ]  # fmt: skip
    assert mover.target.execute("SELECT page, count(*) FROM visit GROUP BY 1 ORDER BY 1") == [
        (8, 200), (4812, 200), (5001, 200), (5002, 200), (5005, 200),
    ]  # fmt: skip


def test_matched_rows_take_the_target_s_keys_and_references_follow(mover: Mover) -> None:
    moved = _move(mover)
    assert moved.status == 0, moved.said
    _is_merged(mover)
    assert _move(mover, "verify").status == 0
    again = _move(mover)
    assert again.status == 0
    assert "Nothing to do" in again.answer


@pytest.mark.parametrize("failpoint", ["indexes-down", "part-copied:1", "part-copied:2",
                                       "rows-copied", "verified"])  # fmt: skip
def test_killed_and_resumed_the_keys_are_the_same(mover: Mover, failpoint: str) -> None:
    assert _move(mover, failpoint=failpoint).killed
    resumed = _move(mover)
    assert resumed.status == 0, resumed.said
    _is_merged(mover)


def test_rows_that_came_to_the_source_since_get_keys_beside_the_others(mover: Mover) -> None:
    assert _move(mover).status == 0
    mover.source.execute(
        "INSERT INTO site VALUES (3, 'd.org'); INSERT INTO page VALUES (6, 3, '/', 5)"
    )
    again = _move(mover)
    assert again.status == 0, again.said
    assert mover.target.execute("SELECT * FROM page WHERE id > 5005") == [(5006, 13, "/", 5005)]


def test_two_counterparts_are_a_mistake_with_its_line(mover: Mover) -> None:
    _plan(mover, page='["path"]')
    refused = _move(mover)
    assert refused.status == 3
    assert "segue.toml:8" in refused.said
    assert "3 rows match more than one row of public.page by path" in refused.said
    assert mover.target.value("SELECT count(*) FROM site") == 2


def test_an_offset_that_is_given_is_taken(mover: Mover) -> None:
    plan = mover.folder / "segue.toml"
    plan.write_text(plan.read_text().replace('["host"] }', '["host"], offset = 700 }'))
    assert _move(mover).status == 0
    assert mover.target.value("SELECT id FROM site WHERE host = 'a.org'") == 701


def test_two_sources_of_one_table_do_not_meet(mover: Mover) -> None:
    mover.source.execute("CREATE TABLE old_site AS SELECT id, host || '.old' AS host FROM site")
    with (mover.folder / "segue.toml").open("a") as plan:
        plan.write(
            '[[table]]\nfrom = "public.old_site"\nto = "public.site"\nkey = { match = ["host"] }\n'
        )
    moved = _move(mover)
    assert moved.status == 0, moved.said
    assert mover.target.execute("SELECT id, host FROM site WHERE host LIKE '%.old' ORDER BY 1") == [
        (21, "a.org.old"), (22, "b.org.old"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "round"), [(0, 0), (3, 10), (41, 50), (4812, 5000), (5000, 5000)]
)
def test_offsets_are_round(number: int, round: int) -> None:
    assert rounded_up(number) == round


def test_a_mapping_that_matches_is_resolved_once_and_no_other_with_it(
    mover: Mover, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: none waits for the others again and again."""
    numbers: list[int] = []

    def counted(
        plan: Plan,
        source: Catalog,
        target: Catalog,
        project: Project | None,
        facts: Facts,
        number: int,
    ) -> Transfer:
        numbers.append(number)
        return resolve_one(plan, source, target, project, facts, number)

    monkeypatch.setattr(matched_rows, "resolve_one", counted)
    plan = read_plan(mover.folder / "segue.toml")
    with (
        connect(mover.source.endpoint, "source", "test") as source,
        connect(mover.target.endpoint, "target", "test") as target,
    ):
        catalogs = read_catalog(source), read_catalog(target)
        facts = matched_rows.paired(plan, source, target, catalogs, None, Facts(), EarlierRuns())
    assert sorted(numbers) == sorted(facts.matches) == [1, 2]
