"""Each type into each other one: what check says of the rows is what becomes of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from psycopg import sql

from segue.findings import Finding, Severity
from support.databases import Database
from support.mover import Mover
from support.pasting import Entry, entries, pasted
from test_check_data import findings

WORDS = (
    "", " ", "a", "abcdefghijk", "0", "1", "-1", " 7 ", "007", "32768", "2147483648", "9" * 25,
    "1.5", "0.005", "99999.995", "1e3", "1e400", "1e-400", "NaN", "Infinity", "-infinity", "true",
    "off", "yes", "maybe", "2024-02-29", "2023-02-29", "2024-02-29 23:59:59.999999",
    "2024-02-29 23:59:59.999999+02", "10000-01-01", "infinity", "24:00:00", "10:00:60", "25:00",
    "1 day", "1 mon 2 days", "$1,234.50", '{"a": 1}', '{"a": "\\u0000"}', "null", "[1, 2]", '"x"',
    "{}", "{1,2}", "{a,NULL}", "{abcd}", "{{1},{2}}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "10.0.0.1", "10.0.0.1/8", "10.0.0.0/8", "::1", "08:00:2b:01:02:03", "\\x00ff", "\\x0g", "sad",
    "SAD", "so so", "a=>1", "101", "1011", "[1,5)", "(,)", "😀😀😀", "é", "it's \\N",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "7", "127", "32767", "-32768")
VALUES = {
    "boolean": ("true", "false"),
    "smallint": NUMBERS,
    "integer": (*NUMBERS, "32768", "2147483647", "-2147483648"),
    "bigint": (*NUMBERS, "32768", "2147483648", "9223372036854775807", "-9223372036854775808"),
    "numeric": (*NUMBERS, "0.5", "1.50", "0.005", "9999.995", "-9999.994", "1e20", "1e400", "NaN",
                "9223372036854775807.5", "1e-400", "3.5e38"),
    "numeric(6,2)": ("0", "1.5", "-9999.99", "9999.99", "NaN", "767.49"),
    "real": ("0", "-0", "1.5", "3.4e38", "1e-45", "NaN", "Infinity", "32767.5", "2147483648"),
    "double precision": ("0", "-0", "0.1", "1e300", "5e-324", "NaN", "-Infinity", "2147483647.5",
                         "32767.4", "9.2e18", "9.3e18", "9999.995", "3.5e38", "1e-46"),
    "money": ("0", "1234.5", "-0.01", "92233720368547758.07"),
    "text": WORDS,
    "varchar(10)": tuple(word for word in WORDS if len(word) <= 10),
    "char(5)": tuple(word for word in WORDS if len(word) <= 5),
    "citext": WORDS,
    "bytea": ("\\x", "\\x00", "\\x616263", "\\xff"),
    "date": ("0001-12-31 BC", "2024-02-29", "10000-01-01", "5874897-12-31", "infinity"),
    "time": ("00:00:00", "23:59:59.9999999", "24:00:00", "12:00:00.5"),
    "timestamp": ("2024-02-29 23:59:59.999999", "0001-01-01 BC", "infinity", "-infinity",
                  "294276-12-31 23:59:59", "2024-03-31 02:30:00"),
    "timestamp(0)": ("2024-02-29 23:59:59", "infinity"),
    "timestamptz": ("2024-02-29 23:59:59.5+00", "294276-12-31 23:59:59+00", "-infinity"),
    "interval": ("0", "1 day", "24:00:00", "1 mon", "-00:00:00.1", "26:00:00"),
    "uuid": ("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",),
    "inet": ("10.0.0.1", "10.0.0.1/8", "10.0.0.0/8", "::1", "::/0"),
    "cidr": ("10.0.0.0/8", "::/0", "1.2.3.4/32"),
    "macaddr": ("08:00:2b:01:02:03",),
    "json": ('{"a":1}', "null", '"\\u0000"', "1", "true", '"x"', "[1, 2]", '{"a":1,"a":2}', "1.50"),
    "jsonb": ('{"a": 1}', "null", "1", "1e400", "true", '"x"', "[1, 2]", "40000", "1.5"),
    "text[]": ("{}", "{a}", "{1,2}", "{abcd,NULL}", "{{a,b},{c,d}}", "{sad}", "{1.25}"),
    "integer[]": ("{}", "{1,2}", "{NULL}", "{2147483647}", "[0:1]={1,2}"),
    "varchar(3)[]": ("{}", "{abc}", "{1}"),
    "numeric(4,1)[]": ("{}", "{1.5}", "{999.9,NULL}"),
    "bigint[]": ("{}", "{2147483648}", "{1}"),
    "mood": ("sad", "so so", ""),
    "feeling": ("sad", "numb"),
    "hstore": ("a=>1", "", "a=>NULL"),
    "int4range": ("empty", "[1,5)", "(,)"),
    "tsvector": ("a:1", ""),
    "bit(3)": ("101",),
    "varbit": ("", "101", "1011"),
}  # fmt: skip
TYPES = """
    CREATE EXTENSION citext; CREATE EXTENSION hstore;
    CREATE TYPE mood AS ENUM ('sad', 'so so', ''); CREATE TYPE feeling AS ENUM ('sad', 'numb');
"""
HEAD = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\non_bad_row = "reject"\n'
SEVERITY = list(Severity)
SUBJECT = re.compile(r"public\.t(\d+)\b")
COUNT = re.compile(r"([\d,]+) of ")

Pair = tuple[str, str]


@pytest.fixture
def pairs(source_db: Database, target_db: Database) -> list[Pair]:
    """A table `t<number>` for each pair of types, the source's with hostile values and NULL."""
    pairs = [(ours, wanted) for ours in VALUES for wanted in VALUES if ours != wanted]
    for side, database in enumerate((source_db, target_db)):
        tables = (
            f"CREATE TABLE t{n} (id int PRIMARY KEY, v {pair[side]});"
            for n, pair in enumerate(pairs)
        )
        database.execute(TYPES + "".join(tables))
    with source_db.connect() as session, session.transaction():
        for number, (ours, _) in enumerate(pairs):
            rows = enumerate((None, *VALUES[ours]))
            values = sql.SQL(", ").join(sql.SQL("({}, {})").format(*row) for row in rows)
            table = sql.Identifier(f"t{number}")
            session.execute(sql.SQL("INSERT INTO {} VALUES {}").format(table, values))
    return pairs


def _plan(numbers: Iterable[int], skipped: Iterable[int] = ()) -> str:
    mapped = (f'[[table]]\nfrom = "public.t{n}"\nto = "public.t{n}"\n' for n in numbers)
    skips = (f'"public.t{n}" = "no cast"\n' for n in skipped)
    return "".join((HEAD, *mapped, "[skip]\n", *skips))


def _number(finding: Finding) -> int:
    found = SUBJECT.search(finding.title)
    assert found is not None, finding
    return int(found[1])


def _counted(told: Iterable[Finding]) -> Counter[int]:
    """How many values of each table are said to be refused."""
    counted: Counter[int] = Counter()
    for finding in told:
        count = COUNT.match(finding.title)
        if count is not None and finding.code != "S202":
            counted[_number(finding)] += int(count[1])
    return counted


def _rejected(target: Database) -> Counter[int]:
    found = target.execute(
        "SELECT target_table, count(*) FROM segue.reject AS r JOIN segue.load AS l"
        " ON l.number = r.load GROUP BY 1"
    )
    return Counter({int(name[1:]): rows for name, rows in found})


def test_what_is_offered_for_values_heals(
    source_db: Database,
    target_db: Database,
    pairs: list[Pair],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("segue.findings.FEW", len(pairs))
    plan = _plan(range(len(pairs)))
    offers: dict[int, tuple[Finding, Entry]] = {}
    for finding in findings(source_db, target_db, plan):
        ready = [entry for entry in entries(finding.help) if not entry.is_a_form]
        if ready and finding.code.startswith("S"):
            offers.setdefault(_number(finding), (finding, ready[0]))
    assert len(offers) > 50
    for finding, entry in sorted(offers.values(), key=lambda offer: -offer[0].place.line):
        plan = pasted(plan, finding.place.line, entry)
    told = {(_number(f), f.code): f for f in findings(source_db, target_db, plan)}
    unhealed = {
        (pairs[number], entry.text): told[number, finding.code].title
        for number, (finding, entry) in offers.items()
        if (number, finding.code) in told
    }
    assert unhealed == {}
    worse = {
        (pairs[number], offers[number][1].text): finding.title
        for (number, _), finding in told.items()
        if number in offers
        and SEVERITY.index(finding.severity) < SEVERITY.index(offers[number][0].severity)
    }
    assert worse == {}


def test_what_check_counts_is_what_is_rejected_and_the_rest_arrives(
    source_db: Database,
    target_db: Database,
    pairs: list[Pair],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("segue.findings.FEW", len(pairs))  # each finding is told alone
    told = findings(source_db, target_db, _plan(range(len(pairs))))
    castless = {_number(finding) for finding in told if finding.blocks}
    possible = set(range(len(pairs))) - castless
    assert len(possible) > 400
    (tmp_path / "segue.toml").write_text(_plan(possible, castless))
    mover = Mover(source_db, target_db, tmp_path)
    env = {"OLD": source_db.url, "NEW": target_db.url}
    ended = mover.run("move", "--no-input", env=env, patience=240)
    assert ended.status == 5, ended.said  # so verify agrees
    counted, rejected = _counted(told), _rejected(target_db)
    # Where some values cannot be read at all, nothing else is asked of the others.
    unread = {_number(finding) for finding in told if finding.code == "S209"}
    wrong = {n for n in possible if counted[n] != rejected[n]}
    assert {pairs[n] for n in wrong - unread} == set()
    assert all(counted[n] < rejected[n] for n in wrong)
    assert len(wrong) < 5
