"""What a help offers to paste is pasted: it is valid, it heals, and it brings nothing worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from segue.database.address import Endpoint
from segue.errors import PlanMistake
from segue.findings import Finding, Severity
from segue.move.run import dry_run
from segue.move.workspace import Workspace
from segue.plan.file import parse_plan
from support.databases import Database
from support.pasting import Entry, entries, pasted, statements

HEAD = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
T = '[[table]]\nfrom = "public.t"\nto = "public.t"\n'
SEVERITY = list(Severity)


@dataclass(frozen=True)
class Case:
    """Two schemas between which check finds something."""

    codes: str
    source: str
    target: str
    plan: str = T
    forms: bool = False
    """Whether all that is offered is to be filled in."""


KEYED = "CREATE TABLE t (id int PRIMARY KEY, {});"
PARENT = "CREATE TABLE p (id int PRIMARY KEY, name text {});"
CHILD = "CREATE TABLE t (id int PRIMARY KEY, p int {});"
PAIR = T + '[[table]]\nfrom = "public.p"\nto = "public.p"\n'
NAMED = (
    "INSERT INTO p VALUES (1, 'x'), (2, 'x'), (3, 'y');INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);"
)
NAMED_P = "CREATE TABLE p (id int PRIMARY KEY, name text UNIQUE, town text);"
KEPT = 'existing_rows = "keep"\n[[table]]\nfrom = "public.p"\nto = "public.p"\n'
NESTED = "CREATE TYPE p AS ({}); CREATE TYPE n AS (one p, two p);" + KEYED.format("a n")
NOTES = "CREATE TABLE t (id int PRIMARY KEY, p_id int, note text);"

CASES = (
    Case("S103", KEYED.format("a text"), KEYED.format("a text, b int NOT NULL, c date NOT NULL")),
    Case("S103", KEYED.format("a text"), "CREATE DOMAIN d AS text NOT NULL;" + KEYED.format("b d")
         ),
    Case("S104", KEYED.format("headline text, gone int"), KEYED.format("head_line text")),
    Case("S104", KEYED.format('"Odd Name" text'), KEYED.format("a text")),
    Case("S201", KEYED.format("a text, b text") + "INSERT INTO t VALUES (1, 'too long', 'x');",
         KEYED.format("a varchar(3), b text")),
    Case("S201", KEYED.format('"order" text') + "INSERT INTO t VALUES (1, 'too \"long\"');",
         KEYED.format('"order" varchar(3)')),
    Case("S201", KEYED.format("a text") + "INSERT INTO t VALUES (1, 'too long');",
         KEYED.format("a varchar(3)"), T + '[table.columns]\na = { sql = "upper(a)" }\n'),
    Case("S201", KEYED.format("a text") + "INSERT INTO t VALUES (1, 'too long');",
         KEYED.format("b varchar(3)"), T + '[table.columns]\nb = "a"\n'),
    Case("S202", KEYED.format("a numeric") + "INSERT INTO t VALUES (1, 1.234);",
         KEYED.format("a numeric(5,2)")),
    Case("S206", KEYED.format("a text, b int, c date, d bool, e uuid, f jsonb, g numeric")
         + "INSERT INTO t VALUES (1);",
         KEYED.format("a text NOT NULL, b int NOT NULL, c date NOT NULL, d bool NOT NULL,"
                      " e uuid NOT NULL, f jsonb NOT NULL, g numeric NOT NULL")),
    Case("S207", PARENT.format("") + "INSERT INTO p VALUES (1, 'x'), (2, 'x'), (3, 'y');",
         PARENT.format("UNIQUE"), '[[table]]\nfrom = "public.p"\nto = "public.p"\n'),
    Case("S207", PARENT.format("") + "INSERT INTO p VALUES (1, 'x'), (2, 'x'), (3, 'y');",
         PARENT.format("UNIQUE"),
         '[[table]]\nfrom = "public.p"\nto = "public.p"\nwhere = "id > 0 AND name <> \'z\'"\n'),
    Case("S208", CHILD.format("") + PARENT.format("") + "INSERT INTO t VALUES (1, 1), (2, NULL);",
         PARENT.format("") + CHILD.format("REFERENCES p"), PAIR),
    Case("S208", CHILD.format("") + PARENT.format("") + "INSERT INTO t VALUES (1, 1), (2, NULL);",
         PARENT.format("") + CHILD.format("NOT NULL REFERENCES p"),
         PAIR.replace('to = "public.t"\n', 'to = "public.t"\nwhere = "p IS NOT NULL"\n')),
    Case("S208", "CREATE TABLE t (id int PRIMARY KEY, p int); INSERT INTO t VALUES (1, 9), (2, 2);",
         "CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES t);"),
    Case("S207 S208", PARENT.format("") + CHILD.format("REFERENCES p") + NAMED,
         PARENT.format("UNIQUE") + CHILD.format("NOT NULL REFERENCES p"), PAIR),
    Case("S207", KEYED.format("a text")
         + "INSERT INTO t VALUES (1, 'A'), (2, 'a'), (3, NULL), (4, 'b');",
         "CREATE EXTENSION citext;" + KEYED.format("a citext UNIQUE")),
    Case("S207", KEYED.format("a numeric") + "INSERT INTO t VALUES (1, 1.2), (2, 1.4), (3, 7);",
         KEYED.format("a int UNIQUE"), T + '[table.columns]\na = { sql = "round(a)" }\n'),
    Case("S207", KEYED.format("a text") + "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL);",
         KEYED.format("a text UNIQUE NULLS NOT DISTINCT"),
         T + '[table.columns]\na = { map = { x = "z", y = "z" } }\n'),
    Case("S208", "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p text);"
         "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, '1'), (2, '9'), (3, NULL);",
         "CREATE TABLE p (id bigint PRIMARY KEY);" + CHILD.format("REFERENCES p"), PAIR),
    Case("S208", PARENT.format("") + CHILD.format("") + "INSERT INTO p VALUES (1, 'a'), (3, 'c');"
         "INSERT INTO t VALUES (1, 1), (2, 2);", PARENT.format("") + CHILD.format("REFERENCES p"),
         PAIR.replace('to = "public.t"\n', 'to = "public.t"\n[table.columns]\n'
                      'p = { sql = "p + 1" }\n', 1)),
    Case("S203", NESTED.format("street text, zip text") + "INSERT INTO t VALUES (1, NULL),"
         " (2, ROW(ROW('s', 'z'), NULL));", NESTED.format("zip text, street text")),
    Case("S203", NESTED.format("street text, zip text") + "INSERT INTO t VALUES (1, NULL),"
         " (2, ROW(ROW('s', 'z'), NULL));", NESTED.format("zip text, street text"),
         T + '[table.columns]\na = { sql = "coalesce(a, NULL)" }\n'),
    Case("S210", KEYED.format("a int") + "INSERT INTO t VALUES (1, -1);",
         KEYED.format("a int CHECK (a > 0)"), forms=True),
    Case("S214", KEYED.format("a text") + "INSERT INTO t VALUES (1, 'x');", KEYED.format("a text"),
         T + '[table.columns]\na = { map = { y = "z" } }\n', forms=True),
    Case("T103", KEYED.format("a int") + 'CREATE TABLE other AS SELECT 1 AS n;',
         KEYED.format("a int")),
    Case("S108", KEYED.format("a int"), KEYED.format("a int"),
         T + '[table.columns]\n# a = { sql = "a + 1" }  # ? perhaps one more\n'),
    Case("K101", NAMED_P + "INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'y');",
         NAMED_P + "INSERT INTO p VALUES (1, 'c', 'x'), (2, 'a', 'z');", KEPT),
    Case("K101", NAMED_P + "INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'y');",
         NAMED_P + "INSERT INTO p VALUES (1, 'c', 'x'), (2, 'd', 'z');", KEPT),
    Case("K102", NAMED_P + "INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'y');",
         NAMED_P + "INSERT INTO p VALUES (1, 'c', 'x'), (11, 'd', 'z');",
         KEPT + "key = { offset = 10 }\n"),
    Case("K103", NAMED_P + "INSERT INTO p VALUES (1, '', 'x'), (2, NULL, 'y');",
         NAMED_P + "INSERT INTO p VALUES (1, 'c', 'x'), (11, '', 'z');",
         KEPT + 'key = { match = ["name"] }\n'),
    Case("K104", NAMED_P + "INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'x');",
         NAMED_P + "INSERT INTO p VALUES (1, 'c', 'x'), (11, 'd', 'x');",
         KEPT + 'key = { match = ["town"] }\n'),
    Case("K108", NAMED_P + NOTES + "INSERT INTO p VALUES (1, 'a', 'x'), (2, 'b', 'y');"
         "INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y');",
         NAMED_P + NOTES + "INSERT INTO p VALUES (1, 'c', 'x');",
         KEPT + "key = { offset = 10 }\n" + T + "key = { offset = 100 }\n"),
    Case("T103", KEYED.format("a text") + "CREATE TABLE gone (a int); INSERT INTO gone VALUES (1);",
         KEYED.format("a text")),
    Case("T104", KEYED.format("a text"), KEYED.format("a text") + "INSERT INTO t VALUES (1, 'x');"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{c.codes} {n}" for n, c in enumerate(CASES)])
def test_what_is_offered_heals(
    case: Case, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(case.source)
    target_db.execute(case.target)
    look = Look(source_db.endpoint, target_db.endpoint, tmp_path / "segue.toml")
    tried = list(_heal(look, HEAD + case.plan, case.codes.split()))
    offered = [entry for entry in tried if not entry.is_a_form]
    assert bool(offered) is not case.forms


@dataclass(frozen=True)
class Look:
    """What check says about a plan between two databases."""

    source: Endpoint
    target: Endpoint
    path: Path

    def findings(self, text: str) -> tuple[Finding, ...]:
        workspace = Workspace(None, self.source, self.target, self.path, parse_plan(text))
        found = dry_run(workspace).findings
        return tuple(finding for finding in found if finding.code != "D106")


def _heal(look: Look, text: str, codes: list[str]) -> Iterator[Entry]:
    """Paste each offer by itself, and follow what the next code offers then."""
    found = [finding for finding in look.findings(text) if finding.code == codes[0]]
    assert found, [finding.title for finding in look.findings(text)]
    for finding in found:
        for entry in entries(finding.help):
            yield entry
            if not entry.is_a_form:
                yield from _pasted(look, text, finding, entry, codes)


def _pasted(
    look: Look, text: str, finding: Finding, entry: Entry, codes: list[str]
) -> Iterator[Entry]:
    healed = pasted(text, finding.place.line, entry)
    try:
        after = look.findings(healed)
    except PlanMistake as mistake:
        pytest.fail(f"{entry.text}: {mistake}")
    same = [f for f in after if (f.code, _bare(f)) == (finding.code, _bare(finding))]
    assert not same, (entry.text, same)
    before = {f.code for f in look.findings(text)}
    new = [f for f in after if f.code not in before and f.code not in codes]
    worse = [f for f in new if SEVERITY.index(f.severity) <= SEVERITY.index(finding.severity)]
    assert not worse, (entry.text, worse)
    if len(codes) > 1:
        assert codes[1] in {f.code for f in after}
        yield from _heal(look, healed, codes[1:])


def _bare(finding: Finding) -> str:
    """The finding's title without its numbers."""
    return "".join(sign for sign in finding.title if not sign.isdigit())


RIGHTS = (
    ("source", "R101", "CREATE TABLE \"T\" (id int PRIMARY KEY)", "REVOKE ALL ON \"T\" FROM {}"),
    ("source", "R101", 'CREATE SCHEMA "Side"; CREATE TABLE "Side"."T" (id int PRIMARY KEY)', ""),
    ("target", "R107", "CREATE TABLE \"T\" (id int PRIMARY KEY)",
     'REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC'),
    ("target", "R103", "CREATE TABLE \"T\" (id int PRIMARY KEY)", ""),
    ("target", "R102", "CREATE TABLE \"T\" (id int PRIMARY KEY)", ""),
)  # fmt: skip


@pytest.mark.parametrize(("side", "code", "schema", "taken"), RIGHTS)
def test_the_sql_that_is_offered_gives_the_right(
    side: str,
    code: str,
    schema: str,
    taken: str,
    source_db: Database,
    target_db: Database,
    tmp_path: Path,
) -> None:
    sides = {"source": source_db, "target": target_db}
    for database in sides.values():
        database.execute(schema)
    few = sides[side]
    role = f"{few.name}_few"
    few.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'")
    try:
        few.execute(taken.format(role, database=few.name) or "SELECT 1")
        parameters = {**few.endpoint.parameters, "user": role, "password": "secret"}
        ends = {name: database.endpoint for name, database in sides.items()}
        ends[side] = replace(few.endpoint, parameters=parameters)
        name = '"Side"."T"' if "Side" in schema else '"T"'
        plan = HEAD + f"[[table]]\nfrom = '{name}'\nto = '{name}'\n"
        look = Look(ends["source"], ends["target"], tmp_path / "segue.toml")
        (finding,) = [f for f in look.findings(plan) if f.code == code]
        offered = statements(finding.help)
        assert offered, finding.help
        for statement in offered:
            few.execute(statement)
        assert code not in {f.code for f in look.findings(plan)}
    finally:
        few.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
