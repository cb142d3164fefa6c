"""How long `segue plan` drafts between schemas of which one table in three has another name.

    python -m benchmarks.drafting SOURCE TARGET [--tables 150 1000] [--times N]

SOURCE and TARGET are URLs of databases in which databases may be made; these are dropped again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from benchmarks.measuring import Cost, measure, median

NAME = "segue_benchmark_drafting"

THINGS = """account address agenda allergy animal apartment article asset audit award badge bank
batch bed bill board booking branch bridge budget building campaign cargo case channel
chapter charge claim class client clinic coach comment contract country coupon course
crew customer deal debt delivery deposit device diagnosis doctor donor driver employee
engine event exam farm fee field film flight fleet game garden grade grant guest harbour
hotel insurance invoice island item journey judge key lab label lease lecture ledger
lesson letter library licence loan machine market match meal member menu message meter
museum note nurse offer office order owner parcel park part patient payment permit
person pet phone plan plant player policy port price printer prize product project quote
race rate recipe record refund region rent repair report reservation resident review
road role room route salary sale sample school season seat sensor service session ship
shop song sport staff station stock story street student subject supplier survey tag
task tax team tenant term test ticket tool tour town trade train trip truck trust tutor
unit user vaccine vehicle vendor venue village visit visitor ward warehouse wage watch
well winner witness worker zone""".split()
KINDS = "entry detail line history status group type rule link value step level".split()
FIELDS = """name title code amount quantity price created_at updated_at starts_on ends_on note
active weight height colour email phone street city rank total rate opened closed paid
due count size language currency comment reason source priority""".split()
TYPES = {
    "text": "'word ' || n", "varchar(80)": "'v' || n % 7", "integer": "n", "bigint": "n * 1000",
    "boolean": "n % 2 = 0", "date": "date '2024-01-01' + n::int", "numeric(10, 2)": "n / 3.0",
    "timestamptz": "timestamptz '2024-01-01 UTC' + n * interval '1 hour'",
}  # fmt: skip
OTHER_WORDS = {
    "client": "customer", "bill": "invoice", "employee": "worker", "booking": "reservation",
    "vehicle": "car", "shop": "store", "doctor": "physician", "parcel": "package",
    "staff": "personnel", "detail": "item", "entry": "record", "history": "log",
    "group": "category",
}  # fmt: skip


def main() -> int:
    """Print the medians for each number of tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("urls", nargs=2)
    parser.add_argument("--tables", type=int, nargs="+", default=[150, 1000])
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    for tables in arguments.tables:
        cost = median(_costs(arguments.urls, tables, arguments.times))
        print(
            f"{tables:5} tables: {cost.seconds:5.1f} s, {cost.memory / 2**20:4.0f} MiB,"
            f" {cost.processor:5.1f} s of its own processor time"
        )
    return 0


def _costs(urls: Sequence[str], tables: int, times: int) -> Iterator[Cost]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sides = [stack.enter_context(_database(url)) for url in urls]
        for url, is_source in zip(sides, (True, False), strict=True):
            with psycopg.connect(url, autocommit=True) as session:
                for statement in _schema(tables, is_source=is_source):
                    session.execute(statement)
                session.execute("ANALYZE")
        plan = folder / "segue.toml"
        command = [sys.executable, "-m", "segue", "plan", "--plan", str(plan)]
        for _ in range(times):
            plan.unlink(missing_ok=True)
            yield measure([*command, "--from", sides[0], "--to", sides[1]], {}, folder / "log")


@contextmanager
def _database(url: str) -> Iterator[str]:
    name = sql.Identifier(NAME)
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        session.execute(sql.SQL("CREATE DATABASE {}").format(name))
        yield urlsplit(url)._replace(path=f"/{NAME}").geturl()
        session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _schema(tables: int, *, is_source: bool) -> Iterator[sql.Composed]:
    """The statements of one side; the same columns and references on both."""
    chance = Random(1)
    names: list[str] = []
    while len(names) < tables:
        name = f"app{len(names) // 40:02}_{chance.choice(THINGS)}_{chance.choice(KINDS)}"
        if name not in names:
            names.append(name)
    shown = [name if is_source or n % 3 else _renamed(name, n) for n, name in enumerate(names)]
    for number, name in enumerate(shown):
        columns = {
            field: chance.choice(list(TYPES))
            for field in chance.sample(FIELDS, chance.randint(4, 14))
        }
        parents = chance.sample(range(number), min(number, chance.randint(0, 2)))
        yield _table(name, columns, {n: shown[n] for n in parents})
        if is_source:
            yield _rows(name, columns)


def _renamed(name: str, number: int) -> str:
    """As a refactor would: another word for the same, another app, or another kind."""
    app, thing, kind = name.split("_")
    other = OTHER_WORDS.get(thing, thing), OTHER_WORDS.get(kind, kind)
    if other == (thing, kind):
        other = (thing, f"{kind}s") if number % 2 else (f"{thing}s", f"{kind}{number}")
    return "_".join((app, *other, f"n{number}") if number % 5 == 0 else (app, *other, str(number)))


def _table(name: str, columns: dict[str, str], parents: dict[int, str]) -> sql.Composed:
    parts = [sql.SQL("id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")]
    parts += [
        sql.SQL("{} " + kind).format(sql.Identifier(field)) for field, kind in columns.items()
    ]
    parts += [
        sql.SQL("{} bigint REFERENCES {}").format(
            sql.Identifier(f"parent{place}_id"), sql.Identifier(parent)
        )
        for place, parent in enumerate(parents.values())
    ]
    return sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(name), sql.SQL(", ").join(parts))


def _rows(name: str, columns: dict[str, str]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM generate_series(1, 20) n").format(
        sql.Identifier(name),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.SQL(TYPES[kind]) for kind in columns.values()),
    )


if __name__ == "__main__":
    sys.exit(main())
