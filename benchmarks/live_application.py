"""The application of `benchmarks.live`: its tables, its writes, and the plans that follow it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg
from psycopg.rows import TupleRow

SALES = 200_000
"""Rows of the largest table."""

OLD = f"""
CREATE TABLE client (id int PRIMARY KEY, mail text NOT NULL, flag text, note text);
CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL, price numeric(10,2), kind text);
CREATE TABLE sale (id int PRIMARY KEY, client_id int NOT NULL REFERENCES client,
    product_id int NOT NULL, amount text NOT NULL, state text NOT NULL, note text);
CREATE TABLE beat (id int PRIMARY KEY, at timestamptz NOT NULL);
INSERT INTO client SELECT i, 'c' || i || '@x.org', 'A', repeat('n', i % 80)
    FROM generate_series(1, {SALES // 10}) i;
INSERT INTO product SELECT i, 'thing ' || i, i / 4.0,
    CASE WHEN i % 2 = 0 THEN 'book' ELSE 'film' END
    FROM generate_series(1, {SALES // 20}) i;
INSERT INTO sale SELECT i, 1 + i % {SALES // 10}, 1 + i % {SALES // 20}, i % 9, 'new',
    repeat('s', i % 90)
    FROM generate_series(1, {SALES}) i;
INSERT INTO beat VALUES (1, now());
ANALYZE;
"""

NEW = """
CREATE TABLE customer (id uuid PRIMARY KEY, email text NOT NULL, active boolean NOT NULL, note text,
    since timestamptz NOT NULL DEFAULT now());
CREATE TABLE book (id int PRIMARY KEY, title text NOT NULL, cents int NOT NULL);
CREATE TABLE film (id int PRIMARY KEY, title text NOT NULL, cents int NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customer, item int,
    amount int NOT NULL CHECK (amount < 1000), state int, note text, length int);
CREATE INDEX ON orders (customer_id);
CREATE TABLE beat (id int PRIMARY KEY, at timestamptz NOT NULL);
"""

MAPPED = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.client"
to = "public.customer"
key = "uuid"
[table.columns]
email = "mail"
active = { sql = "flag = 'A'" }
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
from = "public.sale"
to = "public.orders"
key = { offset = 1000000 }
on_bad_row = "reject"
[table.columns]
customer_id = "client_id"
item = "product_id"
amount = { sql = "amount::int" }
state = { map = { new = 1, paid = 2, sent = 3 }, from = "state" }
length = { python = "lengths:length" }

[[table]]
from = "public.beat"
to = "public.beat"
"""

SAME = """version = 1
source = "env:OLD"
target = "env:NEW"
""" + "".join(
    f'\n[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n'
    for name in ("client", "product", "sale", "beat")
)

LENGTHS = "def length(row):\n    return len(row['note'] or '')\n"

Session = psycopg.Connection[TupleRow]


class Load:
    """Changes so many keys a second, in small transactions, until it is stopped."""

    def __init__(self, connect: Callable[[], Session], rate: int) -> None:
        self._connect, self._rate = connect, rate
        self._over = threading.Event()
        self.changed = 0
        self._threads = [threading.Thread(target=self._write, args=(seed,)) for seed in (1, 2)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _write(self, seed: int) -> None:
        draw, each = random.Random(seed), 10
        pause = each * len(self._threads) / self._rate
        due = time.monotonic()
        with suppress(psycopg.errors.ReadOnlySqlTransaction), self._connect() as session:
            while not self._over.is_set():
                self.changed += change(session, draw, each)
                session.execute("UPDATE beat SET at = clock_timestamp()")
                due += pause
                self._over.wait(max(0.0, due - time.monotonic()))


def change(session: Session, draw: random.Random, count: int) -> int:
    """Change so many keys in one transaction; how many it were."""
    keys = [draw.randrange(1, SALES) for _ in range(count)]
    kind = draw.random()
    if kind < 0.7:
        state = draw.choice(("new", "paid", "sent"))
        statement = f"UPDATE sale SET state = '{state}', note = '{kind}' WHERE id = ANY (%s)"
    elif kind < 0.8:
        amount = draw.choice(("many", "5000", "3", "4"))
        statement = f"UPDATE sale SET amount = '{amount}' WHERE id = ANY (%s)"
    elif kind < 0.9:
        statement = f"UPDATE client SET note = '{kind}' WHERE id = ANY (%s)"
        keys = [1 + key // 10 for key in keys]
    else:
        statement = (
            "UPDATE product SET price = price + 0.25,"
            " kind = CASE kind WHEN 'book' THEN 'film' ELSE 'book' END WHERE id = ANY (%s)"
        )
        keys = [1 + key // 20 for key in keys]
    return session.execute(statement.encode(), (keys,)).rowcount
