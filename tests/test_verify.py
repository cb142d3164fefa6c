"""Counts and checksums: what they notice, what they rightly do not, on two real servers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg import sql

from segue.commandline.cli import main
from segue.database.names import QualifiedName
from segue.demo.servers import Server
from segue.errors import VerifyFailed
from segue.events import TableVerified
from segue.mapping.sql import checksums
from segue.plan.model import Expression, Renamed, TableMapping
from support.comparing import Comparison
from support.databases import Database

THING = QualifiedName("public", "thing")
OTHER = QualifiedName("public", "other")


@pytest.fixture
def comparison(source_db: Database, target_db: Database) -> Comparison:
    return Comparison(source_db, target_db)


# What it is, the columns, the rows on the source and on the target.
DIFFERENT = [
    ("values swapped between rows", "a int, b int", "(1, 10), (2, 20)", "(1, 20), (2, 10)"),
    ("texts swapped between rows", "a text, b text", "('x','y'), ('','q')", "('x','q'), ('','y')"),
    ("values swapped in a row", "a int, b int", "(1, 2)", "(2, 1)"),
    ("NULL for an empty text", "a text, b text", "(NULL, '')", "('', NULL)"),
    ("NULL for zero", "a int", "(NULL)", "(0)"),
    ("a row twice, another missing", "a int", "(1), (2), (3)", "(1), (2), (2)"),
    ("a row missing", "a int", "(1), (2)", "(1)"),
    ("a text cut in two elsewhere", "a text, b text", "('ab', 'c')", "('a', 'bc')"),
    ("a sign", "a numeric(8,2)", "(1.5)", "(-1.5)"),
    ("a sign in a document", "a jsonb", """('{"a": 1}')""", """('{"a": -1}')"""),
    ("a scale", "a numeric", "(1.5)", "(1.50)"),
    ("a number that passed an unsigned word", "a bigint", "(-1)", "(4294967295)"),
    ("halves of a number", "a bigint", "(1)", "(4294967296)"),
    ("a negative zero", "a float8", "(0)", "('-0')"),
    ("the last bit", "a float8", "(0.1)", "(0.10000000000000002)"),
    ("30 days for a month", "a interval", "('30 days')", "('1 month')"),
    ("24 hours for a day", "a interval", "('24 hours')", "('1 day')"),
    ("a microsecond", "a timestamptz", "('2020-01-01')", "('2020-01-01 00:00:00.000001')"),
    ("a zone", "a timetz", "('12:00+01')", "('11:00+00')"),
    ("blanks at the end", "a text", "('a')", "('a ')"),
    ("blanks without a width", "a bpchar", "('a')", "('a ')"),
    ("a document's spelling", "a json", "('{}')", "('{ }')"),
    ("bounds of an array", "a int[]", "('[2:2]={1}')", "('{1}')"),
    ("dimensions of an array", "a int[]", "('{{1,2}}')", "('{1,2}')"),
    ("a NULL in an array", "a text[]", "('{NULL}')", """('{"NULL"}')"""),
    ("a bit's length", "a varbit", "(B'0')", "(B'00')"),
]  # fmt: skip


def test_every_kind_of_difference_is_noticed(comparison: Comparison) -> None:
    for what, columns, source, _ in DIFFERENT:
        table = sql.Identifier(what).as_string()
        comparison.both(f"CREATE TABLE {table} ({columns})")
        comparison.both(f"INSERT INTO {table} VALUES {source}")
    assert comparison.verify().differing == ()
    for what, _, _, target in DIFFERENT:
        table = sql.Identifier(what).as_string()
        comparison.target.execute(f"DELETE FROM {table}; INSERT INTO {table} VALUES {target}")
    noticed = {table.name for table in comparison.verify().differing}
    assert {what for what, *_ in DIFFERENT} - noticed == set()


# What it is, the type on the source and on the target, and a value.
EQUAL = [
    ("a wider integer", "integer", "bigint", "-7"),
    ("a longer text", "varchar(5)", "text", "'a '"),
    ("a wider character", "char(5)", "char(9)", "'a'"),
    ("a larger scale", "numeric(8,1)", "numeric(8,4)", "-2.5"),
    ("a larger scale in an array", "numeric(8,1)[]", "numeric(8,4)[]", "'{-2.5,NULL}'"),
    ("a wider character in an array", "char(5)[]", "char(9)[]", "'{a,NULL}'"),
    ("any scale", "numeric(8,1)", "numeric", "2.0"),
    ("a NaN of another kind", "float8", "float8", "-('NaN'::float8)"),
    ("a flag for a NULL that is gone", "int[]", "int[]", "(ARRAY[1, NULL, 3])[3:3]"),
    ("a text that became an enum", "text", "mood", "'sad'"),
    ("a domain of a scale", "price", "numeric(8,1)", "2.5"),
    ("a domain that was", "numeric(8,1)", "price", "2.5"),
    ("a reference to an object", "regclass", "regclass", """'"Far away"."It''s"'"""),
    ("a reference to no object", "regclass", "regclass", "999999"),
    ("a byte", '"char"', '"char"', "'\\377'::bytea::text::\"char\""),
]


def test_what_a_copy_may_change_is_equal(comparison: Comparison) -> None:
    comparison.both(
        "CREATE DOMAIN price AS numeric(10,3); CREATE TYPE mood AS ENUM ('sad', 'glad');"
        ' CREATE SCHEMA "Far away"; CREATE TABLE "Far away"."It\'s" ()'
    )
    comparison.target.execute(
        sql.SQL('ALTER DATABASE {} SET search_path = public, "Far away"')
        .format(sql.Identifier(comparison.target.name))
        .as_string()
    )
    for what, source, target, value in EQUAL:
        table = sql.Identifier(what).as_string()
        comparison.source.execute(f"CREATE TABLE {table} (a {source})")
        comparison.source.execute(f"INSERT INTO {table} SELECT {value}")
        comparison.target.execute(f"CREATE TABLE {table} (a {target})")
        copy_as_text(comparison, table)
    report = comparison.verify([TableMapping(name(what), name(what)) for what, *_ in EQUAL])
    assert report.differing == ()
    assert report.rows == len(EQUAL)


def name(table: str) -> QualifiedName:
    return QualifiedName("public", table)


def copy_as_text(comparison: Comparison, table: str) -> None:
    with (
        comparison.source.connect().cursor() as source,
        comparison.target.connect().cursor() as target,
        source.copy(f"COPY {table} TO STDOUT") as out,
        target.copy(f"COPY {table} FROM STDIN") as into,
    ):
        for block in out:
            into.write(block)


def test_many_tables_are_compared_the_largest_first(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); CREATE TABLE other (a int)")
    comparison.both("INSERT INTO other SELECT generate_series(1, 50000)")
    report = comparison.verify()
    assert report.equal
    assert (report.rows, len(report.tables)) == (50_000, 2)
    assert {e.table for e in comparison.events if isinstance(e, TableVerified)} == {
        "public.thing",
        "public.other",
    }


def test_several_mappings_into_one_table_are_compared_together(comparison: Comparison) -> None:
    comparison.source.execute(
        "CREATE TABLE thing (id int, a text); INSERT INTO thing VALUES (1, 'x'), (2, 'y');"
        "CREATE TABLE other (number int, b text); INSERT INTO other VALUES (1, 'z')"
    )
    comparison.target.execute(
        "CREATE TABLE thing (id bigint, a text, c int DEFAULT 5);"
        "INSERT INTO thing VALUES (1, 'x'), (2, 'y'), (11, 'Z')"
    )
    mappings = [
        TableMapping(THING, THING),
        TableMapping(
            THING, OTHER, columns={"id": Expression("number + 10"), "a": Expression("upper(b)")}
        ),
    ]
    assert comparison.verify(mappings).equal
    comparison.target.execute("UPDATE thing SET a = 'X' WHERE id = 1")
    assert not comparison.verify(mappings).equal


def test_a_column_that_keeps_its_default_is_not_compared(comparison: Comparison) -> None:
    comparison.source.execute("CREATE TABLE thing (a int); INSERT INTO thing VALUES (1)")
    comparison.target.execute("CREATE TABLE thing (a int, b timestamptz DEFAULT now())")
    comparison.target.execute("INSERT INTO thing VALUES (1)")
    assert comparison.equal()


def test_generated_columns_and_renames_are_compared_as_mapped(comparison: Comparison) -> None:
    comparison.source.execute("CREATE TABLE thing (old int); INSERT INTO thing VALUES (4)")
    comparison.target.execute(
        "CREATE TABLE thing (new int, double int GENERATED ALWAYS AS (new * 2) STORED);"
        "INSERT INTO thing VALUES (4)"
    )
    assert comparison.verify([TableMapping(THING, THING, columns={"new": Renamed("old")})]).equal


def test_rows_that_django_added_are_left_out(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY); INSERT INTO thing VALUES (1)")
    comparison.target.execute("INSERT INTO thing VALUES (5), (6)")
    assert not comparison.equal()
    report = comparison.verify(added={THING: [5, 6]})
    assert report.equal
    assert report.tables[0].added == 2


def test_an_exchange_of_rows_is_noticed_where_only_counts_agree(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); INSERT INTO thing VALUES (1), (2)")
    comparison.target.execute("UPDATE thing SET a = 3 WHERE a = 2")
    (table,) = comparison.verify().tables
    assert table.source.rows == table.target.rows
    assert table.source.checksum != table.target.checksum


def test_only_rows_of_equal_tables_are_called_equal(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); INSERT INTO thing VALUES (1), (2)")
    comparison.both("CREATE TABLE other (a int); INSERT INTO other VALUES (1), (2), (3)")
    comparison.target.execute("DELETE FROM other WHERE a = 3")
    assert comparison.verify().summary == "1 of 2 tables are equal: 2 rows"


def test_foreign_keys_that_are_not_validated_are_named(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY); CREATE TABLE other (thing_id int)")
    key = "ALTER TABLE other ADD CONSTRAINT to_thing FOREIGN KEY (thing_id) REFERENCES thing"
    comparison.target.execute(f"{key} NOT VALID")
    report = comparison.verify()
    assert report.equal
    assert report.unvalidated == ("other.to_thing",)
    assert "other.to_thing" in report.summary
    comparison.target.execute("ALTER TABLE other VALIDATE CONSTRAINT to_thing")
    assert comparison.verify().unvalidated == ()


@pytest.mark.parametrize("count", [0, 120, 1600])
def test_tables_of_any_width_are_compared(comparison: Comparison, count: int) -> None:
    columns = ", ".join(f"c{number} smallint" for number in range(count))
    comparison.both(f"CREATE TABLE thing ({columns}); INSERT INTO thing DEFAULT VALUES")
    assert comparison.equal()
    comparison.target.execute("INSERT INTO thing DEFAULT VALUES")
    assert not comparison.equal()


def test_partitions_and_inheritance_children_are_compared_once(comparison: Comparison) -> None:
    comparison.both(
        "CREATE TABLE root (a int) PARTITION BY RANGE (a);"
        "CREATE TABLE leaf PARTITION OF root DEFAULT; INSERT INTO root VALUES (1);"
        "CREATE TABLE parent (a int); CREATE TABLE child () INHERITS (parent);"
        "INSERT INTO parent VALUES (1); INSERT INTO child VALUES (2)"
    )
    tables = [name(table) for table in ("root", "parent", "child")]
    report = comparison.verify([TableMapping(table, table) for table in tables])
    assert report.equal
    assert [table.source.rows for table in report.tables] == [1, 1, 1]


def test_a_source_in_another_encoding_is_equal(
    source_server: Server, comparison: Comparison
) -> None:
    latin = replace(comparison.source, name=f"{comparison.source.name}_latin1")
    comparison.source.execute(
        f"CREATE DATABASE {latin.name} TEMPLATE template0 ENCODING latin1 LOCALE 'C'"
    )
    try:
        side_by_side = Comparison(latin, comparison.target)
        side_by_side.both("CREATE TABLE thing (a text, b varchar, c jsonb, d text[])")
        side_by_side.both("""INSERT INTO thing VALUES ('é', 'ü', '{"ö": "ß"}', '{Å}')""")
        assert side_by_side.equal()
    finally:
        latin.close()
        comparison.source.execute(f"DROP DATABASE {latin.name} WITH (FORCE)")


def test_a_failure_names_the_table_and_what_to_do(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); INSERT INTO thing VALUES (0)")
    mapping = TableMapping(THING, THING, columns={"a": Expression("1 / a")})
    with pytest.raises(VerifyFailed, match=r"public\.thing .*division by zero") as caught:
        comparison.verify([mapping])
    assert caught.value.advice


def test_a_failure_among_tables_that_are_asked_about_together_names_its_own(
    comparison: Comparison,
) -> None:
    names = [*(f"other_{number}" for number in range(8)), "thing"]
    for table in names:
        comparison.both(f"CREATE TABLE {table} (a int); INSERT INTO {table} VALUES (0)")
    mappings = [TableMapping(name(table), name(table)) for table in names]
    mappings[-1] = TableMapping(THING, THING, columns={"a": Expression("1 / a")})
    with pytest.raises(VerifyFailed, match=r"public\.thing .*division by zero"):
        comparison.verify(mappings)


def test_the_report_as_json_has_all_that_the_table_has(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (a int); INSERT INTO thing VALUES (1)")
    told = comparison.verify().as_json()
    assert json.loads(json.dumps(told)) == told
    (table,) = told["tables"]
    assert (table["table"], table["equal"], table["source"]["rows"]) == ("public.thing", True, 1)
    assert told["foreign_keys_not_validated"] == []


def test_the_page_on_verification_lists_every_type_and_its_form() -> None:
    page = Path(__file__).parent.parent / "docs" / "explanation" / "verification.md"
    text = page.read_text()
    missing = [name for name in checksums.FORMS if f"`{name}`" not in text]
    assert missing == []


def test_what_the_target_computed_is_compared(
    source_db: Database, target_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that the target computes, compared with what the source makes of the same rows."""
    made = "CREATE FUNCTION twice(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n * {}';"
    source_db.execute(made.format(2) + "CREATE TABLE t (id int PRIMARY KEY, a int)")
    source_db.execute("INSERT INTO t SELECT n, n FROM generate_series(1, 5) AS n")
    computed = (
        "CREATE TABLE t (id int PRIMARY KEY, a int,"
        " b int GENERATED ALWAYS AS (twice(a)) STORED, c int GENERATED ALWAYS AS (a + 1) STORED);"
        "INSERT INTO t SELECT n, n FROM generate_series(1, 5) AS n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S", source_db.url)
    monkeypatch.setenv("T", target_db.url)
    sides = 'version = 1\nsource = "env:S"\ntarget = "env:T"\n'
    Path("segue.toml").write_text(sides + '[[table]]\nfrom = "t"\nto = "t"\n')
    for factor, status in ((2, 0), (3, 4)):
        target_db.execute("DROP TABLE IF EXISTS t; DROP FUNCTION IF EXISTS twice")
        target_db.execute(made.format(factor) + computed)
        assert main(["verify"]) == status
