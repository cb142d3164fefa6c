"""What check says about the rows of a source that a target would refuse or change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.session import Connection, connect, exported_snapshot, join_snapshot
from segue.plan.check import Examined, Reading, check, examine, probe
from segue.plan.file import parse_plan
from segue.plan.findings import Finding
from segue.plan.transfer import Transfer, resolve
from segue.statements import copy_in, copy_out
from support.databases import Database

HEAD = 'version = 1\nsource = "django:old"\ntarget = "django:default"\n'
MAPPED = '[[table]]\nfrom = "t"\nto = "t"\n'

Checking = Callable[..., dict[str, Finding]]


@pytest.fixture
def checked(source_db: Database, target_db: Database) -> Checking:
    """`checked(source SQL, target SQL, plan)`: findings by code, those about order left out."""

    def run(source: str, target: str, plan: str = MAPPED) -> dict[str, Finding]:
        source_db.execute(source)
        target_db.execute(target)
        found = findings(source_db, target_db, HEAD + plan)
        return {finding.code: finding for finding in found}

    return run


def findings(source: Database, target: Database, plan_text: str) -> tuple[Finding, ...]:
    with (
        closing(connect(source.endpoint, "source", "test", read_only=True)) as one,
        closing(connect(target.endpoint, "target", "test")) as other,
        exported_snapshot(one) as snapshot,
    ):

        def joined() -> Connection:
            session = connect(source.endpoint, "source", "test", read_only=True)
            join_snapshot(session, snapshot)
            return session

        catalogs = read_catalog(one), read_catalog(other)
        plan = parse_plan(plan_text)
        probes = probe(plan, one, other, catalogs[0], None)
        examined = _examined(plan_text, catalogs, probes.casts, Reading(one, joined, 2))
        found = check(plan, *catalogs, None, probes, examined=examined)
    return tuple(finding for finding in found if finding.code != "D106")


def _examined(
    plan_text: str, catalogs: tuple[Catalog, Catalog], casts: object, reading: Reading
) -> Examined:
    plan = parse_plan(plan_text)
    return examine(plan, resolve(plan, *catalogs), catalogs[0], casts, reading)  # type: ignore[arg-type]


def table(columns: str, rows: str = "") -> str:
    """`t` with an id, some columns, and rows as `VALUES` has them."""
    made = f"CREATE TABLE t (id integer PRIMARY KEY, {columns});"
    return made + (f"INSERT INTO t VALUES {rows};" if rows else "")


# Length, range, NULL


def test_values_that_are_too_long_are_counted_with_keys_and_the_fix(checked: Checking) -> None:
    rows = "(1, 'new'), (2, 'returned by the shop'), (3, 'lost'), (4, NULL), (5, 'returned')"
    found = checked(table("status text", rows), table("status varchar(5)"))
    assert set(found) == {"S201"}
    told = found["S201"]
    assert told.title == "2 of 5 values of public.t.status are longer than varchar(5)"
    assert told.place == "segue.toml:4"
    assert told.rows == "id = 2 (20 characters); id = 5 (8 characters)"
    assert told.effect == "those rows would be refused"
    assert told.help.endswith('status = { sql = "left(status, 5)" }')
    assert told.blocks


def test_the_fix_that_is_offered_mends_what_was_found(checked: Checking) -> None:
    rows = "(1, 'returned by the shop'), (2, NULL)"
    target = table("status varchar(5) NOT NULL")
    found = checked(table("status text", rows), target)
    assert {"S201", "S206"} <= set(found)
    entry = found["S206"].help.partition("NULL: ")[2]
    entry = entry.replace("coalesce(status,", "coalesce(left(status, 5),")
    assert checked("", "", f"{MAPPED}[table.columns]\n{entry}\n") == {}


def test_the_line_of_the_entry_is_told_where_there_is_one(checked: Checking) -> None:
    plan = f'{MAPPED}[table.columns]\nstate = "status"\n'
    found = checked(table("status text", "(1, 'long enough')"), table("state char(3)"), plan)
    assert found["S201"].place == "segue.toml:8"
    assert found["S201"].title == "1 of 1 values of public.t.status is longer than char(3)"


def test_only_rows_that_the_mapping_takes_are_looked_at(checked: Checking) -> None:
    rows = "(1, 'too long'), (2, 'ok')"
    plan = f'{MAPPED}where = "id = 2"\n'
    assert checked(table("a text", rows), table("a varchar(2)"), plan) == {}


def test_blanks_that_the_target_cuts_off_are_a_warning(checked: Checking) -> None:
    found = checked(table("a text", "(1, 'ab   '), (2, 'ab  c')"), table("a varchar(3)"))
    assert found["S201"].rows == "id = 2 (5 characters)"
    assert found["S202"].title.startswith("1 of 2 values")
    assert not found["S202"].blocks


REFUSED = [
    # source type, target type, value that fits, value that does not, code
    ("bigint", "integer", "2147483647", "2147483648", "S205"),
    ("bigint", "integer", "-2147483648", "-2147483649", "S205"),
    ("integer", "smallint", "32767", "32768", "S205"),
    ("numeric", "bigint", "9223372036854775807", "9223372036854775807.5", "S205"),
    ("numeric", "integer", "1", "NaN", "S205"),
    ("double precision", "integer", "2147483647.4", "2147483647.5", "S205"),
    ("double precision", "bigint", "-9223372036854775808", "9223372036854775808", "S205"),
    ("double precision", "integer", "1", "Infinity", "S205"),
    ("numeric", "numeric(4,2)", "99.99", "100", "S205"),
    ("numeric", "numeric(4,2)", "NaN", "99.995", "S205"),
    ("numeric(12,2)", "numeric(4,2)", "-99.99", "-100", "S205"),
    ("bigint", "numeric(3,0)", "999", "1000", "S205"),
    ("numeric", "numeric(3,5)", "0.00999", "0.01", "S205"),
    ("double precision", "numeric(4,2)", "99.99", "-Infinity", "S205"),
    ("double precision", "real", "3.4e38", "3.5e38", "S205"),
    ("double precision", "real", "1e-45", "1e-47", "S205"),
    ("numeric", "double precision", "1e308", "2e308", "S205"),
    ("numeric", "double precision", "NaN", "1e-400", "S205"),
    ("date", "timestamp", "294276-12-31", "294277-01-01", "S205"),
    ("date", "timestamptz", "infinity", "294277-01-01", "S205"),
    ("text", "varchar(3)", "äöü", "äöüß", "S201"),
    ("integer", "varchar(3)", "123", "1234", "S201"),
    ("jsonb", "varchar(6)", "[1, 2]", "[1, 2, 3]", "S201"),
    ("bit varying", "bit(3)", "101", "10", "S201"),
    ("bit varying", "varbit(3)", "101", "1010", "S201"),
    ("text[]", "varchar(2)[]", "{ab}", "{ab,abc}", "S201"),
    ("bigint[]", "integer[]", "{1}", "{1,2147483648}", "S205"),
    ("text", "mood", "sad", "SAD", "S212"),
    ("text[]", "mood[]", "{sad}", "{sad,glad}", "S212"),
    ("feeling", "mood", "sad", "numb", "S212"),
    ("text", "integer", " 12 ", "12a", "S209"),
    ("text", "integer", "-0012", "2147483648", "S209"),
    ("text", "smallint", "1", "", "S209"),
    ("text", "boolean", "on", "maybe", "S209"),
    ("text", "date", "2024-02-29", "2023-02-29", "S209"),
    ("text", "timestamptz", "2024-02-29 10:00+02", "29.2.2024x", "S209"),
    ("text", "jsonb", "[1]", "[1", "S209"),
    ("text", "uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99", "S209"),
    ("text", "inet", "10.0.0.0/8", "10.0.0.300", "S209"),
    ("text", "bytea", "\\x00ff", "\\x0g", "S209"),
    ("text", "numeric(4,2)", "1e1", "one", "S209"),
    ("text", "numeric(4,2)", "12", "123", "S209"),
    ("text", "interval", "1 day", "1 dya", "S209"),
    ("varchar(5)", "integer", "7", "seven", "S209"),
    ("char(4)", "integer", "7", "x", "S209"),
    ("json", "jsonb", "{}", '{"a": "\\u0000"}', "S209"),
    ("jsonb", "integer", "7", '"7"', "S209"),
    ("text[]", "integer[]", "{1}", "{1,x}", "S209"),
]


def _made(side: int) -> str:
    moods = "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE feeling AS ENUM ('sad', 'numb');"
    return moods + "".join(
        f"CREATE TABLE t{number} (id int PRIMARY KEY, v {kinds[side]});"
        for number, kinds in enumerate(REFUSED)
    )


def _mapped(where: str = "true") -> str:
    numbers = range(len(REFUSED))
    return HEAD + "".join(
        f'[[table]]\nfrom = "t{n}"\nto = "t{n}"\nwhere = "{where}"\n' for n in numbers
    )


@pytest.fixture
def refused(source_db: Database, target_db: Database) -> tuple[Database, Database]:
    """A table `t<number>` for each line of REFUSED, the source's with both values and NULL."""
    source_db.execute(_made(0))
    target_db.execute(_made(1))
    for number, (_, _, fits, fails, _) in enumerate(REFUSED):
        literal = [value.replace("'", "''") for value in (fits, fails)]
        rows = f"(1, '{literal[0]}'), (2, '{literal[1]}'), (3, NULL)"
        source_db.execute(f"INSERT INTO t{number} VALUES {rows}")
    return source_db, target_db


def test_every_kind_of_refused_value_is_found_and_no_other(
    refused: tuple[Database, Database],
) -> None:
    """All at once, since making databases takes longer than looking."""
    found = {
        (finding.title.partition("public.t")[2].partition(".")[0], finding.code): finding
        for finding in findings(*refused, _mapped())
        if finding.blocks
    }
    for number, (ours, wanted, _, _, code) in enumerate(REFUSED):
        told = found.pop((str(number), code), None)
        assert told is not None, (ours, wanted, code)
        assert told.rows.startswith("id = 2"), (ours, wanted, told)
        assert told.title.startswith("1 of "), (ours, wanted, told)
    assert found == {}


def test_what_is_said_to_be_refused_is_refused_and_the_rest_is_not(
    refused: tuple[Database, Database],
) -> None:
    """The truth of the table above: each value is really copied, with the mover's own SQL."""
    for row, arrives in ((1, True), (2, False), (3, True)):
        plan = parse_plan(_mapped(f"id = {row}"))
        with refused[0].connect() as one, refused[1].connect() as other:
            transfers = resolve(plan, read_catalog(one), read_catalog(other))
            for kinds, transfer in zip(REFUSED, transfers, strict=True):
                assert _copied(one, other, transfer) is arrives, (kinds, row)


def _copied(source: Connection, target: Connection, transfer: Transfer) -> bool:
    try:
        with source.cursor().copy(copy_out(transfer)) as read:
            rows = list(read)
        with target.cursor().copy(copy_in(transfer)) as write:
            for row in rows:
                write.write(row)
    except psycopg.Error:
        return False
    return True
