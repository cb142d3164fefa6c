"""Every kind of constraint, and rows that break it: check, move and import name the same ones.

What `check` says will land in the reject file, what a move rejects and what an import rejects are
the same rows; what none of them names arrives.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from segue.demo.servers import Server
from support.databases import Database, fresh_database
from support.mover import Mover

PATIENCE = 600.0
"""Seconds for one command: each fills some fifty tables."""

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Kind:
    """A table with one rule, and values that keep or break it."""

    word: str
    columns: str
    """Of the source: names and types, beside the key `id`."""
    rules: str
    """The target's columns, beside the key, with the rule."""
    values: tuple[tuple[str | None, ...], ...]
    """What each column may hold, as text. In files an empty cell is NULL, but for texts."""
    after: str = ""
    """Statements on the target, with {t} for the table."""
    parents: str = ""
    """Rows of `parent_{t}`, made with `keys` in both databases."""
    keys: str = ""
    since: int = 13
    before: str = ""

    @property
    def name(self) -> str:
        """Of its tables: no keyword."""
        return f"a_{self.word}"


NUMBERS = (None, "-1", "0", "1", "5", "99", "100")
FEW = (None, "1", "2", "3")
WORDS = (None, "", "a", "A", "ab", "abcdef", "a   ", "é")
RANGES = (None, "[1,3)", "[2,5)", "[5,9)", "empty", "(,1)")

KINDS = (
    Kind("not_null", "v int", "v int NOT NULL", (NUMBERS,)),
    Kind("check_plain", "v int", "v int CHECK (v > 0)", (NUMBERS,)),
    Kind("check_two", "v int, w int", "v int, w int, CHECK (v < w)", (NUMBERS, NUMBERS)),
    Kind("check_inherit", "v int", "v int CHECK (v > 0) NO INHERIT", (NUMBERS,)),
    Kind("check_late", "v int", "v int", (NUMBERS,), "ALTER TABLE {t} ADD CHECK (v > 0) NOT VALID"),
    Kind("check_off", "v int", "v int CHECK (v > 0) NOT ENFORCED", (NUMBERS,), since=18),
    Kind("unique_plain", "v int", "v int UNIQUE", (FEW,)),
    Kind("unique_text", "v text", "v text UNIQUE", (WORDS,)),
    Kind("unique_late", "v int", "v int UNIQUE DEFERRABLE INITIALLY DEFERRED", (FEW,)),
    Kind("unique_many", "v int, w int", "v int, w int, UNIQUE (v, w)", (FEW, FEW)),
    Kind("unique_nulls", "v int, w int", "v int, w int, UNIQUE NULLS NOT DISTINCT (v, w)",
         (FEW, FEW), since=15),
    Kind("unique_some", "v int, w int", "v int, w int", (FEW, FEW),
         "CREATE UNIQUE INDEX ON {t} (v) WHERE w > 1"),
    Kind("unique_expression", "v text", "v text", (WORDS,),
         "CREATE UNIQUE INDEX ON {t} (lower(v))"),
    Kind("unique_pair", "v pair", "v pair UNIQUE", ((None, "(1,)", "(1,2)", "(,)"),)),
    Kind("unique_range", "v int4range", "v int4range UNIQUE", (RANGES,)),
    Kind("refers", "v int", "v int REFERENCES parent_{t}", (FEW,), keys="a int PRIMARY KEY",
         parents="(1), (2)"),
    Kind("refers_late", "v int",
         "v int REFERENCES parent_{t} DEFERRABLE INITIALLY DEFERRED", (FEW,),
         keys="a int PRIMARY KEY", parents="(1), (2)"),
    Kind("refers_many", "v int, w int", "v int, w int, FOREIGN KEY (v, w) REFERENCES parent_{t}",
         (FEW, FEW), keys="a int, b int, PRIMARY KEY (a, b)", parents="(1, 1), (2, 3)"),
    Kind("refers_full", "v int, w int",
         "v int, w int, FOREIGN KEY (v, w) REFERENCES parent_{t} MATCH FULL",
         (FEW, FEW), keys="a int, b int, PRIMARY KEY (a, b)", parents="(1, 1), (2, 3)"),
    Kind("refers_self", "v int", "v int REFERENCES {t} DEFERRABLE INITIALLY DEFERRED",
         ((None, "77", "78"),)),
    Kind("refers_off", "v int", "v int REFERENCES parent_{t} NOT ENFORCED", (FEW,),
         keys="a int PRIMARY KEY", parents="(1), (2)", since=18),
    Kind("refers_period", "v int, w int4range",
         "v int, w int4range, FOREIGN KEY (v, PERIOD w) REFERENCES parent_{t} (a, PERIOD b)",
         (FEW, RANGES), keys="a int, b int4range",
         parents="(1, '[1,3)'), (1, '[3,9)'), (2, '(,9)')",
         before="ALTER TABLE parent_{t} ADD PRIMARY KEY (a, b WITHOUT OVERLAPS)", since=18),
    Kind("overlaps", "v int, w int4range", "v int, w int4range, UNIQUE (v, w WITHOUT OVERLAPS)",
         (FEW, RANGES), since=18),
    Kind("excludes", "v int4range", "v int4range, EXCLUDE USING gist (v WITH &&)", (RANGES,)),
    Kind("excludes_late", "v int4range",
         "v int4range, EXCLUDE USING gist (v WITH &&) DEFERRABLE INITIALLY DEFERRED", (RANGES,)),
    Kind("excludes_some", "v int4range, w int",
         "v int4range, w int, EXCLUDE USING gist (v WITH &&) WHERE (w > 1)", (RANGES, FEW)),
    Kind("domain_check", "v int", "v small", (NUMBERS,)),
    Kind("domain_null", "v int", "v there", (NUMBERS,)),
    Kind("domain_of_text", "v text", "v word", (WORDS,)),
    Kind("bounds", "v int", "v int", (NUMBERS,)),
    Kind("counted", "v int", "v int, n int GENERATED ALWAYS AS IDENTITY", (NUMBERS,)),
    Kind("always", "v int", "v int GENERATED ALWAYS AS IDENTITY", (NUMBERS,)),
    Kind("computed", "v int", "v int, g int GENERATED ALWAYS AS (v * 2) STORED CHECK (g < 150)",
         (NUMBERS,)),
    Kind("int2", "v int", "v int2", ((None, "1", "-32768", "32767", "32768", "-40000"),)),
    Kind("int4", "v int8", "v int4", ((None, "1", "2147483647", "2147483648"),)),
    Kind("int_of_text", "v text", "v int", ((None, "1", " 7 ", "x", "1e3", "99999999999"),)),
    Kind("varchar", "v text", "v varchar(2)", ((None, "", "ab", "abc", "éé"),)),
    Kind("char", "v text", "v char(2)", (WORDS,)),
    Kind("bits", "v varbit", "v bit(2)", ((None, "1", "10", "101", ""),)),
    Kind("varbits", "v varbit", "v varbit(2)", ((None, "1", "10", "101", ""),)),
    Kind("numeric", "v numeric", "v numeric(4, 2)",
         ((None, "1.5", "1.005", "99.994", "99.995", "100", "NaN"),)),
    Kind("coarse", "v numeric", "v numeric(2, -2)",
         ((None, "149", "150", "9949", "9950", "12345"),), since=15),
    Kind("float4", "v float8", "v float4", ((None, "1.5", "1e38", "1e39", "1e-50", "Infinity"),)),
    Kind("label", "v text", "v mood", ((None, "glad", "sad", "Glad"),)),
    Kind("uuid", "v text", "v uuid",
         ((None, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99"),)),
    Kind("json", "v text", "v jsonb", ((None, "{}", '{"a": 1', "null", '"\\u0000"'),)),
    Kind("day", "v text", "v date", ((None, "2024-02-29", "2023-02-29", "infinity", "x"),)),
    Kind("moment", "v text", "v timestamptz", ((None, "2024-02-29 10:00", "2024-13-01", "x"),)),
    Kind("truth", "v text", "v boolean", ((None, "t", "yes", "maybe"),)),
    Kind("address", "v text", "v inet", ((None, "10.0.0.1", "10.0.0.300"),)),
    Kind("array", "v int[]", "v int2[]", ((None, "{}", "{1,NULL}", "{1,40000}"),)),
    Kind("range_of_text", "v text", "v int4range", ((None, "[1,2)", "[5,1)", "x", "empty"),)),
    Kind("pairs_of_text", "v text", "v hstore", ((None, "a=>1", "a", "=>", "a=>NULL"),)),
    Kind("pair_of_text", "v text", "v pair",
         ((None, "(1,2)", "(1,)", "(1,2,3)", "(x,1)", "()", "1"),)),
    Kind("labels_of_texts", "v text[]", "v mood[]",
         ((None, "{}", "{glad,NULL}", "{sad,mad}", "{Glad}"),)),
    Kind("labels_of_text", "v text", "v mood[]", ((None, "{glad}", "{mad}", "glad"),)),
    Kind("search", "v text", "v tsvector", ((None, "a b", "'a", "a:1"),)),
)  # fmt: skip

TYPES = """
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TYPE pair AS (a int, b int);
CREATE DOMAIN small AS int CHECK (VALUE < 50);
CREATE DOMAIN there AS small NOT NULL;
CREATE DOMAIN word AS text CHECK (length(VALUE) > 1)
"""


def kinds(version: int) -> list[Kind]:
    return [kind for kind in KINDS if kind.since <= version]


ROWS = 24
"""Of a table at most: most values come twice, as keys want to be told apart."""

ZOOS = int(os.environ.get("SEGUE_ZOOS", "1"))
"""How many are drawn for each server; see `make test-meaning`."""


def zoo_of(seed: int) -> dict[str, list[Row]]:
    """Rows for each table; the number of a row is its key."""
    every = {kind.name: [*product(*kind.values)] * 2 for kind in KINDS}
    return {
        name: Random(f"{seed} {name}").sample(rows, min(ROWS, len(rows)))
        for name, rows in every.items()
    }


def fill(database: Database, version: int, zoo: Mapping[str, list[Row]], *, target: bool) -> None:
    made = [_table(kind, target=target) for kind in kinds(version)]
    extensions = ["hstore", *(["btree_gist"] if target and version >= 18 else [])]
    with database.connect() as session:
        created = [f"CREATE EXTENSION {extension}" for extension in extensions]
        session.execute("; ".join([*created, TYPES, *made]))
        for kind in () if target else kinds(version):
            with session.cursor().copy(f"COPY {kind.name} FROM STDIN") as rows:
                for number, row in enumerate(zoo[kind.name], start=1):
                    rows.write_row([number, *row])


def _table(kind: Kind, *, target: bool) -> str:
    statements = []
    if kind.keys:
        statements.append(f"CREATE TABLE parent_{kind.name} ({kind.keys})")
        statements += [kind.before.format(t=kind.name)] if target and kind.before else []
        statements.append(f"INSERT INTO parent_{kind.name} VALUES {kind.parents}")
    columns = (kind.rules if target else kind.columns).format(t=kind.name)
    if target and kind.word == "bounds":
        statements.append(f"CREATE TABLE {kind.name} (id int, {columns}) PARTITION BY RANGE (v)")
        statements.append(
            f"CREATE TABLE a_part PARTITION OF {kind.name} FOR VALUES FROM (0) TO (9)"
        )
    else:
        statements.append(f"CREATE TABLE {kind.name} (id int PRIMARY KEY, {columns})")
    statements += [kind.after.format(t=kind.name)] if target and kind.after else []
    return "; ".join(statements)


def plan(version: int) -> str:
    head = 'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\non_bad_row = "reject"\n'
    tables = "".join(
        f'[[table]]\nfrom = "public.{kind.name}"\nto = "public.{kind.name}"\n'
        for kind in kinds(version)
    )
    skipped = "".join(f'"public.parent_{k.name}" = "there"\n' for k in kinds(version) if k.keys)
    return f"{head}{tables}[skip]\n{skipped}"


def predicted(mover: Mover, env: Mapping[str, str]) -> Counter[str]:
    """By table: how many rows `check` says will land in the reject file."""
    ended = mover.run("check", "--json", env=env, patience=PATIENCE)
    assert ended.status in (0, 3), ended.said
    counts: Counter[str] = Counter()
    for line in ended.answer.splitlines():
        finding = json.loads(line)
        if finding["event"] != "finding_reported":
            continue
        assert finding["severity"] != "error", finding
        assert finding["code"] != "S218", finding
        if effect := re.match(r"([\d,]+) rows? will land", finding["effect"]):
            counts[_table_of(finding)] += int(effect[1].replace(",", ""))
    return counts


def _table_of(finding: Mapping[str, str]) -> str:
    names = re.findall(r"public\.(\w+)", finding["title"])
    return str(names[0])


def rejected(folder: Path, names: Iterable[str]) -> dict[str, set[int]]:
    """By table: the keys in its reject file."""
    keys: dict[str, set[int]] = {}
    for name in names:
        for path in folder.rglob(f"*{name}.csv"):
            if path.stem.removeprefix("public.") == name:
                with path.open(newline="") as file:
                    keys[name] = {int(row["id"]) for row in csv.DictReader(file)}
    return keys


def exported(source: Database, version: int, folder: Path) -> list[Path]:
    """The source's tables as files that tell NULL from the empty text."""
    paths = []
    for kind in kinds(version):
        path = folder / f"{kind.name}.csv"
        with source.connect() as session, path.open("wb") as file:
            statement = f"COPY {kind.name} TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)"
            with session.cursor().copy(statement) as rows:
                for data in rows:
                    file.write(data)
        paths.append(path)
    return paths


def arrived(database: Database, version: int) -> dict[str, set[int]]:
    return {
        kind.name: {key for (key,) in database.execute(f"SELECT id FROM {kind.name}")}
        for kind in kinds(version)
    }


@pytest.mark.parametrize("side", ["older", "newer"])
def test_check_move_and_import_name_the_same_rows(
    side: str, source_server: Server, target_server: Server
) -> None:
    server = source_server if side == "older" else target_server

    @settings(
        max_examples=ZOOS, derandomize=ZOOS == 1, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(seed=st.integers(min_value=0))
    def compare(seed: int) -> None:
        with ExitStack() as stack:
            source, moved, imported = (
                stack.enter_context(fresh_database(each))
                for each in (source_server, server, server)
            )
            folder = Path(stack.enter_context(TemporaryDirectory()))
            _compare(zoo_of(seed), source, moved, imported, folder)

    compare()


def _compare(
    zoo: Mapping[str, list[Row]],
    source: Database,
    moved: Database,
    imported: Database,
    folder: Path,
) -> None:
    version = moved.server.major
    fill(source, version, zoo, target=False)
    for database in (moved, imported):
        fill(database, version, zoo, target=True)
    (folder / "segue.toml").write_text(plan(version))
    mover, env = Mover(source, moved, folder), {"OLD": source.url, "NEW": moved.url}
    foreseen = predicted(mover, env)
    ended = mover.run("move", "--no-input", env=env, patience=PATIENCE)
    assert ended.status in (0, 5), ended.said
    (folder / "files").mkdir()
    paths = exported(source, version, folder / "files")
    words = ["--to", imported.url, "--reject", str(folder / "refused"), "--no-input"]
    words += ["--read", "v=as-written"]  # an infinity is what it is
    ended = mover.run("import", *words, *map(str, paths), patience=PATIENCE)
    assert ended.status in (0, 5), ended.said
    names = [kind.name for kind in kinds(version)]
    by_move = rejected(folder / "segue-rejects", names)
    by_import = rejected(folder / "refused", names)
    every = {name: set(range(1, len(zoo[name]) + 1)) for name in names}
    told = {
        name: (foreseen[name], sorted(by_move.get(name, ())), sorted(by_import.get(name, ())))
        for name in names
    }
    wrong = {
        name: (*three, zoo[name])
        for name, three in told.items()
        if three[1] != three[2] or three[0] != len(three[1])
    }
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())
    assert arrived(moved, version) == {n: every[n] - by_move.get(n, set()) for n in names}
    assert arrived(imported, version) == {n: every[n] - by_import.get(n, set()) for n in names}
