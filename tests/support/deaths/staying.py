"""A live move into a target with rows of its own, which refuses some of the source's.

The same deaths, one way only: such a plan has none back. In the end each row of the source is in
the target, or stands for one that was there, or is a reject that the target would not take.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from support.deaths.worlds import Open, Session

OLD = """
CREATE TABLE tag (id int PRIMARY KEY, slug text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
    label text);
CREATE TABLE item (id int PRIMARY KEY, tag_id int REFERENCES tag ON DELETE CASCADE, code text,
    amount text);
CREATE TABLE person (id int PRIMARY KEY, name text);
INSERT INTO tag SELECT i, 's' || i, 'label ' || i FROM generate_series(1, 40) i;
INSERT INTO item SELECT i, 1 + i % 40, 'c' || i, CASE i % 9 WHEN 0 THEN 'many' ELSE i::text END
    FROM generate_series(1, 2000) i;
INSERT INTO person SELECT i, 'name ' || i FROM generate_series(1, 60) i;
"""

NEW = """
CREATE TABLE tag (id int PRIMARY KEY, slug text NOT NULL, label varchar(12), more text DEFAULT 'm');
CREATE TABLE item (id int PRIMARY KEY, tag_id int REFERENCES tag, code text UNIQUE,
    amount int NOT NULL CHECK (amount <> 13));
CREATE TABLE person (id int PRIMARY KEY, name varchar(12));
INSERT INTO tag SELECT 100 + i, 's' || i * 2, 'own ' || i FROM generate_series(1, 30) i;
INSERT INTO item SELECT i, 101 + i, NULL, i FROM generate_series(1, 9) i;
INSERT INTO person SELECT i, 'own ' || i FROM generate_series(40, 90) i;
"""

PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"
existing_rows = "keep"
on_bad_row = "reject"

[[table]]
from = "public.tag"
to = "public.tag"
key = { match = ["slug"] }

[[table]]
from = "public.item"
to = "public.item"
key = { offset = 100000 }
[table.columns]
amount = { sql = "amount::int" }

[[table]]
from = "public.person"
to = "public.person"
existing_rows = "update"
key = { match = ["id"] }
"""

OFFSET = 100000
COLUMNS = {"tag": "id, slug, label", "item": "id, tag_id, code, amount", "person": "id, name"}

Row = tuple[Any, ...]


def rows(session: Session, name: str) -> dict[int, Row]:
    found = session.execute(f"SELECT {COLUMNS[name]} FROM {name}".encode())
    return {int(str(row[0])): tuple(row) for row in found}


@dataclass(frozen=True)
class Own:
    """The target's rows of before."""

    tables: dict[str, dict[int, Row]]


def own_rows(new: Session) -> Own:
    return Own({name: rows(new, name) for name in COLUMNS})


def wrongs(old: Session, new: Session, own: Own) -> Iterator[str]:
    """What is neither in the target nor rightly refused, or should not be there."""
    amounts: dict[object, object] = dict(
        new.execute("SELECT mapping, amount FROM segue.key_offset")
    )
    amount = next(int(str(n)) for label, n in amounts.items() if str(label).endswith("public.tag"))
    told = new.execute("SELECT old, new FROM segue.key_pair WHERE mapping ~ 'public.tag$'")
    pairs = {int(str(one)): int(str(other)) for one, other in told}
    refused = {
        (str(table), str(key)): str(reason)
        for table, key, reason in new.execute(
            "SELECT target_table, key, reason FROM segue.reject JOIN segue.load"
            " ON load = segue.load.number"
        )
    }
    source = {name: rows(old, name) for name in COLUMNS}
    target = {name: rows(new, name) for name in COLUMNS}
    tag_keys = {number: pairs.get(number, number + amount) for number in source["tag"]}
    made = {
        "tag": {tag_keys[n]: (tag_keys[n], *row[1:]) for n, row in source["tag"].items()},
        "person": source["person"],
        "item": {
            n + OFFSET: (n + OFFSET, tag_keys.get(tag) if tag else None, code, count)
            for n, tag, code, count in source["item"].values()
        },
    }
    for name in COLUMNS:
        yield from _wrong_in(new, name, made[name], target[name], own.tables[name], refused)
    yield from (f"a reject alone: {each}" for each in refused)


def _wrong_in(
    new: Session,
    name: str,
    made: dict[int, Row],
    target: dict[int, Row],
    own: dict[int, Row],
    refused: dict[tuple[str, str], str],
) -> Iterator[str]:
    for key in target.keys() - made.keys() - own.keys():
        yield f"{name} has {target[key]} alone"
    for key in own.keys() - made.keys():
        if target.get(key) != own[key]:
            yield f"{name} {key} was {own[key]} and is {target.get(key)}"
    for key, row in made.items():
        reason = refused.pop((name, str(key)), "")
        there, kept = target.get(key), name == "tag" and key in own
        wanted = own.get(key) if kept or reason else _worked_out(row)
        if there != wanted:
            yield f"{name} {key}: {there} and not {wanted}; a reject {reason!r}"
        elif reason and (kept or _fits(new, name, row)):
            yield f"{name} {key} would fit: {reason}"


def _worked_out(row: Row) -> Row:
    return tuple(int(v) if isinstance(v, str) and v.isdigit() else v for v in row)


def _fits(new: Session, name: str, row: Row) -> bool:
    try:
        with new.transaction(force_rollback=True):
            new.execute("SET LOCAL segue.mover = 'follows'")
            new.execute("SET CONSTRAINTS ALL IMMEDIATE")
            new.execute(f"DELETE FROM {name} WHERE id = %s".encode(), (row[0],))
            marks = ", ".join(["%s"] * len(row))
            statement = f"INSERT INTO {name} ({COLUMNS[name]}) VALUES ({marks})"
            new.execute(statement.encode(), row)
    except psycopg.Error:
        return False
    return True


# An application


@dataclass
class Writers:
    """What wrote, until the fence refused it."""

    written: int = 0
    refused: threading.Event = field(default_factory=threading.Event)


@contextmanager
def writing(connect: Open, seed: int) -> Iterator[Writers]:
    """Two sessions write until the fence refuses them, or the block ends."""
    writers, over = Writers(), threading.Event()
    threads = [
        threading.Thread(target=_write, args=(connect, seed + n, writers, over)) for n in range(2)
    ]
    for thread in threads:
        thread.start()
    try:
        yield writers
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _write(connect: Open, seed: int, writers: Writers, over: threading.Event) -> None:
    draw = random.Random(seed)
    while not over.is_set():
        try:
            with connect() as session:
                while not over.wait(0.005):
                    _change(session, draw)
                    writers.written += 1
        except psycopg.errors.ReadOnlySqlTransaction:
            writers.refused.set()
            return
        except psycopg.OperationalError:
            over.wait(0.1)  # the server is away


def _change(session: Session, draw: random.Random) -> None:
    tag, item, person = draw.randrange(1, 60), draw.randrange(1, 2100), draw.randrange(1, 100)
    word, many = draw.choice(("short", "much too long, really")), draw.choice(("13", "many", "7"))
    statement = draw.choice((
        f"INSERT INTO tag VALUES ({tag}, 's{draw.randrange(1, 70)}', '{word}')",
        f"UPDATE tag SET label = '{word} {tag % 7}' WHERE id = {tag}",
        f"UPDATE tag SET slug = 's{draw.randrange(1, 70)}' WHERE id = {tag}",
        f"DELETE FROM tag WHERE id = {tag} AND id % 3 = 0",
        f"INSERT INTO item VALUES ({item}, {tag}, 'c{item}', '{many}')",
        f"UPDATE item SET code = 'c{draw.randrange(1, 2100)}' WHERE id = {item}",
        f"UPDATE item SET amount = '{many}' WHERE id BETWEEN {item} AND {item + 9}",
        "UPDATE item SET amount = id::text, code = 'c' || id"
        f" WHERE id BETWEEN {item} AND {item + 30}",
        f"UPDATE item SET tag_id = {tag} WHERE id BETWEEN {item} AND {item + 4}",
        f"DELETE FROM item WHERE id = {item}",
        f"INSERT INTO person VALUES ({person}, '{word}')",
        f"UPDATE person SET name = '{word} {person}' WHERE id = {person}",
        f"DELETE FROM person WHERE id = {person}",
    ))  # fmt: skip
    try:
        session.execute(statement.encode())
    except (
        psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation,
        psycopg.errors.DeadlockDetected,
    ):  # fmt: skip
        return
