"""An application that writes while a live move goes on: many sessions, all kinds of changes."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from psycopg.rows import TupleRow

from support.databases import Database

OLD = """
CREATE TABLE person (id serial PRIMARY KEY, email text UNIQUE NOT NULL, flag char(1), boss int
    REFERENCES person, note text);
CREATE TABLE product (id serial PRIMARY KEY, name text NOT NULL, price numeric(10,2) NOT NULL,
    place int NOT NULL UNIQUE, kind text NOT NULL);
CREATE TABLE purchase (id bigserial PRIMARY KEY, person_id int NOT NULL REFERENCES person
    DEFERRABLE INITIALLY DEFERRED, product_id int NOT NULL REFERENCES product, amount int NOT NULL,
    said text, state text NOT NULL DEFAULT 'new');
CREATE TABLE tagging (a int NOT NULL, b text NOT NULL, weight int, PRIMARY KEY (a, b));
CREATE TABLE setting (name text, value text);
INSERT INTO person (email, flag) SELECT 'p' || i || '@x.org', CASE WHEN i % 3 = 0 THEN 'A' END
    FROM generate_series(1, 200) i;
UPDATE person SET boss = 1 + id % 7;
INSERT INTO product (name, price, place, kind) SELECT 'thing ' || i, i / 4.0, i,
    CASE WHEN i % 2 = 0 THEN 'book' ELSE 'film' END FROM generate_series(1, 100) i;
INSERT INTO purchase (person_id, product_id, amount, said)
    SELECT 1 + i % 200, 1 + i % 100, i % 9, repeat('said ', i % 5) FROM generate_series(1, 3000) i;
INSERT INTO tagging SELECT i, 't' || i % 5, i FROM generate_series(1, 300) i;
INSERT INTO setting VALUES ('colour', 'red');
"""

NEW = """
CREATE TABLE customer (id uuid PRIMARY KEY, mail text UNIQUE NOT NULL, active boolean NOT NULL,
    boss_id uuid REFERENCES customer, note text, seen timestamptz NOT NULL DEFAULT now());
CREATE TABLE book (id int PRIMARY KEY, title text NOT NULL, cents int NOT NULL,
    place int NOT NULL UNIQUE);
CREATE TABLE film (id int PRIMARY KEY, title text NOT NULL, cents int NOT NULL,
    place int NOT NULL UNIQUE);
CREATE TABLE sale (id bigserial PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customer,
    item int NOT NULL, amount int NOT NULL, said text, state int NOT NULL);
CREATE TABLE label (number int NOT NULL, word text NOT NULL, weight int,
    PRIMARY KEY (number, word));
CREATE TABLE option (id text PRIMARY KEY, value text);
CREATE TABLE heard (table_name text);
CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO heard VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
CREATE TRIGGER heard AFTER INSERT OR UPDATE OR DELETE ON sale FOR EACH ROW EXECUTE FUNCTION hear();
"""

PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.person"
to = "public.customer"
key = "uuid"
[table.columns]
mail = "email"
active = { sql = "coalesce(flag, 'B') = 'A'" }
boss_id = "boss"
seen = { sql = "now()" }
flag = { drop = "it is active now" }

[[table]]
from = "public.product"
to = "public.book"
where = "kind = 'book'"
[table.columns]
title = "name"
cents = { sql = "round(price * 100)::int" }
price = { drop = "cents" }
kind = { drop = "a table of its own" }

[[table]]
from = "public.product"
to = "public.film"
where = "kind = 'film'"
[table.columns]
title = "name"
cents = { sql = "round(price * 100)::int" }
price = { drop = "cents" }
kind = { drop = "a table of its own" }

[[table]]
from = "public.purchase"
to = "public.sale"
[table.columns]
customer_id = "person_id"
item = "product_id"
state = { map = { new = 1, paid = 2, sent = 3 }, from = "state" }

[[table]]
from = "public.tagging"
to = "public.label"
[table.columns]
number = "a"
word = "b"

[[table]]
query = "SELECT name AS id, value FROM public.setting"
to = "public.option"

[skip]
"public.setting" = "read by a query"
"""

COMPARED = {
    "customer": (
        "SELECT email, coalesce(flag, 'B') = 'A', (SELECT b.email FROM person b"
        " WHERE b.id = p.boss), note FROM person p ORDER BY 1",
        "SELECT mail, active, (SELECT b.mail FROM customer b WHERE b.id = c.boss_id), note"
        " FROM customer c ORDER BY 1",
    ),
    "book": (
        "SELECT id, name, round(price * 100)::int, place FROM product WHERE kind = 'book'"
        " ORDER BY 1",
        "SELECT id, title, cents, place FROM book ORDER BY 1",
    ),
    "film": (
        "SELECT id, name, round(price * 100)::int, place FROM product WHERE kind = 'film'"
        " ORDER BY 1",
        "SELECT id, title, cents, place FROM film ORDER BY 1",
    ),
    "sale": (
        "SELECT p.id, email, product_id, amount, said, array_position('{new,paid,sent}', state)"
        " FROM purchase p JOIN person ON person.id = person_id ORDER BY 1",
        "SELECT s.id, mail, item, amount, said, state FROM sale s"
        " JOIN customer c ON c.id = customer_id ORDER BY 1",
    ),
    "label": (
        "SELECT a, b, weight FROM tagging ORDER BY 1, 2",
        "SELECT number, word, weight FROM label ORDER BY 1, 2",
    ),
    "option": (
        "SELECT name, value FROM setting ORDER BY 1",
        "SELECT id, value FROM option ORDER BY 1",
    ),
}
"""Not through Segue's own SQL: what both sides should say."""


def different(source: Database, target: Database) -> list[str]:
    """The tables that do not say the same on both sides."""
    return [
        name
        for name, (left, right) in COMPARED.items()
        if source.execute(left) != target.execute(right)
    ]


@dataclass
class Application:
    """Sessions that write; `refused` counts those that met the fence."""

    written: int = 0
    refused: int = 0
    others: list[str] = field(default_factory=list)
    longest: float = 0.0
    """Seconds that the slowest change took."""


@contextmanager
def writing(database: Database, sessions: int = 4, pause: float = 0.002) -> Iterator[Application]:
    """Write until the block ends; a session whose writes are refused tries on."""
    application, over = Application(), threading.Event()
    threads = [
        threading.Thread(target=_write, args=(database, number, application, over, pause))
        for number in range(sessions)
    ]
    for thread in threads:
        thread.start()
    try:
        yield application
    finally:
        over.set()
        for thread in threads:
            thread.join()


Session = psycopg.Connection[TupleRow]


def _write(
    database: Database, seed: int, application: Application, over: threading.Event, pause: float
) -> None:
    draw = random.Random(seed)
    session = database.connect()
    while not over.is_set():
        change = draw.choice(CHANGES)
        began = time.monotonic()
        try:
            with session.transaction():
                change(session, draw)
            application.written += 1
        except psycopg.errors.ReadOnlySqlTransaction:
            application.refused += 1
            time.sleep(0.05)
        except (
            psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation,
            psycopg.errors.DeadlockDetected, psycopg.errors.RestrictViolation,
        ):  # fmt: skip
            pass  # two sessions had the same idea
        except psycopg.OperationalError:
            with suppress(psycopg.OperationalError):
                session = database.connect()
            time.sleep(0.05)
        except psycopg.Error as error:
            application.others.append(str(error))
        application.longest = max(application.longest, time.monotonic() - began)
        over.wait(pause)


def _buy(session: Session, draw: random.Random) -> None:
    session.execute(
        "INSERT INTO purchase (person_id, product_id, amount, said) SELECT p.id, q.id, %s, %s FROM"
        " (SELECT id FROM person ORDER BY random() LIMIT 1) p,"
        " (SELECT id FROM product ORDER BY random() LIMIT 1) q",
        (draw.randrange(9), "x" * draw.choice((0, 5, 9000))),
    )


def _pay(session: Session, draw: random.Random) -> None:
    session.execute(
        "UPDATE purchase SET state = %s WHERE id %% 100 = %s",
        (draw.choice(("new", "paid", "sent")), draw.randrange(100)),
    )


def _cancel(session: Session, draw: random.Random) -> None:
    session.execute("DELETE FROM purchase WHERE id = (SELECT min(id) + %s FROM purchase)",
                    (draw.randrange(5),))  # fmt: skip


def _enrol(session: Session, draw: random.Random) -> None:
    session.execute(
        "INSERT INTO person (email, flag, boss) VALUES (%s, 'A', 1)",
        (f"q{draw.random()}@x.org",),
    )
    with suppress(psycopg.errors.UniqueViolation), session.transaction():
        session.execute("INSERT INTO person (email) VALUES ('p2@x.org')")


def _leave(session: Session, draw: random.Random) -> None:
    session.execute(
        "DELETE FROM person WHERE id = (SELECT id FROM person p WHERE id > 200 AND NOT EXISTS"
        " (SELECT FROM purchase WHERE person_id = p.id) LIMIT 1)"
    )


def _exchange(session: Session, draw: random.Random) -> None:
    """Two products take each other's place, which is unique."""
    a, b = draw.sample(range(1, 101), 2)
    rows = session.execute(
        "SELECT id, place FROM product WHERE id = ANY (%s) ORDER BY id FOR UPDATE", ([a, b],)
    ).fetchall()
    if len(rows) == 2:
        (one, first), (two, second) = rows
        session.execute("UPDATE product SET place = -id WHERE id = %s", (one,))
        session.execute("UPDATE product SET place = %s WHERE id = %s", (first, two))
        session.execute("UPDATE product SET place = %s WHERE id = %s", (second, one))


def _turn(session: Session, draw: random.Random) -> None:
    """A book becomes a film."""
    session.execute(
        "UPDATE product SET kind = CASE kind WHEN 'book' THEN 'film' ELSE 'book' END, price = %s"
        " WHERE id = %s",
        (draw.randrange(10000) / 100, draw.randrange(1, 101)),
    )


def _retag(session: Session, draw: random.Random) -> None:
    """A key changes."""
    session.execute(
        "UPDATE tagging SET b = 't' || %s, weight = weight + 1 WHERE a = %s",
        (draw.randrange(5), draw.randrange(1, 301)),
    )


def _set(session: Session, draw: random.Random) -> None:
    session.execute("UPDATE setting SET value = %s", (str(draw.random()),))


def _hot(session: Session, draw: random.Random) -> None:
    session.execute("UPDATE person SET note = %s WHERE id = 1", (str(draw.random()),))


CHANGES: tuple[Callable[[Session, random.Random], None], ...] = (
    _buy, _buy, _pay, _cancel, _enrol, _leave, _exchange, _turn, _retag, _set, _hot,
)  # fmt: skip
