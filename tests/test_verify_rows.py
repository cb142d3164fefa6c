"""Which rows differ: found among many, whatever the key."""

from __future__ import annotations

import json

import pytest

from segue.database.names import QualifiedName
from segue.errors import VerifyFailed
from segue.move.verify import ColumnDifference, Kind, RowDifference, rows
from segue.move.verify.excerpts import LENGTH, excerpts
from segue.plan.model import Expression, TableMapping
from support.comparing import Comparison
from support.databases import Database

THING = QualifiedName("public", "thing")


@pytest.fixture
def comparison(source_db: Database, target_db: Database) -> Comparison:
    return Comparison(source_db, target_db)


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ("id bigint", "i"),
        ("id uuid", "md5(i::text)::uuid"),
        ("id text", "chr(65 + i % 50) || i"),
        ("id date", "date '2000-01-01' + i"),
        ("id numeric", "i / 3.0"),
        ("id mood", "(ARRAY['sad','glad','so so']::mood[])[i]"),
        ("id int[]", "ARRAY[i, -i]"),
    ],
)
def test_the_three_kinds_are_told_for_keys_of_any_type(
    comparison: Comparison, columns: str, key: str
) -> None:
    comparison.both(
        "CREATE TYPE mood AS ENUM ('sad', 'glad', 'so so');"
        f"CREATE TABLE thing ({columns} PRIMARY KEY, a text, b int);"
        f"INSERT INTO thing SELECT {key}, 'text', i FROM generate_series(1, 3) i"
    )
    assert comparison.rows("thing").count == 0
    comparison.source.execute("DELETE FROM thing WHERE b = 1")
    comparison.target.execute("DELETE FROM thing WHERE b = 2")
    comparison.target.execute("UPDATE thing SET a = NULL WHERE b = 3")
    found = comparison.rows("thing")
    shown = f"SELECT i, ({key})::text FROM generate_series(1, 3) i"
    keys = dict(comparison.target.execute(shown))
    assert found.complete
    assert sorted(found.rows, key=lambda row: row.kind.value) == [
        RowDifference(Kind.CHANGED, {"id": keys[3]}, (ColumnDifference("a", "text", None),)),
        RowDifference(Kind.EXTRA, {"id": keys[1]}),
        RowDifference(Kind.MISSING, {"id": keys[2]}),
    ]


def test_a_key_of_several_columns_is_shown_whole(comparison: Comparison) -> None:
    comparison.both(
        'CREATE TABLE thing (a int, "B %" text, c int, PRIMARY KEY ("B %", a));'
        "INSERT INTO thing VALUES (1, 'x', 1), (1, 'y', 1), (2, 'x', 1)"
    )
    comparison.target.execute("UPDATE thing SET c = 2 WHERE a = 2")
    (row,) = comparison.rows("thing").rows
    assert row.key == {"B %": "x", "a": "2"}
    assert row.columns == (ColumnDifference("c", "1", "2"),)


def test_rows_without_a_key_are_compared_as_they_are(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int, b text)")
    comparison.source.execute("INSERT INTO thing VALUES (1, 'x'), (1, 'x'), (1, 'x'), (2, 'y')")
    comparison.target.execute("INSERT INTO thing VALUES (1, 'x'), (2, 'z')")
    found = comparison.rows("thing")
    assert found.count == 4
    assert sorted(found.rows, key=lambda row: row.kind.value + str(row.key)) == [
        RowDifference(Kind.EXTRA, {"a": "2", "b": "z"}),
        RowDifference(Kind.MISSING, {"a": "1", "b": "x"}, times=2),
        RowDifference(Kind.MISSING, {"a": "2", "b": "y"}),
    ]


def test_a_few_rows_are_found_among_many(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY, a text)")
    comparison.both("INSERT INTO thing SELECT i, md5(i::text) FROM generate_series(1, 200000) i")
    comparison.target.execute("UPDATE thing SET a = 'changed' WHERE id IN (7, 100000, 199999)")
    found = comparison.rows("thing")
    assert {row.key["id"] for row in found.rows} == {"7", "100000", "199999"}
    assert (found.count, found.complete) == (3, True)


def test_where_very_many_differ_some_are_named_and_the_rest_estimated_from_below(
    comparison: Comparison,
) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY, a int)")
    comparison.both("INSERT INTO thing SELECT i, i FROM generate_series(1, 20000) i")
    comparison.target.execute("UPDATE thing SET a = -a")
    found = comparison.rows("thing", limit=10)
    assert len(found.rows) == 10
    assert not found.complete
    assert 10_000 < found.count <= 20_000


def test_buckets_with_many_rows_are_split_again(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "BUCKET_BITS", 2)
    monkeypatch.setattr(rows, "FEW_ROWS", 10)
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY, a int)")
    comparison.both("INSERT INTO thing SELECT i, i FROM generate_series(1, 3000) i")
    comparison.target.execute("DELETE FROM thing WHERE id IN (5, 6)")
    found = comparison.rows("thing")
    assert {row.key["id"] for row in found.rows} == {"5", "6"}
    assert (found.count, found.complete) == (2, True)
    few = comparison.rows("thing", limit=1)
    assert (len(few.rows), few.count, few.complete) == (1, 2, False)


def test_one_row_held_a_million_times_ends_the_search(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FEW_ROWS", 10)
    comparison.both("CREATE TABLE thing (a int)")
    comparison.both("INSERT INTO thing SELECT 1 FROM generate_series(1, 500)")
    comparison.target.execute("INSERT INTO thing VALUES (1)")
    (row,) = comparison.rows("thing").rows
    assert (row.kind, row.times) == (Kind.EXTRA, 1)


def test_several_mappings_and_added_rows_are_minded(comparison: Comparison) -> None:
    comparison.source.execute("CREATE TABLE thing (id int); INSERT INTO thing VALUES (1), (2)")
    comparison.target.execute("CREATE TABLE thing (id int PRIMARY KEY)")
    comparison.target.execute("INSERT INTO thing VALUES (1), (2), (11), (99)")
    mappings = [
        TableMapping(THING, THING),
        TableMapping(THING, THING, columns={"id": Expression("id + 10")}),
    ]
    found = comparison.rows("thing", mappings, without=["99"])
    assert found.rows == (RowDifference(Kind.MISSING, {"id": "12"}),)


def test_the_widest_table_has_its_row_named(comparison: Comparison) -> None:
    columns = ", ".join(f"c{number} smallint" for number in range(1600))
    comparison.both(f"CREATE TABLE thing ({columns}); INSERT INTO thing DEFAULT VALUES")
    comparison.target.execute("UPDATE thing SET c1599 = 1")
    kinds = {row.kind: row.key["c1599"] for row in comparison.rows("thing").rows}
    assert kinds == {Kind.MISSING: None, Kind.EXTRA: "1"}


def test_a_long_value_is_shown_around_the_difference(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY, a text)")
    comparison.both(
        "INSERT INTO thing VALUES (1, repeat('same ', 100) || 'old' || repeat('x', 99))"
    )
    comparison.target.execute("UPDATE thing SET a = replace(a, 'old', 'new')")
    ((column,),) = [row.columns for row in comparison.rows("thing").rows]
    assert column.source is not None
    assert column.target is not None
    assert column.source.startswith("…same same oldxxx") or "oldxxx" in column.source
    assert "newxxx" in column.target
    assert len(column.source) <= LENGTH + 2


def test_a_failure_names_the_table(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); INSERT INTO thing VALUES (0)")
    mapping = TableMapping(THING, THING, columns={"a": Expression("1 / a")})
    with pytest.raises(VerifyFailed, match=r"public\.thing .*division by zero"):
        comparison.rows("thing", [mapping])


def test_the_rows_as_json_are_plain_values(comparison: Comparison) -> None:
    comparison.both(
        "CREATE TABLE thing (id int PRIMARY KEY, a int); INSERT INTO thing VALUES (1, 1)"
    )
    comparison.target.execute("UPDATE thing SET a = 2")
    told = comparison.rows("thing").as_json()
    columns = [{"column": "a", "source": "1", "target": "2"}]
    assert json.loads(json.dumps(told)) == {
        "table": "public.thing",
        "count": 1,
        "complete": True,
        "rows": [{"kind": "changed", "key": {"id": "1"}, "columns": columns, "times": 1}],
    }


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("a", "b", ("a", "b")),
        ("a", None, ("a", None)),
        ("x" * 61, None, ("x" * 60 + "…", None)),
        ("x" * 100 + "a", "x" * 100, ("…" + "x" * 15 + "a", "…" + "x" * 15)),
    ],
)
def test_excerpts_show_where_texts_differ(
    first: str | None, second: str | None, shown: tuple[str | None, str | None]
) -> None:
    assert excerpts(first, second) == shown
