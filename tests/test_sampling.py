"""A sample of rows for rehearsals: nothing in it refers to a row that was left out."""

from __future__ import annotations

import pytest

from segue.database.introspection import read_catalog
from segue.database.session import Connection
from segue.errors import UsageError
from segue.mapping.facts import read_facts
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.transfer import Transfer, resolve
from segue.move import sampling
from segue.move.sampling import Sample, Sampled, parse_sample, take_sample
from segue.plan.file import parse_plan
from support.databases import Database

SOURCE = """
    CREATE TABLE country (code text PRIMARY KEY, name text);
    INSERT INTO country SELECT 'c' || i, 'n' || i FROM generate_series(1, 900) AS i;
    CREATE TABLE person (
        id integer PRIMARY KEY, boss integer REFERENCES person, country text, zip text
    );
    INSERT INTO person
        SELECT i, nullif(i / 3, 0), 'n' || (i % 900 + 1), 'z' || i % 700
        FROM generate_series(1, 4000) AS i;
    CREATE TABLE visit (id integer, person_id integer, day date) PARTITION BY RANGE (id);
    CREATE TABLE visit_a PARTITION OF visit FOR VALUES FROM (0) TO (3000);
    CREATE TABLE visit_b PARTITION OF visit FOR VALUES FROM (3000) TO (9000);
    INSERT INTO visit SELECT i, i * 7 % 4000 + 1, now() FROM generate_series(1, 8000) AS i;
    ANALYZE;
"""
TARGET = """
    CREATE TABLE country (id text PRIMARY KEY, name text);
    CREATE TABLE person (
        id bigint PRIMARY KEY, boss bigint REFERENCES person,
        country_id text NOT NULL REFERENCES country, zip text
    );
    CREATE TABLE visit (id bigint PRIMARY KEY, person_id bigint REFERENCES person, day date);
"""
PLAN = """
version = 1
source = "django:old"
target = "django:default"
[[table]]
from = "visit"
to = "visit"
where = "id % 2 = 0"
[[table]]
from = "person"
to = "person"
key = { offset = 100000 }
columns.country_id = { lookup = "country", by = "name", from = "country" }
[[table]]
from = "country"
to = "country"
columns.id = "code"
"""


@pytest.fixture
def small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table of the test is so small that it is taken whole."""
    monkeypatch.setattr(sampling, "WHOLE", 10)


def sampled(source: Database, target: Database, sample: Sample) -> tuple[Sampled, Database]:
    """The sample, and the target filled by it under foreign keys that check each row."""
    with source.connect() as one, target.connect() as other:
        one.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        catalogs, plan = (read_catalog(one), read_catalog(other)), parse_plan(PLAN)
        facts = read_facts(plan, one, other, catalogs, None)
        taken = take_sample(resolve(plan, *catalogs, None, facts), plan, catalogs[0], sample, one)
        transfers = resolve(taken.plan, taken.source, catalogs[1], None, facts)
        for transfer in reversed(transfers):
            copy(one, other, transfer)
        one.rollback()
    return taken, target


def copy(source: Connection, target: Connection, transfer: Transfer) -> None:
    with (
        source.cursor().copy(copy_out(transfer)) as read,
        target.cursor().copy(copy_in(transfer)) as write,
    ):
        for data in read:
            write.write(data)


@pytest.mark.usefixtures("small_tables")
@pytest.mark.parametrize("sample", [Sample(rows=40), Sample(share=0.02)])
def test_a_sample_keeps_every_reference_whole(
    source_db: Database, target_db: Database, sample: Sample
) -> None:
    """Self-references, partitions, keys that travel, lookups: COPY would fail at any orphan."""
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    taken, target = sampled(source_db, target_db, sample)
    assert 0 < target.value("SELECT count(*) FROM visit") <= 200
    assert 40 <= target.value("SELECT count(*) FROM person") < 2_000
    assert 0 < target.value("SELECT count(*) FROM country") < 900
    assert target.value("SELECT count(*) FROM visit WHERE id % 2 = 1") == 0
    assert 0 < taken.share < 0.5


def test_small_tables_are_taken_whole(source_db: Database, target_db: Database) -> None:
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    taken, target = sampled(source_db, target_db, Sample(rows=40))
    assert target.value("SELECT count(*) FROM person") == 4_000
    assert taken.plan.tables[1] == parse_plan(PLAN).tables[1]


def test_the_sample_takes_no_more_than_it_is_said_to(
    source_db: Database, target_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "MOST", 25)
    monkeypatch.setattr(sampling, "WHOLE", 10)
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    _, target = sampled(source_db, target_db, Sample(share=0.5))
    assert target.value("SELECT count(*) FROM visit") <= 25


@pytest.mark.parametrize(
    ("text", "sample"),
    [("1000", Sample(rows=1000)), ("5%", Sample(share=0.05)), ("0.1%", Sample(share=0.001))],
)
def test_a_sample_is_a_number_or_a_percentage(text: str, sample: Sample) -> None:
    assert parse_sample(text) == sample


@pytest.mark.parametrize("text", ["", "0", "-3", "5 %x", "101%", "many", "nan%", "1.5"])
def test_anything_else_is_no_sample(text: str) -> None:
    with pytest.raises(UsageError, match="--sample takes"):
        parse_sample(text)
