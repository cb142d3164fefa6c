"""What check says about the rows of a source that a target would refuse or change."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.checks import DataCheckContext, SourceReading, check, examine, probe
from segue.checks.rows import row_size
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect, exported_snapshot, join_snapshot
from segue.demo.servers import Server
from segue.findings import Finding
from segue.mapping.facts import read_facts
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.transfer import Transfer, resolve, resolve_what_can_be
from segue.plan.file import parse_plan
from segue.project.values import Field, Model, Project
from support.databases import Database
from support.mover import Mover

HEAD = 'version = 1\nsource = "django:old"\ntarget = "django:default"\n'
MAPPED = '[[table]]\nfrom = "t"\nto = "t"\n'

Checking = Callable[..., dict[str, Finding]]


@pytest.fixture
def checked(source_db: Database, target_db: Database) -> Checking:
    """`checked(source SQL, target SQL, plan)`: findings by code, those about order left out."""

    def run(
        source: str, target: str, plan: str = MAPPED, project: Project | None = None
    ) -> dict[str, Finding]:
        source_db.execute(source)
        target_db.execute(target)
        found = findings(source_db, target_db, HEAD + plan, project)
        return {finding.code: finding for finding in found}

    return run


def findings(
    source: Database, target: Database, plan_text: str, project: Project | None = None
) -> tuple[Finding, ...]:
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
        facts = read_facts(plan, one, other, catalogs, None)
        mistaken = {number for number, _ in probes.sql_mistakes}
        possible = resolve_what_can_be(plan, *catalogs, None, facts)
        transfers = [one for number, one in possible.items() if number not in mistaken]
        context = DataCheckContext(plan, *catalogs, probes.casts, project)
        examined = examine(context, transfers, SourceReading(one, other, joined, 2))
        found = check(plan, *catalogs, None, probes, examined=examined)
    return tuple(finding for finding in found if finding.code != "D106")


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
    assert told.where == "segue.toml:4"
    assert told.rows == "id = 2 (20 characters); id = 5 (8 characters)"
    assert told.effect == "those rows would be refused"
    assert told.help.endswith('status = { sql = "left(status, 5)" }')
    assert told.blocks


def test_a_fix_names_a_column_called_like_a_word_of_sql_in_quotes(checked: Checking) -> None:
    rows = "(1, 'returned by the shop')"
    target = table('"order" varchar(5)')
    found = checked(table('"order" text', rows), target)
    entry = found["S201"].help.partition("the values: ")[2]
    assert entry == """order = { sql = 'left("order", 5)' }"""
    assert checked("", "", f"{MAPPED}[table.columns]\n{entry}\n") == {}


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
    assert found["S201"].where == "segue.toml:8"
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
    # Casts that PostgreSQL calls implicit, and which refuse values all the same.
    ("bigint", "oid", "4294967295", "4294967296", "S209"),
    ("macaddr8", "macaddr", "08:00:2b:ff:fe:02:03:04", "08:00:2b:01:02:03:04:05", "S209"),
    ("text", "regclass", "pg_class", "nowhere", "S209"),
    ("money", "numeric(4,2)", "99.99", "100", "S205"),
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


# What has to be unique


CUSTOMERS = "(1, 'a@x'), (2, 'b@x'), (3, 'a@x'), (4, NULL), (5, NULL), (6, 'a@x')"


def test_the_help_for_shared_rows_changes_no_reference(checked: Checking) -> None:
    made = "CREATE TABLE of (id int PRIMARY KEY);"
    columns = "of_id int NOT NULL REFERENCES of, code text"
    rows = "INSERT INTO of VALUES (1);" + table(columns, "(1, 1, 'a'), (2, 1, 'a')")
    plan = f'{MAPPED}[[table]]\nfrom = "of"\nto = "of"\n'
    found = checked(made + rows, made + table(f"{columns}, UNIQUE (of_id, code)"), plan)
    assert found["S207"].help.startswith('make them differ: code = { sql = "..." }')


def test_rows_that_share_a_value_are_counted_under_a_new_unique_constraint(
    checked: Checking,
) -> None:
    found = checked(table("email text", CUSTOMERS), table("email text UNIQUE"))
    assert set(found) == {"S207"}
    told = found["S207"]
    assert told.title == (
        "3 rows for public.t share their email with others: 1 value stands more than once"
    )
    assert told.rows == "email = a@x (id = 1 and id = 6)"
    assert told.effect == "t_email_key allows each but once"
    condition = told.help.partition("one of each: ")[2]
    assert checked("", "", f"{MAPPED}{condition}\n") == {}


UNIQUE = [
    # index of the target, rows that are told
    ("(email)", 3),
    ("(email) WHERE id > 2", 2),
    ("(lower(email))", 3),
    ("(id, email)", 0),
    ("(email) NULLS NOT DISTINCT", 5),
    ("((id % 3))", 6),
    ("((id % 3)) WHERE email LIKE 'a%'", 2),
    ('(email COLLATE "C")', 3),
]


def test_unique_indexes_of_every_kind_are_asked_about(
    source_db: Database, target_db: Database
) -> None:
    numbers = range(len(UNIQUE))
    made = table("email text", CUSTOMERS)
    source_db.execute("".join(re.sub(r"\bt\b", f"t{n}", made) for n in numbers))
    for number, (index, _) in enumerate(UNIQUE):
        target_db.execute(f"CREATE TABLE t{number} (id integer PRIMARY KEY, email text)")
        target_db.execute(f"CREATE UNIQUE INDEX ON t{number} {index}")
    plan = HEAD + "".join(f'[[table]]\nfrom = "t{n}"\nto = "t{n}"\n' for n in numbers)
    told = dict.fromkeys(numbers, 0)
    for finding in findings(source_db, target_db, plan):
        assert finding.code == "S207"
        count, name = re.match(r"(\d+) rows for public.t(\d+) share", finding.title).groups()
        told[int(name)] = int(count)
    assert [(index, told[number]) for number, (index, _) in enumerate(UNIQUE)] == UNIQUE


def test_what_a_type_takes_for_equal_is_shared(checked: Checking) -> None:
    rows = "(1, 'Anna'), (2, 'anna'), (3, 'Otto')"
    target = "CREATE EXTENSION citext;" + table("name citext UNIQUE")
    assert checked(table("name text", rows), target)["S207"].rows.startswith("name = ")
    with_citext = checked("CREATE EXTENSION citext", "")
    assert with_citext["S207"].title.startswith("2 rows")


def test_two_tables_that_become_one_must_not_share_keys(checked: Checking) -> None:
    source = table("name text", "(1, 'a'), (2, 'b')") + "CREATE TABLE u AS SELECT * FROM t;"
    plan = MAPPED + '[[table]]\nfrom = "u"\nto = "t"\n'
    found = checked(source, table("name text"), plan)
    assert found["S207"].title.startswith("4 rows for public.t share their id with others")
    assert "key = { offset = 10 }; where they are the same rows, skip one" in found["S207"].help
    assert checked("", "", plan + "key = { offset = 10 }\n") == {}


def test_a_value_that_is_cut_or_rounded_may_become_shared(checked: Checking) -> None:
    source = table("price numeric UNIQUE", "(1, 1.001), (2, 1.002), (3, 7)")
    found = checked(source, table("price numeric(5,2) UNIQUE"))
    assert found["S207"].title.startswith("2 rows")
    assert found["S202"].title.startswith("2 of 3 values")


def test_numbers_that_the_target_gives_are_not_asked_about(checked: Checking) -> None:
    source = "CREATE TABLE t (name text); INSERT INTO t VALUES ('a'), ('a');"
    assert checked(source, "CREATE TABLE t (id serial PRIMARY KEY, name text)") == {}


UNCHANGED = """
    CREATE TABLE parent (id integer PRIMARY KEY, name varchar(10) NOT NULL UNIQUE);
    CREATE TABLE t (
        id bigint PRIMARY KEY, parent_id integer NOT NULL REFERENCES parent, slug varchar(50),
        price numeric(8,2) CHECK (price >= 0), during tstzrange, seen timestamptz(3),
        UNIQUE (parent_id, slug), EXCLUDE USING gist (during WITH &&)
    );
    CREATE UNIQUE INDEX ON t (lower(slug)) WHERE price > 3;
"""
ALL_MAPPED = MAPPED + '[[table]]\nfrom = "parent"\nto = "parent"\n'


@pytest.mark.parametrize(
    ("target", "asks"),
    [
        (UNCHANGED, False),
        (UNCHANGED.replace("varchar", "char"), True),
        (UNCHANGED.replace("integer", "bigint").replace("varchar(50)", "text"), False),
        (UNCHANGED.replace("lower(slug)", "upper(slug)"), True),
        (UNCHANGED.replace("price > 3", "price > 2"), True),
        (UNCHANGED.replace("slug varchar(50),", "slug varchar(40),"), True),
        (UNCHANGED.replace("(parent_id, slug)", "(slug)"), True),
    ],
)
def test_a_table_is_read_only_where_its_rows_may_break_a_rule(
    source_db: Database, target_db: Database, target: str, asks: bool
) -> None:
    source_db.execute(UNCHANGED)
    target_db.execute(target)
    assert bool(_asked(source_db, target_db, ALL_MAPPED)) is asks


@pytest.mark.parametrize(
    ("existing", "rows"), [("keep", "id = 3; id = 4"), ("update", "id = 4; id = 5")]
)
def test_rows_that_stay_in_the_target_hold_their_unique_values(
    checked: Checking, existing: str, rows: str
) -> None:
    """Under update, row 5 is refused too, and row 1 makes room for row 3 by its own new value."""
    unique = table("email text UNIQUE")
    source = table("email text", "(1, 'new'), (3, 'a@x'), (4, 'b@x'), (5, 'c@x'), (6, 'f@x')")
    target = unique + "INSERT INTO t VALUES (1, 'a@x'), (2, 'b@x'), (5, 'e@x'), (7, 'c@x');"
    plan = f'{MAPPED}existing_rows = "{existing}"\n'
    told = checked(source, target, plan)["S207"]
    assert told.rows == rows
    assert told.title == "2 rows for public.t have the same email as other rows of the target"
    assert "match" in told.help


# References


PARENTS = """
    CREATE TABLE parent (id integer PRIMARY KEY, gone boolean);
    INSERT INTO parent VALUES (1, false), (2, true);
    CREATE TABLE t (id integer PRIMARY KEY, parent_id integer);
    INSERT INTO t VALUES (1, 1), (2, 2), (3, 2), (4, 9), (5, NULL);
"""
CHILDREN = """
    CREATE TABLE parent (id bigint PRIMARY KEY, gone boolean);
    CREATE TABLE t (id bigint PRIMARY KEY, parent_id bigint REFERENCES parent);
"""
BOTH = MAPPED + '[[table]]\nfrom = "parent"\nto = "parent"\n'


def test_rows_that_refer_to_nothing_are_counted_with_two_ways_out(checked: Checking) -> None:
    found = checked(PARENTS, CHILDREN, BOTH)
    assert set(found) == {"S208"}
    told = found["S208"]
    assert told.title == (
        "1 row of public.t refers by parent_id to rows of public.parent that will not be there"
    )
    assert told.rows == "id = 4 (parent_id = 9)"
    assert told.effect == "the foreign key t_parent_id_fkey refuses them"
    empty, leave = told.help.split("; or ")
    entry = empty.removeprefix("empty the reference: ")
    where = leave.removeprefix("leave them behind: ")
    assert checked("", "", f"{MAPPED}columns.{entry}\n{BOTH.removeprefix(MAPPED)}") == {}
    assert checked("", "", f"{MAPPED}{where}\n{BOTH.removeprefix(MAPPED)}") == {}


def test_a_parent_that_is_left_behind_leaves_orphans(checked: Checking) -> None:
    source = PARENTS + "DELETE FROM t WHERE id = 4; ALTER TABLE t ADD FOREIGN KEY (parent_id)"
    found = checked(f"{source} REFERENCES parent;", CHILDREN, f'{BOTH}where = "NOT gone"\n')
    assert found["S208"].title.startswith("2 rows of public.t refer by parent_id")
    assert checked("", "", BOTH) == {}


def test_rows_that_stay_in_the_target_are_referred_to(checked: Checking) -> None:
    target = CHILDREN + "INSERT INTO parent VALUES (9), (2);"
    plan = f'{MAPPED}[skip]\nparent = "the target has its own"\n'
    found = checked(PARENTS, target, plan)
    assert found["S208"].rows == "id = 1 (parent_id = 1)"


def test_keys_that_travel_are_met_where_they_arrive(checked: Checking) -> None:
    shifted = f"{BOTH}key = {{ offset = 100 }}\n"
    assert checked(PARENTS, CHILDREN, shifted)["S208"].rows == "id = 4 (parent_id = 109)"


def test_several_columns_that_refer_together_are_looked_up_together(checked: Checking) -> None:
    source = """
        CREATE TABLE parent (a integer, b text);
        INSERT INTO parent VALUES (1, 'x'), (2, 'y');
        CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
        INSERT INTO t VALUES (1, 1, 'x'), (2, 1, 'y'), (3, 1, NULL);
    """
    target = """
        CREATE TABLE parent (a integer, b text, PRIMARY KEY (a, b));
        CREATE TABLE t (
            id integer PRIMARY KEY, a integer, b text, FOREIGN KEY (a, b) REFERENCES parent
        );
    """
    found = checked(source, target, BOTH)
    assert found["S208"].rows == "id = 2 (a = 1, b = y)"


def test_a_reference_that_only_the_plan_knows_is_a_warning(checked: Checking) -> None:
    plain = CHILDREN.replace(" REFERENCES parent", "")
    assert checked(PARENTS, plain, BOTH) == {}
    entry = 'columns.parent_id = { refers_to = "parent", from = "parent_id" }\n'
    found = checked("", "", f"{MAPPED}{entry}{BOTH.removeprefix(MAPPED)}")
    assert found["S208"].rows == "id = 4 (parent_id = 9)"
    assert not found["S208"].blocks


def test_a_column_without_a_cast_is_told_once_and_the_others_are_looked_at(
    checked: Checking,
) -> None:
    source = "CREATE TABLE t (id integer PRIMARY KEY, note text);INSERT INTO t VALUES (1, 'long');"
    found = checked(source, "CREATE TABLE t (id uuid PRIMARY KEY, note varchar(3));")
    assert "no cast from integer to uuid" in found["S203"].effect
    assert "longer than" in found["S201"].title


# Checks, domains, exclusion


def test_rows_that_violate_a_check_are_counted(checked: Checking) -> None:
    rows = "(1, 5, 7), (2, 7, 5), (3, NULL, 5), (4, 6, 6)"
    ranged = table("low integer, high integer, CHECK (low < high)")
    found = checked(table("low integer, high integer", rows), ranged)
    assert set(found) == {"S210"}
    told = found["S210"]
    assert told.title == "2 of 4 rows of public.t violate the check t_check ((low < high))"
    assert told.rows == "id = 2; id = 4"
    swapped = f'{MAPPED}[table.columns]\nlow = "high"\nhigh = "low"\n'
    assert checked("", "", swapped)["S210"].rows == "id = 1; id = 4"


def test_a_check_that_only_the_target_understands_is_put_to_it(
    source_db: Database, target_db: Database
) -> None:
    """Functions that a migration of the new project makes."""
    target = """
        CREATE FUNCTION fits(integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 < 9';
        CREATE DOMAIN few AS integer CHECK (fits(VALUE));
        CREATE TABLE t (id integer PRIMARY KEY, n bigint, "M x" few,
            CONSTRAINT c CHECK (fits(n::int)));
    """
    rows = "(1, 1, 10), (2, 10, 2), (3, NULL, NULL)"
    source_db.execute(table('n integer, "M x" integer', rows))
    target_db.execute(target)
    found = findings(source_db, target_db, HEAD + MAPPED)
    told = {each.title: each.rows for each in found}
    assert told == {
        "1 of 3 rows of public.t violates the check c (public.fits((n)::integer))": "id = 2",
        "1 of 3 rows of public.t violates the check few_check (public.fits(VALUE)) of public.few":
            "id = 1",
    }  # fmt: skip


def test_a_check_that_fails_in_the_target_is_a_warning(checked: Checking) -> None:
    """Its own error is no value's: nobody else would tell of it."""
    target = """
        CREATE FUNCTION fits(text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1::int > 0';
        CREATE TABLE t (id integer PRIMARY KEY, n text CHECK (fits(n)));
    """
    found = checked(table("n text", "(1, '1'), (2, 'x')"), target)
    assert set(found) == {"S218"}
    assert "invalid input syntax" in found["S218"].title


def test_what_could_not_be_looked_at_is_not_called_free(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(table("n integer", "(1, 1)"))
    target_db.execute("""
        CREATE FUNCTION fits(integer) RETURNS boolean STABLE LANGUAGE sql AS 'SELECT true';
        CREATE TABLE t (id integer PRIMARY KEY, n integer CHECK (fits(n)));
    """)
    mover = Mover(source_db, target_db, tmp_path)
    done = mover.run("check", "--from", source_db.url, "--to", target_db.url)
    assert done.status == 0, done.said
    assert "may still stop a move" in done.answer + done.said
    assert "nothing stands in the way" not in done.answer + done.said


def test_a_check_that_reads_tables_of_the_target_alone_is_a_warning(checked: Checking) -> None:
    target = """
        CREATE TABLE allowed (n integer);
        CREATE FUNCTION fits(integer) RETURNS boolean STABLE LANGUAGE sql
            AS 'SELECT EXISTS (SELECT FROM public.allowed WHERE n = $1)';
        CREATE TABLE t (id integer PRIMARY KEY, n integer CHECK (fits(n)));
    """
    found = checked(table("n integer", "(1, 1)"), target)
    assert set(found) == {"S218"}
    assert "function public.fits(integer) does not exist" in found["S218"].title


def test_conditions_of_domains_are_put_to_the_values(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute(table("n integer", "(1, 5), (2, 0), (3, 100), (4, NULL)"))
    target_db.execute("CREATE DOMAIN amount AS integer CHECK (VALUE > 0)")
    target_db.execute("CREATE DOMAIN small AS amount NOT NULL CHECK (VALUE < 100)")
    target_db.execute(table("n small"))
    found = findings(source_db, target_db, HEAD + MAPPED)
    assert [(told.code, told.rows) for told in found] == [
        ("S206", "id = 4"),
        ("S210", "id = 2"),
        ("S210", "id = 3"),
    ]


def test_what_a_column_refuses_that_the_target_computes_is_told(
    source_db: Database, target_db: Database
) -> None:
    """Its type, its domain and NOT NULL judge what is computed, whatever the source holds."""
    rows = "(1, 1, 'abc', 'x'), (2, NULL, 'ab ', 'x'), (3, -1, 'abcd', 'x'), (4, 1000, 'a', 'x')"
    source_db.execute(table("a int, w text, short text", rows))
    target_db.execute(
        "CREATE DOMAIN plus AS int CHECK (VALUE > 0);"
        "CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 10 / $1';"
    )
    columns = {
        "there": "int NOT NULL GENERATED ALWAYS AS (a * 2)",
        "short": "varchar(3) GENERATED ALWAYS AS (w)",
        "above": "plus GENERATED ALWAYS AS (a)",
        "few": "numeric(3,1) GENERATED ALWAYS AS (a)",
        "ours": "int NOT NULL GENERATED ALWAYS AS (twice(a))",
    }
    listed = ", ".join(f"{name} {how} STORED" for name, how in columns.items())
    target_db.execute(table(f"a int, w text, {listed}"))
    found = findings(source_db, target_db, HEAD + MAPPED)
    told = {(f.code, f.title.partition(" for public.t.")[2].split()[0]): f.rows for f in found
            if " computed for " in f.title}  # fmt: skip
    assert told == {
        ("S206", "there"): "id = 2",
        ("S206", "ours"): "id = 2",
        ("S201", "short"): "id = 3 (4 characters)",
        ("S210", "above"): "id = 3",
        ("S205", "few"): "id = 4 (1000)",
    }
    assert [f.title for f in found if f.code == "S218"] == [
        "what public.t.ours is computed from could not be looked at:"
        " function public.twice(integer) does not exist"
    ]


EXCLUSIONS = [
    # columns, rows, constraint, pairs that are told
    ("r int4range", "(1, '[1,3)'), (2, '[3,5)'), (3, '[4,9)'), (4, 'empty')", "(r WITH &&)", 1),
    ("r int4range", "(1, '[1,3)'), (2, '[3,5)'), (3, NULL)", "(r WITH &&)", 0),
    ("r int4range", "(1, '[1,9)'), (2, '[3,5)')", "(r WITH &&) WHERE (id < 2)", 0),
    ("b box", "(1, '(0,0),(2,2)'), (2, '(1,1),(3,3)'), (3, '(5,5),(6,6)')", "(b WITH &&)", 1),
    ("r numrange", "(1, '[1,3)'), (2, '[1,3)')", "(r WITH =)", 1),
]


def test_rows_that_exclude_each_other_are_told(source_db: Database, target_db: Database) -> None:
    plan, expected = HEAD, []
    for number, (columns, rows, constraint, pairs) in enumerate(EXCLUSIONS):
        source_db.execute(f"CREATE TABLE t{number} (id integer PRIMARY KEY, {columns})")
        source_db.execute(f"INSERT INTO t{number} VALUES {rows}")
        target_db.execute(
            f"CREATE TABLE t{number} (id integer PRIMARY KEY, {columns},"
            f" EXCLUDE USING gist {constraint})"
        )
        plan += f'[[table]]\nfrom = "t{number}"\nto = "t{number}"\n'
        expected += [f"at least {pairs} pair of rows for public.t{number}"] * pairs
    found = findings(source_db, target_db, plan)
    assert {told.code for told in found} == {"S211"}
    assert sorted(told.title.partition(" excludes")[0] for told in found) == expected


def test_bookings_of_different_rooms_do_not_exclude_each_other(
    source_db: Database, target_db: Database
) -> None:
    columns = "room integer, during int4range"
    rows = "(1, 1, '[1,5)'), (2, 2, '[2,6)'), (3, 1, '[5,9)'), (4, 2, '[5,7)')"
    source_db.execute(table(columns, rows))
    target_db.execute("CREATE EXTENSION btree_gist")
    target_db.execute(table(f"{columns}, EXCLUDE USING gist (room WITH =, during WITH &&)"))
    (found,) = findings(source_db, target_db, HEAD + MAPPED)
    assert (found.code, found.rows) == ("S211", "id = 2 and id = 4")


# Choices, maps, lookups, SQL of the plan


def project(**choices: tuple[str, ...]) -> Project:
    """A project with a model over `t` whose fields have choices."""
    fields = tuple(
        Field(name, name, True, "CharField", choices=tuple((value, value) for value in values))
        for name, values in choices.items()
    )
    model = Model("shop", "T", QualifiedName("public", "t"), fields)
    return Project("settings", {}, {}, (model,), ("shop",), {})


def test_values_that_are_no_choice_are_a_warning(checked: Checking) -> None:
    rows = "(1, 'paid'), (2, 'lost'), (3, ''), (4, NULL), (5, 'lost')"
    same = table("status text")
    shop = project(status=("draft", "paid"))
    told = checked(table("status text", rows), same, project=shop)["S213"]
    assert told.title == "2 of 5 values of public.t.status are none of the field's choices"
    assert told.rows == "id = 2 (lost); id = 5 (lost)"
    assert not told.blocks
    assert checked("", "", project=project(status=("draft", "paid", "lost"))) == {}


@pytest.mark.parametrize(
    ("type", "choices", "rows"),
    [
        ("boolean", ("false", "true"), "(1, true), (2, false), (3, NULL)"),
        ("numeric(5,2)", ("1.5", "20"), "(1, 1.50), (2, 20)"),
        ("double precision", ("0.5", "100.0"), "(1, 0.5), (2, 100)"),
        ("interval", ("1 days 0 seconds 0 microseconds",), "(1, '1 day'), (2, '1 day')"),
        ("timestamptz", ("2020-01-01T00:00:00+00:00",), "(1, '2020-01-01 01:00+01')"),
        ("uuid", ("00000000000000000000000000000001",), "(1, '" + "0" * 31 + "1')"),
        ("jsonb", ('{"b": 1, "a": 2}',), """(1, '{"a":2, "b":1}')"""),
        ("integer", ("1", "02"), "(1, 1), (2, 2)"),
    ],
)
def test_choices_are_compared_as_values_of_the_columns_type(
    type: str, choices: tuple[str, ...], rows: str, checked: Checking
) -> None:
    same = table(f"v {type}")
    assert checked(table(f"v {type}", rows), same, project=project(v=choices)) == {}
    if type != "boolean":
        (told,) = checked("", "", project=project(v=choices[1:] or ("2",))).values()
        assert told.code in ("S213", "S218")


def test_a_choice_that_the_type_does_not_read_is_compared_as_text(checked: Checking) -> None:
    shop = project(v=("1", "many"))
    told = checked(table("v int", "(1, 1), (2, 3)"), table("v int"), project=shop)["S213"]
    assert told.rows == "id = 2 (3)"


def test_choices_that_statistics_show_to_be_met_cost_no_reading(
    source_db: Database, target_db: Database
) -> None:
    rows = ", ".join(f"({number}, 'paid')" for number in range(100))
    source_db.execute(table("status text", rows) + "ANALYZE t;")
    target_db.execute(table("status text"))
    assert _asked(source_db, target_db, MAPPED, project(status=("paid", "sent"))) == 0
    assert _asked(source_db, target_db, MAPPED, project(status=("sent",))) == 1


def _asked(source: Database, target: Database, plan: str, project: Project | None = None) -> int:
    """How many questions are put to the source's rows."""
    asked: list[int] = []

    def counted(questions: Sequence[object], reading: SourceReading) -> tuple[Finding, ...]:
        asked.append(len(questions))
        return ()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("segue.checks.rows.run.ask_all", counted)
        findings(source, target, HEAD + plan, project)
    return asked[0]


def test_values_that_a_map_does_not_name_are_told(checked: Checking) -> None:
    entry = 'columns.kind = { map = { "A" = "active" }, from = "flag" }\n'
    source = table("flag char(1)", "(1, 'A'), (2, 'X'), (3, NULL)")
    found = checked(source, table("kind text"), MAPPED + entry)
    assert set(found) == {"S214"}
    assert found["S214"].rows == "id = 2 (X)"
    assert checked("", "", MAPPED + entry.replace(" }, from", ' }, else = "x", from')) == {}


@pytest.mark.parametrize(("null", "blocks"), [("", False), (" NOT NULL", True)])
def test_what_a_lookup_does_not_find_is_told(checked: Checking, null: str, blocks: bool) -> None:
    source = (
        "CREATE TABLE tag (id integer PRIMARY KEY, name text); INSERT INTO tag VALUES (7, 'a');"
    )
    source += table("tag text", "(1, 'a'), (2, 'b')")
    target = "CREATE TABLE tag (id integer PRIMARY KEY, name text);"
    target += table(f"tag_id integer{null} REFERENCES tag")
    plan = f'{MAPPED}columns.tag_id = {{ lookup = "tag", by = "name", from = "tag" }}\n'
    found = checked(source, target, plan + '[[table]]\nfrom = "tag"\nto = "tag"\n')
    assert set(found) == {"S215"}
    assert found["S215"].rows == "id = 2 (b)"
    assert found["S215"].blocks is blocks


def test_sql_of_the_plan_that_fails_for_some_rows_is_told_with_them(checked: Checking) -> None:
    entry = 'columns.rate = { sql = "total / pieces" }\n'
    source = table("total integer, pieces integer", "(1, 4, 2), (2, 4, 0), (3, 4, 0)")
    found = checked(source, table("rate integer"), MAPPED + entry)
    told = found["S217"]
    assert told.title == "2 of 3 rows of public.t fail: the SQL of rate"
    assert told.rows == "id = 2: division by zero; id = 3: division by zero"
    mended = entry.replace("pieces", "nullif(pieces, 0)")
    assert checked("", "", MAPPED + mended) == {}


def test_sql_that_fails_in_a_query_is_told_though_not_where(checked: Checking) -> None:
    plan = '[[table]]\nquery = "SELECT id, n::integer AS n FROM t"\nto = "t"\n'
    found = checked(table("n text", "(1, '1'), (2, 'x')"), table("n integer"), plan)
    assert found["S217"].title == "at least 1 of 2 rows of public.t fail: the SQL of n"
    assert "invalid input syntax for type integer" in found["S217"].rows


@pytest.mark.parametrize("rejects", [False, True])
def test_a_where_that_fails_for_some_rows_is_told_with_them(
    checked: Checking, rejects: bool
) -> None:
    """Even where nothing else would be asked of the rows."""
    rows = "(1, '1', 'a'), (2, 'x', 'b'), (3, '9', 'c')"
    plan = MAPPED + ('on_bad_row = "reject"\n' if rejects else "") + 'where = "{}"\n'
    shape = "n text, name text"
    told = checked(table(shape, rows), table(shape), plan.format("n::integer > 3"))["S217"]
    assert (
        told.title == "1 of the rows of public.t cannot be chosen: the where of their mapping fails"
    )
    assert told.rows == 'id = 2: invalid input syntax for type integer: "x"'
    assert told.blocks is not rejects
    mended = "CASE WHEN n ~ '^[0-9]+$' THEN n::integer > 3 ELSE false END"
    assert checked("", "", plan.format(mended)) == {}


@pytest.mark.parametrize(
    "read", ["from = 'v'", "query = 'SELECT id, n::integer AS n FROM t WHERE id < 9'"]
)
def test_a_row_that_a_view_or_query_cannot_work_out_blocks_as_it_cannot_be_rejected(
    checked: Checking, read: str
) -> None:
    view = "CREATE VIEW v AS SELECT id, n::integer AS n FROM t;"
    plan = f"on_bad_row = 'reject'\n[[table]]\n{read}\nto = 't'\n[skip]\nt = 'read by it'\n"
    source = table("n text", "(1, '1'), (2, 'x')") + view
    told = checked(source, table("n integer"), plan)["S217"]
    assert told.blocks
    assert "invalid input syntax for type integer" in told.rows
    assert told.effect == "the copy would stop at those rows"
    assert "S217" not in checked("UPDATE t SET n = '2' WHERE id = 2", "", plan)


def test_failing_values_of_a_large_table_are_found_where_they_are(checked: Checking) -> None:
    filler = "repeat('x', 800)"
    source = f"""
        CREATE TABLE t (id integer PRIMARY KEY, n text, filler text);
        INSERT INTO t SELECT i, CASE WHEN i IN (17, 2999) THEN 'n' ELSE i::text END, {filler}
        FROM generate_series(1, 3000) AS i;
        DELETE FROM t WHERE id BETWEEN 100 AND 200;
    """
    told = checked(source, table("n integer, filler text"))["S209"]
    assert told.title == "2 of 2,899 values of public.t.n cannot be read as integer"
    assert told.rows.startswith("id = 17: ")
    assert "; id = 2999: " in told.rows


def test_failing_values_are_found_beside_looked_up_ones(checked: Checking) -> None:
    tags = "CREATE TABLE tag (id integer PRIMARY KEY, name text);"
    source = tags + "INSERT INTO tag VALUES (7, 'a');"
    source += table("tag text, n text", "(1, 'a', '1'), (2, 'a', 'x')")
    plan = f'{MAPPED}columns.tag_id = {{ lookup = "tag", by = "name", from = "tag" }}\n'
    target = tags + table("tag_id integer, n integer")
    found = checked(source, target, plan + '[[table]]\nfrom = "tag"\nto = "tag"\n')
    assert found["S209"].rows.startswith("id = 2: ")


def test_partitions_are_searched_each_for_itself(checked: Checking) -> None:
    source = """
        CREATE TABLE t (id integer, n text) PARTITION BY RANGE (id);
        CREATE TABLE t_a PARTITION OF t FOR VALUES FROM (0) TO (10);
        CREATE TABLE t_b PARTITION OF t FOR VALUES FROM (10) TO (20);
        INSERT INTO t VALUES (1, '1'), (2, 'x'), (11, 'y');
    """
    told = checked(source, "CREATE TABLE t (id integer, n integer)")["S209"]
    assert told.title == "2 of 3 values of public.t.n cannot be read as integer"


# Encodings, rejects


def test_text_that_the_target_s_encoding_lacks_is_told(
    source_db: Database, target_server: Server
) -> None:
    source_db.execute(table("name text", "(1, 'Käse'), (2, '5 €'), (3, NULL)"))
    name = f"{source_db.name}_latin"
    with target_server.connect() as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    latin = Database(target_server, name)
    try:
        latin.execute(table("name text"))
        found = {told.code: told for told in findings(source_db, latin, HEAD + MAPPED)}
    finally:
        latin.close()
        with target_server.connect() as session:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert found["S216"].title == "1 of 3 values of public.t.name hold what LATIN1 does not"
    assert found["S216"].rows.startswith("id = 2: ")


def test_bytes_that_nobody_checked_are_healed_by_the_help(
    source_server: Server, target_db: Database
) -> None:
    name = f"{target_db.name}_ascii"
    with source_server.connect() as session:
        session.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
        )
    ascii_ = Database(source_server, name)
    try:
        ascii_.execute(table("name text", r"(1, 'plain'), (2, E'caf\351'), (3, E'caf\303\251')"))
        target_db.execute(table("name text"))
        told = {f.code: f for f in findings(ascii_, target_db, HEAD + MAPPED)}
        assert told["S216"].blocks
        assert "ENCODING 'UTF8'" not in told["S216"].help + told["D105"].help
        entry = told["S216"].help.partition("LATIN1: ")[2]
        mapped = f"{HEAD}{MAPPED}[table.columns]\n{entry}\n"
        assert not any(f.blocks for f in findings(ascii_, target_db, mapped))
        expression = parse_plan(mapped).tables[0].columns["name"]
        values = ascii_.execute(f"SELECT id, {expression.sql} FROM t ORDER BY id")
        assert [value.encode() if isinstance(value, str) else value for _, value in values] == [
            b"plain", "café".encode(), "café".encode()
        ]  # fmt: skip
    finally:
        ascii_.close()
        with source_server.connect() as session:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_rows_that_the_plan_rejects_are_counted_and_do_not_block(checked: Checking) -> None:
    source = table("a text, b text", "(1, 'long', 'x'), (2, NULL, 'x')")
    plan = f'on_bad_row = "reject"\n{MAPPED}'
    found = checked(source, table("a varchar(2) NOT NULL, b text UNIQUE"), plan)
    data = {code: told for code, told in found.items() if code.startswith("S")}
    assert set(data) == {"S201", "S206", "S207"}
    assert {told.effect for told in data.values()} == {"1 row will land in the reject file"}
    assert not any(told.blocks for told in data.values())


# What a server can send


@pytest.fixture
def small_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a server put rows together in 10,000 bytes."""
    monkeypatch.setattr(row_size, "MOST", 10_000)
    monkeypatch.setattr(row_size, "LEAST_OUTSIDE", 1)


LARGE = """
    ALTER TABLE t ALTER one SET STORAGE EXTERNAL, ALTER two SET STORAGE EXTERNAL;
    INSERT INTO t SELECT n, repeat('x', 5000), convert_to(repeat('y', n * 2000), 'UTF8')
    FROM generate_series(1, 3) AS n;
"""


@pytest.mark.usefixtures("small_server")
def test_rows_that_no_server_can_send_are_told_with_their_size(checked: Checking) -> None:
    columns = table("one text, two bytea")
    found = checked(columns + LARGE, columns, f'on_bad_row = "reject"\n{MAPPED}')
    assert set(found) == {"S219"}
    assert found["S219"].title.startswith("1 of 3 rows of public.t is larger than the 1 GB")
    assert found["S219"].rows == "id = 3 (11 kB)"
    assert found["S219"].blocks
    assert checked("", "", f'{MAPPED}where = "id <> 3"\n') == {}


@pytest.mark.usefixtures("small_server")
def test_bytes_that_travel_as_text_count_twice(checked: Checking) -> None:
    columns = table("one text, two bytea, three tsquery")
    found = checked(columns + LARGE, columns)
    assert found["S219"].title.startswith("2 of 3 rows")


# What COPY would meet


def test_a_column_whose_domain_takes_no_null_has_to_be_fed(checked: Checking) -> None:
    domains = """
        CREATE DOMAIN must AS text NOT NULL;
        CREATE DOMAIN below AS must;
        CREATE DOMAIN filled AS text DEFAULT 'n' NOT NULL;
    """
    target = domains + table("a must, b below, c filled, d filled DEFAULT 'm'")
    found = checked(table("x text", "(1, 'x')"), target, MAPPED + 'drop = { x = "old" }\n')
    assert found["S103"].title.startswith("nothing feeds public.t.b, whose type public.below")
    mended = 'drop = { x = "old" }\n[table.columns]\na = { value = "" }\nb = { value = "" }\n'
    assert checked("", "", MAPPED + mended) == {}


@pytest.mark.parametrize(
    "expression",
    ["row_number() OVER (ORDER BY id)", "unnest(ARRAY[1, 2])", "max(n)", "generate_series(1, n)"],
)
def test_sql_that_looks_at_other_rows_or_makes_several_is_a_mistake(
    expression: str, checked: Checking
) -> None:
    plan = f'{MAPPED}[table.columns]\nn = {{ sql = "{expression} + n" }}\n'
    found = checked(table("n int", "(1, 1), (2, 2)"), table("n int"), plan)
    assert set(found) == {"S106"}  # and nothing that follows from it


def test_rows_without_a_partition_by_hash_are_told(
    source_db: Database, target_db: Database
) -> None:
    tables = {
        "whole": "HASH (id)",
        "part": "HASH (id, lower(k))",
        "day": "RANGE (id)",
        "list": "LIST (k)",
    }
    plan = HEAD
    for name, by in tables.items():
        columns = f"CREATE TABLE {name} (id int, k text)"
        source_db.execute(columns)
        source_db.execute(f"INSERT INTO {name} SELECT n, 'a' FROM generate_series(1, 40) AS n")
        target_db.execute(f"{columns} PARTITION BY {by}")
        plan += f'[[table]]\nfrom = "{name}"\nto = "{name}"\n'
    half = "FOR VALUES WITH (MODULUS 2, REMAINDER"
    target_db.execute(f"""
        CREATE TABLE w0 PARTITION OF whole {half} 0);
        CREATE TABLE w1 PARTITION OF whole FOR VALUES WITH (MODULUS 4, REMAINDER 1);
        CREATE TABLE w2 PARTITION OF whole FOR VALUES WITH (MODULUS 4, REMAINDER 3);
        CREATE TABLE p0 PARTITION OF part {half} 0);
        CREATE TABLE d0 PARTITION OF day FOR VALUES FROM (0) TO (40) PARTITION BY HASH (k);
        CREATE TABLE d00 PARTITION OF d0 {half} 0);
        CREATE TABLE d01 PARTITION OF d0 {half} 1);
        CREATE TABLE l0 PARTITION OF list FOR VALUES IN ('a') PARTITION BY HASH (id);
        CREATE TABLE l01 PARTITION OF l0 {half} 1);
    """)
    found = {told.title.split()[5]: told for told in findings(source_db, target_db, plan)}
    assert found.keys() == {"public.part", "public.day", "public.list"}
    assert {told.code for told in found.values()} == {"S210"}
    assert found["public.day"].rows == "row (0,40)"
    for name in ("part", "list"):
        count = int(found[f"public.{name}"].title.partition(" of 40")[0])
        assert 0 < count < 40


def test_domains_within_other_types_are_tried_by_the_target(
    source_db: Database, target_db: Database
) -> None:
    domains = """
        CREATE DOMAIN soon AS timestamptz CHECK (VALUE > now());
        CREATE DOMAIN small AS int {};
        CREATE DOMAIN below AS small;
        CREATE TYPE pair AS (n int, s small);
        CREATE TYPE span AS RANGE (subtype = small);
    """
    columns = "a small[], b below[], c pair, d pair[], e span, f soon[], g small"
    rows = "(1, '{1,-1}', '{-1}', '(1,-1)', '{\"(1,-1)\"}', '[-1,3)', ARRAY[now() + '0.1s'], 2)"
    rows += ", (2, '{1,2}', '{NULL}', '(-1,1)', '{}', 'empty', '{infinity}', 1)"
    source_db.execute(domains.format("") + table(columns, rows) + "SELECT pg_sleep(0.3);")
    target_db.execute(domains.format("CHECK (VALUE > 0)") + table(columns))
    found = findings(source_db, target_db, HEAD + MAPPED)
    assert sorted(told.title for told in found) == [
        f"1 of 2 values of public.t.{name} cannot be read as public.{kind}"
        for name, kind in zip(
            "abcdef", ("small[]", "below[]", "pair", "pair[]", "span", "soon[]"), strict=True
        )
    ]
    assert {told.rows[:7] for told in found} == {"id = 1:"}
    source_db.execute("DELETE FROM t WHERE id = 1")
    assert findings(source_db, target_db, HEAD + MAPPED) == ()


def test_nulls_that_stand_under_a_rule_that_is_not_valid_are_told(
    target_server: Server, make_database: MakeDatabase
) -> None:
    """NOT NULL itself may be NOT VALID since version 18."""
    source, target = make_database(target_server), make_database(target_server)
    loose = "ALTER TABLE t ADD CONSTRAINT n_there NOT NULL n NOT VALID"
    source.execute(table("n int", "(1, 1), (2, NULL)") + f"; {loose}")
    target.execute(table("n int") + f"; {loose}")
    (told,) = findings(source, target, HEAD + MAPPED)
    assert (told.code, told.rows) == ("S206", "id = 2")


def test_names_of_what_the_target_lacks_are_told(checked: Checking) -> None:
    both = "CREATE TABLE t (id int PRIMARY KEY, c regclass, p regproc);"
    rows = "CREATE TABLE here (); INSERT INTO t VALUES (1, 't', 'now'), (2, 'here', NULL);"
    told = checked(both + rows, both)["S209"]
    assert told.title == "1 of 2 values of public.t.c is no regclass of the target"
    assert told.rows == "id = 2 (here)"


def test_a_rule_that_was_true_once_is_tried_though_the_source_has_it(checked: Checking) -> None:
    domain = "CREATE DOMAIN soon AS timestamptz CHECK (VALUE > now());"
    schema = domain + table("a timestamptz CHECK (a > now()), b soon")
    rows = "INSERT INTO t VALUES (1, now() + '0.1s', 'infinity'), (2, 'infinity', now() + '0.1s');"
    checked(schema + rows + "SELECT pg_sleep(0.3);", schema)
    found = checked("", "")
    assert found["S210"].title.startswith("1 of 2 rows of public.t violates the check")
