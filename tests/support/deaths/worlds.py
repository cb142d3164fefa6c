"""The two schemas of a live move there and back, both plans, and what both sides should say.

Renamed tables and columns, two tables that become one, values that are mapped and computed, keys of
two columns, unique values that rows exchange, references, partitions that come and go, and a table
with a sequence on each side.
"""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg.rows import TupleRow

Session = psycopg.Connection[TupleRow]
Open = Callable[[], Session]

OLD = """
CREATE TABLE client (id serial PRIMARY KEY, mail text UNIQUE NOT NULL, state text NOT NULL);
CREATE TABLE firm (id serial PRIMARY KEY, mail text NOT NULL, town text NOT NULL);
CREATE TABLE entry (id bigserial PRIMARY KEY, client_id int NOT NULL REFERENCES client,
    writer int NOT NULL, number int NOT NULL, price numeric(12,2) NOT NULL, said text,
    UNIQUE (writer, number));
CREATE TABLE tagging (a int NOT NULL, b text NOT NULL, weight int, PRIMARY KEY (a, b));
CREATE TABLE seat (id int PRIMARY KEY, place int NOT NULL UNIQUE);
CREATE TABLE visit (id int, year int, said text, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE visit_0 PARTITION OF visit FOR VALUES IN (0);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES IN (1);
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES IN (2);
INSERT INTO client (mail, state) SELECT 'c' || i, 'n' FROM generate_series(1, 50) i;
INSERT INTO firm (mail, town) SELECT 'f' || i, 'Ulm' FROM generate_series(1, 30) i;
INSERT INTO entry (client_id, writer, number, price, said)
    SELECT 1 + i % 50, 999, i, i / 4.0, repeat('x', i % 50) FROM generate_series(1, 4000) i;
INSERT INTO tagging SELECT i, 't' || i % 5, i FROM generate_series(1, 200) i;
INSERT INTO seat SELECT i, i FROM generate_series(1, 60) i;
INSERT INTO visit SELECT i, i % 3, 'x' FROM generate_series(1, 90) i;
"""

NEW = """
CREATE TABLE party (id serial PRIMARY KEY, email text NOT NULL, kind text NOT NULL, level int,
    city text, seen timestamptz NOT NULL DEFAULT now());
CREATE TABLE posting (id bigserial PRIMARY KEY, party_id int NOT NULL REFERENCES party,
    writer int NOT NULL, number int NOT NULL, cents bigint NOT NULL, remark text,
    UNIQUE (writer, number));
CREATE TABLE label (num int NOT NULL, word text NOT NULL, weight int, PRIMARY KEY (num, word));
CREATE TABLE chair (id int PRIMARY KEY, place int NOT NULL UNIQUE);
CREATE TABLE call (id int, turn int, word text, PRIMARY KEY (id, turn)) PARTITION BY LIST (turn);
CREATE TABLE call_0 PARTITION OF call FOR VALUES IN (0);
CREATE TABLE call_1 PARTITION OF call FOR VALUES IN (1);
CREATE TABLE call_2 PARTITION OF call FOR VALUES IN (2);
"""

PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.client"
to = "public.party"
[table.columns]
email = "mail"
kind = { value = "client" }
level = { map = { n = 1, p = 2 }, from = "state" }
city = { sql = "NULL" }

[[table]]
from = "public.firm"
to = "public.party"
key = { offset = 1000000 }
[table.columns]
email = "mail"
kind = { value = "firm" }
level = { sql = "NULL" }
city = "town"

[[table]]
from = "public.entry"
to = "public.posting"
[table.columns]
party_id = "client_id"
cents = { sql = "round(price * 100)::bigint" }
price = { drop = "cents" }
remark = "said"

[[table]]
from = "public.tagging"
to = "public.label"
[table.columns]
num = "a"
word = "b"

[[table]]
from = "public.seat"
to = "public.chair"

[[table]]
from = "public.visit"
to = "public.call"
[table.columns]
turn = "year"
word = "said"
"""

BACK = """version = 1
source = "env:NEW"
target = "env:OLD"

[[table]]
from = "public.party"
to = "public.client"
where = "kind = 'client'"
[table.columns]
mail = "email"
state = { map = { 1 = "n", 2 = "p" }, from = "level" }
kind = { drop = "a table of its own" }
city = { drop = "clients have none" }
seen = { drop = "not told there" }

[[table]]
from = "public.party"
to = "public.firm"
where = "kind = 'firm'"
key = { offset = -1000000 }
[table.columns]
mail = "email"
town = "city"
kind = { drop = "a table of its own" }
level = { drop = "firms have none" }
seen = { drop = "not told there" }

[[table]]
from = "public.posting"
to = "public.entry"
[table.columns]
client_id = "party_id"
price = { sql = "cents / 100.0" }
cents = { drop = "price" }
said = "remark"

[[table]]
from = "public.label"
to = "public.tagging"
[table.columns]
a = "num"
b = "word"

[[table]]
from = "public.chair"
to = "public.seat"

[[table]]
from = "public.call"
to = "public.visit"
[table.columns]
year = "turn"
said = "word"
"""

COMPARED = (
    ("SELECT id, mail, state FROM client ORDER BY 1",
     "SELECT id, email, (ARRAY['n', 'p'])[level] FROM party WHERE kind = 'client' ORDER BY 1"),
    ("SELECT id, mail, town FROM firm ORDER BY 1",
     "SELECT id - 1000000, email, city FROM party WHERE kind = 'firm' ORDER BY 1"),
    ("SELECT id, client_id, writer, number, price::text, said FROM entry ORDER BY 1",
     "SELECT id, party_id, writer, number, (cents / 100.0)::numeric(12,2)::text, remark"
     " FROM posting ORDER BY 1"),
    ("SELECT * FROM tagging ORDER BY 1, 2", "SELECT * FROM label ORDER BY 1, 2"),
    ("SELECT * FROM seat ORDER BY 1", "SELECT * FROM chair ORDER BY 1"),
    ("SELECT * FROM visit ORDER BY 1, 2", "SELECT * FROM call ORDER BY 1, 2"),
)  # fmt: skip
"""Asked of both sides without Segue's own SQL."""


def different(old: Session, new: Session) -> list[str]:
    """What the two sides say differently: the first rows of each such table."""
    found = []
    for left, right in COMPARED:
        mine, theirs = (
            set(s.execute(q.encode()).fetchall()) for s, q in ((old, left), (new, right))
        )
        if mine != theirs:
            alone = ", ".join(str(row)[:80] for row in sorted(mine ^ theirs, key=str)[:4])
            found.append(f"{left}: {len(mine ^ theirs)} rows stand on one side alone: {alone}")
    return found
