"""What would change its meaning on the way is told before a row is written."""

from __future__ import annotations

import tomllib

import pytest
from psycopg import sql

from segue.database.introspection import read_catalog
from segue.findings import Finding
from segue.mapping.sql import source_relation, source_values
from segue.mapping.transfer import resolve
from segue.plan.file import parse_plan
from support.databases import Database
from test_check_data import HEAD, MAPPED, findings, table

Told = dict[str, Finding]


def told(
    source_db: Database, target_db: Database, source: str, target: str, plan: str = ""
) -> Told:
    source_db.execute(source)
    target_db.execute(target)
    found = findings(source_db, target_db, HEAD + MAPPED + plan)
    return {finding.code: finding for finding in found}


@pytest.mark.parametrize(
    ("ours", "theirs", "same", "other"),
    [
        ("json", "jsonb", ['{"a": 1, "b": {"a": 2}}', "[1, 1]"], '{"x": [{"k": 1, "k": 2}]}'),
        ("timestamp", "timestamptz", ["infinity"], "2024-03-31 02:30"),
        ("timestamptz", "timestamp", ["-infinity"], "2024-03-31 02:30+02"),
        ("date", "timestamptz", ["infinity"], "2024-03-31"),
        ("timestamp", "date", ["2024-03-31"], "2024-03-31 00:00:01"),
        ("numeric", "double precision", ["0.1", "12345678901234", "NaN"], "0.12345678901234567890"),
        ("bigint", "double precision", ["9007199254740992"], "9007199254740993"),
        ("integer", "real", ["16777216"], "16777217"),
        ("double precision", "real", ["0.5", "0.1", "Infinity"], "0.123456789"),
        ("double precision", "numeric", ["0.1", "1e300"], "0.30000000000000004"),
        ("real", "numeric", ["0.5"], "16777217"),
        ("real", "double precision", ["0.5", "NaN"], "0.1"),
        ("numeric", "money", ["1.25"], "1.251"),
        ("money", "numeric(10,1)", ["1.50"], "1.25"),
        ("oid", "integer", ["5"], "4294967295"),
        ("integer", "oid", ["5"], "-1"),
        ('"char"', "integer", [], "1"),
        ("timetz", "time", [], "10:00+05:30"),
        ("time", "timetz", [], "10:00"),
        ("bytea", "text", [], "abc"),
        ("text", "bytea", ["abc", ""], r"\x41"),
        ("numeric", "numeric(10,2)", ["1.50", "3"], "1.005"),
        ("text", "char(3)", ["abc"], "ab"),
        ("char(5)", "varchar(5)", ["abcde"], "abc"),
        ("integer", "boolean", ["0", "1"], "2"),
        ("smallint", "boolean", ["0", "1"], "-1"),
        ("double precision[]", "real[]", ["{0.5}"], "{0.123456789}"),
        ("timestamp[]", "timestamptz[]", ["{infinity}"], "{2024-01-01}"),
        ("inet", "cidr", ["10.0.0.0/8", "10.0.0.1"], "10.0.0.1/8"),
        ("inet[]", "cidr[]", ["{::/8}"], "{10.0.0.1/8}"),
        ("interval", "time", ["23:59:59"], "1 day 02:00"),
        ("text", "name", ["abc"], "a" * 64),
        ("varchar(9)", '"char"', ["a"], "ab"),
        ("jsonb", "integer", ["1", "2.0"], "1.7"),
        ("polygon", "box", [], "((0,0),(1,0),(1,1))"),
    ],
)
def test_values_that_a_cast_changes_are_counted(
    source_db: Database, target_db: Database, ours: str, theirs: str, same: list[str], other: str
) -> None:
    rows = ", ".join(f"({n}, '{value}')" for n, value in enumerate([*same, other, other]))
    found = told(source_db, target_db, table(f"v {ours}", rows), table(f"v {theirs}"))
    assert found["S202"].title.startswith(f"2 of {len(same) + 2} "), found["S202"].title
    assert f"id = {len(same)}" in found["S202"].rows
    assert not found["S202"].blocks
    source_db.execute(f"DELETE FROM t WHERE id >= {len(same)}")
    found = {f.code: f for f in findings(source_db, target_db, HEAD + MAPPED)}
    assert "S202" not in found, "nothing is told where nothing changes"


def test_an_address_arrives_as_it_is_shown(source_db: Database, target_db: Database) -> None:
    rows = "(1, '10.0.0.1'), (2, '10.0.0.0/8'), (3, '::1'), (4, NULL)"
    found = told(source_db, target_db, table("v inet", rows), table("v varchar(45)"))
    assert found == {}
    with source_db.connect() as one, target_db.connect() as other:
        (transfer,) = resolve(parse_plan(HEAD + MAPPED), read_catalog(one), read_catalog(other))
        value = source_values(transfer)[1]
        statement = sql.SQL("SELECT {} {} ORDER BY id").format(value, source_relation(transfer))
        assert one.execute(statement).fetchall() == [
            ("10.0.0.1",),
            ("10.0.0.0/8",),
            ("::1",),
            (None,),
        ]


TYPED = (
    "CREATE TYPE {}; CREATE TABLE t (id integer PRIMARY KEY, v {}); INSERT INTO t VALUES (1, '{}')"
)


@pytest.mark.parametrize(
    ("ours", "theirs", "column", "value", "code"),
    [
        pytest.param(
            "m AS (amount int, cents int)", "m AS (cents int, amount int)", "m", "(5,99)", "S203",
            id="attributes change places",
        ),
        pytest.param(
            "m AS (a int, b int)", "m AS (a int, b int)", "m", "(5,99)", None, id="the same"
        ),
        pytest.param(
            "m AS (a int, b int)", "m AS (a int, b int)", "m[]", '{"(5,99)"}', None,
            id="an array of the same",
        ),
        pytest.param(
            "m AS (a int, b int)", "m AS (b int, a int)", "m[]", '{"(5,99)"}', "S203",
            id="an array of others",
        ),
        pytest.param(
            "m AS (a int)", "m AS (a int, b int)", "m", "(5)", "S203", id="one attribute more"
        ),
        pytest.param(
            "m AS (a int, b text)", "m AS (a int, b int)", "m", "(5,6)", "S203",
            id="an attribute of another type",
        ),
        pytest.param(
            "m AS ENUM ('low', 'high')", "m AS ENUM ('high', 'low')", "m", "low", "S202",
            id="labels in another order",
        ),
        pytest.param(
            "m AS ENUM ('low', 'high')", "m AS ENUM ('low', 'mid', 'high')", "m", "low", None,
            id="a label between",
        ),
        pytest.param(
            "m AS ENUM ('low', 'high')", "m AS ENUM ('low')", "m", "high", "S212",
            id="a label that is gone",
        ),
        pytest.param(
            "m AS RANGE (subtype = numeric)", "m AS RANGE (subtype = int4)", "m", "[1,2]", "S203",
            id="a range of another type",
        ),
        pytest.param(
            "m AS RANGE (subtype = numeric)", "m AS RANGE (subtype = numeric)", "m", "[1,2]", None,
            id="a range of the same",
        ),
    ],
)  # fmt: skip
def test_types_of_one_name_are_the_same_only_if_they_are_made_alike(
    source_db: Database,
    target_db: Database,
    ours: str,
    theirs: str,
    column: str,
    value: str,
    code: str | None,
) -> None:
    source = TYPED.format(ours, column, value)
    target = TYPED.format(theirs, column, value).partition("; INSERT")[0]
    found = told(source_db, target_db, source, target)
    assert set(found) == ({code} if code else set())


def test_a_composite_of_another_order_is_mended_by_what_is_offered(
    source_db: Database, target_db: Database
) -> None:
    source = TYPED.format("m AS (amount int, cents int)", "m", "(5,99)")
    target = TYPED.format("m AS (cents int, amount int)", "m", "").partition("; INSERT")[0]
    found = told(source_db, target_db, source, target)
    entry = found["S203"].help.partition("map it: ")[2]
    assert "ROW((v).cents, (v).amount)" in entry
    assert findings(source_db, target_db, f"{HEAD}{MAPPED}[table.columns]\n{entry}\n") == ()


@pytest.mark.parametrize("entry", ["", 'v = { sql = "coalesce(v, v)" }'], ids=["column", "sql"])
def test_a_composite_within_another_is_mended_by_what_is_offered(
    source_db: Database, target_db: Database, entry: str
) -> None:
    """Also where SQL of the plan gives it, of whose type the catalog says nothing."""
    made = "CREATE TYPE i AS ({}); CREATE TYPE m AS (home i, work i);"
    table = "CREATE TABLE t (id integer PRIMARY KEY, v m)"
    rows = "; INSERT INTO t VALUES (1, ROW(ROW('Elm', '04'), NULL))"
    source = made.format("street text, zip text") + table + rows
    entries = f"[table.columns]\n{entry}\n" if entry else ""
    target = made.format("zip text, street text") + table
    found = told(source_db, target_db, source, target, entries)
    offered = found["S203"].help.partition("map it: ")[2]
    expression = tomllib.loads(offered)["v"]["sql"]
    text = source_db.value(f"SELECT ({expression})::text FROM t")
    read = f"SELECT ROW(((v).home).zip, (v).work)::text FROM (SELECT '{text}'::m) AS a (v)"
    assert target_db.value(read) == "(04,)"


GENERATED = "integer GENERATED ALWAYS AS ({}) STORED"


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        pytest.param("integer", GENERATED.format("a * 2"), 1, id="plain becomes computed"),
        pytest.param(GENERATED.format("a * 2"), GENERATED.format("a * 2"), 0, id="the same"),
        pytest.param(GENERATED.format("a * 3"), GENERATED.format("a * 2"), 3, id="another one"),
        pytest.param(GENERATED.format("a + a"), GENERATED.format("a * 2"), 0, id="said otherwise"),
        pytest.param("numeric(8,2)", GENERATED.format("a * 2"), 1, id="of another type"),
        pytest.param(GENERATED.format("a * 2"), "integer", 0, id="computed becomes plain"),
    ],
)
def test_rows_for_which_the_target_computes_something_else_are_counted(
    source_db: Database, target_db: Database, ours: str, theirs: str, count: int
) -> None:
    rows = "(1, 1, 2), (2, 2, 4), (3, 3, 7)"
    source = f"CREATE TABLE t (id integer PRIMARY KEY, a integer, v {ours});"
    if "GENERATED" in ours:
        source += "INSERT INTO t (id, a) VALUES (1, 1), (2, 2), (3, 3)"
    else:
        source += f"INSERT INTO t VALUES {rows}"
    target = f"CREATE TABLE t (id integer PRIMARY KEY, a integer, v {theirs});"
    dropped = 'drop = { v = "the target computes it" }\n' if "GENERATED" in theirs else ""
    if "GENERATED" in ours and "GENERATED" in theirs:
        dropped = ""
    found = told(source_db, target_db, source, target, dropped)
    if count:
        verb = "is" if count == 1 else "are"
        assert found["S220"].title == (
            f"{count} of 3 values of public.t.v {verb} not what the target computes"
        )
        assert "id = 3" in found["S220"].rows
        assert set(found) == {"S220"}
    else:
        assert found == {}
