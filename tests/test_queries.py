"""Static SQL: every named query says what it is for, and is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import segue
from segue.database.journal import journal_tables
from segue.database.queries import named_queries, parse, query


def test_a_query_is_found_by_its_name():
    assert query("journal_exists").startswith(b"SELECT")


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match=r"no query is named 'nonsense'; there are .*tables"):
        query("nonsense")


@pytest.mark.parametrize("found", named_queries().values(), ids=lambda found: found.name)
def test_every_query_has_a_description_of_one_sentence(found):
    assert found.description[0].isupper()
    assert found.description.endswith(".")


@pytest.mark.parametrize("name", named_queries())
def test_every_query_is_used(name):
    sources = (path.read_text() for path in Path(segue.__file__).parent.rglob("*.py"))
    assert any(f'"{name}"' in source for source in sources)


@pytest.mark.parametrize("text", ["-- name: a\nSELECT 1;", "-- name: a\n-- Says nothing.\n"])
def test_a_block_without_description_or_statement_is_refused(text):
    with pytest.raises(ValueError, match=r"the query 'a' lacks"):
        list(parse(text))


def test_blocks_of_one_file_are_told_apart():
    text = "-- A file.\n\n-- name: a\n-- First.\nSELECT 1;\n\n-- name: b\n-- Second.\nSELECT 2;\n"
    assert [(block.name, block.description, block.sql) for block in parse(text)] == [
        ("a", "First.", "SELECT 1;"),
        ("b", "Second.", "SELECT 2;"),
    ]


def test_every_table_of_the_journal_is_known_as_its_own():
    folder = Path(segue.__file__).parent / "database/sql"
    made = {
        name
        for path in folder.glob("*.sql")
        for name in re.findall(r"CREATE TABLE segue\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert {"run", "part_range", "time_taken"} <= made
    assert made <= journal_tables()
