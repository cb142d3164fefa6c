"""Two databases that live on their own and are merged, and an oracle that knows who is who.

Every row carries a `soul`, which no copy changes and which Segue is kept from comparing: it is fed
by an expression that answers differently each time, as far as anybody can tell. Run as a program,
it merges many random pairs and says how that went:

    python -m support.merging_model SEED RUNS SOURCE_URL TARGET_URL

SOURCE_URL and TARGET_URL lead to two empty databases.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from segue.commandline.cli import main

SCHEMA = """
CREATE TABLE django_content_type (id serial PRIMARY KEY, app_label varchar(50), model varchar(50),
    UNIQUE (app_label, model));
CREATE TABLE shop_person (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE,
    email text NOT NULL DEFAULT '', joined timestamptz NOT NULL, soul text NOT NULL);
CREATE TABLE shop_category (id serial PRIMARY KEY, parent_id int REFERENCES shop_category,
    name text NOT NULL, note text NOT NULL, soul text NOT NULL);
CREATE TABLE shop_item (id bigserial PRIMARY KEY,
    category_id int NOT NULL REFERENCES shop_category,
    owner_id bigint NOT NULL REFERENCES shop_person,
    title text NOT NULL, price int NOT NULL, soul text NOT NULL);
CREATE TABLE shop_tag (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, soul text NOT NULL);
CREATE TABLE shop_item_tags (id bigserial PRIMARY KEY, item_id bigint NOT NULL REFERENCES shop_item,
    tag_id int NOT NULL REFERENCES shop_tag, soul text NOT NULL, UNIQUE (item_id, tag_id));
CREATE TABLE shop_log (id bigserial PRIMARY KEY,
    content_type_id int NOT NULL REFERENCES django_content_type, object_id text NOT NULL,
    told int, said text NOT NULL, soul text NOT NULL);
"""

TABLES = ("person", "category", "item", "tag", "item_tags", "log")
REFERENCES = {
    "category": {"parent_id": "category"},
    "item": {"category_id": "category", "owner_id": "person"},
    "item_tags": {"item_id": "item", "tag_id": "tag"},
    "log": {"told": "person"},
}
UNIQUE = ("person", "tag", "item_tags")
"""Tables whose rows a unique rule names."""
LOGGED = ("person", "category", "item", "tag")
MATCHES = {
    "person": [
        '{ match = ["name"] }',
        '{ match = { columns = ["email"], several = "new" } }',
        "{ offset = 100000 }",
        '"keep"',
    ],
    "category": ['{ match = ["parent_id", "name"] }', "{ offset = 100000 }", '"keep"'],
    "item": [
        "{ offset = 100000 }",
        '{ match = { columns = ["category_id", "title"], several = "new" } }',
        '"keep"',
    ],
    "tag": ['{ match = ["slug"] }', '"keep"'],
    "item_tags": ['{ match = ["item_id", "tag_id"] }', '{ offset = 100000 }', '"keep"'],
    "log": ["{ offset = 100000 }", '"keep"'],
}  # fmt: skip

Row = dict[str, Any]
Rows = dict[str, dict[int, Row]]


@dataclass
class World:
    """One of both databases, and the chance that moves it."""

    session: psycopg.Connection[Any]
    chance: random.Random
    prefix: str
    made: int = 0

    def clear(self) -> None:
        """Nothing but the tables, and content types whose numbers are this database's own."""
        self.session.execute("DROP SCHEMA IF EXISTS segue CASCADE")
        self.session.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        self.session.execute(SCHEMA)
        models = list(LOGGED)
        self.chance.shuffle(models)
        for model in models:
            self.session.execute(
                "INSERT INTO django_content_type (app_label, model) VALUES ('shop', %s)", [model]
            )

    def copy_from(self, other: World) -> None:
        """Become what the other is: from here on both have a common past."""
        for table in ("django_content_type", *(f"shop_{name}" for name in TABLES)):
            self.session.execute(f"DELETE FROM {table}") if table.startswith("django") else None
            columns = _columns(other.session, table)
            for row in other.session.execute(f"SELECT * FROM {table} ORDER BY id"):
                marks = ", ".join(["%s"] * len(row))
                self.session.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row
                )
            self.session.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                f" greatest(1, (SELECT max(id) FROM {table})))"
            )

    def live(self, steps: int) -> None:
        """So many random inserts, updates and deletes."""
        acts: list[tuple[int, Callable[[], None]]] = [
            (4, self._person), (4, self._category), (6, self._item), (2, self._tag),
            (4, self._tagging), (4, self._log), (2, self._edit), (1, self._delete),
        ]  # fmt: skip
        weights, functions = zip(*acts, strict=True)
        for _ in range(steps):
            with contextlib.suppress(psycopg.errors.IntegrityError, IndexError):
                self.chance.choices(functions, weights)[0]()

    def _soul(self) -> str:
        self.made += 1
        return f"{self.prefix}{self.made}"

    def _any(self, table: str) -> int:
        rows = self.session.execute(f"SELECT id FROM shop_{table} ORDER BY id").fetchall()
        return int(self.chance.choice(rows)[0])

    def _person(self) -> None:
        name = self.chance.choice("abcdefghijkl") + self.chance.choice("aeiou")
        email = self.chance.choice(["", "", f"{name}@x", "family@x"])
        self.session.execute(
            "INSERT INTO shop_person (name, email, joined, soul) VALUES (%s, %s, now(), %s)",
            [name, email, self._soul()],
        )

    def _category(self) -> None:
        parent = self.chance.choice([None, None, "some"]) and self._any("category")
        name = self.chance.choice(["old", "new", "red", "blue", "big", "small"])
        taken = self.session.execute(
            "SELECT FROM shop_category WHERE name = %s AND parent_id IS NOT DISTINCT FROM %s",
            [name, parent],
        ).fetchone()
        if taken is None:
            self.session.execute(
                "INSERT INTO shop_category (parent_id, name, note, soul) VALUES (%s, %s, %s, %s)",
                [parent, name, f"note {self.chance.random()}", self._soul()],
            )

    def _item(self) -> None:
        self.session.execute(
            "INSERT INTO shop_item (category_id, owner_id, title, price, soul)"
            " VALUES (%s, %s, %s, %s, %s)",
            [
                self._any("category"), self._any("person"),
                f"{self.chance.choice(['lamp', 'desk', 'pen'])} {self.chance.randrange(40)}",
                self.chance.randrange(1, 90), self._soul(),
            ],
        )  # fmt: skip

    def _tag(self) -> None:
        slug = self.chance.choice(["hot", "cold", "dry", "wet", "soft", "hard"])
        self.session.execute(
            "INSERT INTO shop_tag (slug, soul) VALUES (%s, %s)", [slug, self._soul()]
        )

    def _tagging(self) -> None:
        self.session.execute(
            "INSERT INTO shop_item_tags (item_id, tag_id, soul) VALUES (%s, %s, %s)",
            [self._any("item"), self._any("tag"), self._soul()],
        )

    def _log(self) -> None:
        kind = self.chance.choice(LOGGED)
        self.session.execute(
            "INSERT INTO shop_log (content_type_id, object_id, told, said, soul)"
            " SELECT id, %s, %s, %s, %s FROM django_content_type WHERE model = %s",
            [
                str(self._any(kind)), self.chance.choice([None, self._any("person")]),
                f"said {self.chance.random()}", self._soul(), kind,
            ],
        )  # fmt: skip

    def _edit(self) -> None:
        statement, table = self.chance.choice([
            ("UPDATE shop_item SET price = price + 1 WHERE id = %s", "item"),
            ("UPDATE shop_person SET email = 'changed@x' || id WHERE id = %s", "person"),
            ("UPDATE shop_category SET note = note || '!' WHERE id = %s", "category"),
        ])  # fmt: skip
        self.session.execute(statement, [self._any(table)])

    def _delete(self) -> None:
        table = self.chance.choice(["item_tags", "log", "item", "tag"])
        number = self._any(table)
        if table in LOGGED:
            self.session.execute(
                "DELETE FROM shop_log USING django_content_type t WHERE t.id = content_type_id"
                " AND model = %s AND object_id = %s",
                [table, str(number)],
            )
        self.session.execute(f"DELETE FROM shop_{table} WHERE id = %s", [number])

    def rows(self) -> Rows:
        """Every row by table and key."""
        return {
            table: {
                row[0]: dict(zip(_columns(self.session, f"shop_{table}"), row, strict=True))
                for row in self.session.execute(f"SELECT * FROM shop_{table}")
            }
            for table in TABLES
        }

    def kinds(self) -> dict[int, str]:
        """Content types by number."""
        found = self.session.execute("SELECT id, model FROM django_content_type").fetchall()
        return dict(found)


def _columns(session: psycopg.Connection[Any], table: str) -> list[str]:
    described = session.execute(f"SELECT * FROM {table} LIMIT 0").description or []
    return [column.name for column in described]


@dataclass
class Oracle:
    """Says of a merged target whether everybody is still themselves."""

    sources: tuple[Rows, dict[int, str]]
    before: tuple[Rows, dict[int, str]]
    after: tuple[Rows, dict[int, str]]
    matched: frozenset[str]
    """Tables whose rows may be those of the target by their names."""
    apart: frozenset[str]
    """Tables of which the plan says that every row of the source is another one: then what both
    have from their past comes twice, and what refers to it with it."""
    kept: frozenset[str]
    """Tables of which the plan says that equal keys mean the same row."""
    past: frozenset[str]
    """Souls that both databases have from a common past."""
    updates: bool
    wrong: list[str] = field(default_factory=list)

    def judge(self) -> list[str]:
        """What is wrong, in words."""
        stands = {table: self._stand_for(table) for table in TABLES}
        self._own_rows()
        for table in TABLES:
            for row in self.sources[0][table].values():
                self._source_row(table, row, stands)
        return self.wrong

    def _stand_for(self, table: str) -> dict[str, int]:
        """The target's row of each soul; two of one are wrong."""
        souls = Counter(row["soul"] for row in self.after[0][table].values())
        self.wrong += [
            f"{table}: {soul} stands {n} times"
            for soul, n in souls.items()
            if n > (2 if self.apart and soul in self.past else 1)
        ]
        return {row["soul"]: number for number, row in self.after[0][table].items()}

    def _own_rows(self) -> None:
        """The target's rows are as they were, but for what an update may change."""
        for table in TABLES:
            for number, row in self.before[0][table].items():
                now = self.after[0][table].get(number)
                if now is None or (now != row and not self.updates):
                    self.wrong.append(f"{table} {number} of the target was {row}, is {now}")

    def _source_row(self, table: str, row: Row, stands: dict[str, dict[str, int]]) -> None:
        number = stands[table].get(row["soul"])
        if number is None:
            if not self._has_namesake(table, row):
                self.wrong.append(f"{table}: {row} of the source is nowhere")
            return
        now = self.after[0][table][number]
        old = self.before[0][table].get(number)
        if old is not None and not self.updates:
            return  # the target's own row, which stays as it is
        for column, other in REFERENCES.get(table, {}).items():
            self._same(table, row, column, self._who(other, row[column]), other, now[column])
        if table == "log":
            kind = self.sources[1][row["content_type_id"]]
            if self.after[1][now["content_type_id"]] != kind:
                self.wrong.append(f"log {row} is about another model now")
            elif int(row["object_id"]) in self.sources[0][kind]:
                whom = self.sources[0][kind][int(row["object_id"])]
                self._same(table, row, "object_id", whom, kind, int(now["object_id"]))

    def _who(self, table: str, number: int | None) -> Row | None:
        return None if number is None else self.sources[0][table][number]

    def _same(
        self, table: str, row: Row, column: str, whom: Row | None, other: str, number: int | None
    ) -> None:
        """That a reference leads to the row that stands for the one that it led to."""
        if whom is None or number is None:
            if whom is not None or number is not None:
                self.wrong.append(f"{table} {row}: {column} is {number}, was {whom}")
            return
        now = self.after[0][other].get(number)
        if now is None or (
            now["soul"] != whom["soul"] and not self._are_namesakes(other, whom, now)
        ):
            self.wrong.append(f"{table} {row}: {column} led to {whom}, leads to {now}")

    def _has_namesake(self, table: str, row: Row) -> bool:
        return any(self._are_namesakes(table, row, one) for one in self.after[0][table].values())

    def _are_namesakes(self, table: str, ours: Row, theirs: Row) -> bool:
        """Whether both have one name, where the plan says that this makes them one.

        Where keys are kept it takes both: what is unique, and the key. By chance two databases may
        have given one number to one name, and nothing tells such rows apart.
        """
        if not self._is_named(table) or (table in self.kept and ours["id"] != theirs["id"]):
            return False
        return self._name(table, ours, self.sources) == self._name(table, theirs, self.after)

    def _name(self, table: str, row: Row, of: tuple[Rows, dict[int, str]]) -> object:
        match table:
            case "person":
                return row["name"] if self._person_by == "name" else row["email"] or row["soul"]
            case "tag":
                return row["slug"]
            case "category":
                parent = of[0]["category"].get(row["parent_id"])
                return (row["name"], parent and self._name("category", parent, of))
            case "item":
                return row["title"], self._name(
                    "category", of[0]["category"][row["category_id"]], of
                )
            case "item_tags":
                return (
                    self._identity("item", of[0]["item"][row["item_id"]], of),
                    self._identity("tag", of[0]["tag"][row["tag_id"]], of),
                )
        return row["soul"]

    def _identity(self, table: str, row: Row, of: tuple[Rows, dict[int, str]]) -> object:
        return self._name(table, row, of) if self._is_named(table) else row["soul"]

    def _is_named(self, table: str) -> bool:
        """Whether a name says who a row is, so that rows of both sides may be one."""
        return table in self.matched or (table in self.kept and table in UNIQUE)

    _person_by: str = "name"


@dataclass(frozen=True)
class Plan:
    """What a random plan says."""

    keys: dict[str, str]
    existing: str

    @property
    def text(self) -> str:
        tables = [
            '[[table]]\nfrom = "public.django_content_type"\nto = "public.django_content_type"\n'
            'key = { match = ["app_label", "model"] }\n'
        ]
        for table in TABLES:
            told = '"told" = { refers_to = "public.shop_person" }\n' if table == "log" else ""
            tables.append(
                f'[[table]]\nfrom = "public.shop_{table}"\nto = "public.shop_{table}"\n'
                f"key = {self.keys[table]}\n[table.columns]\n{told}"
                'soul = { sql = "CASE WHEN random() < 2 THEN soul END" }\n'
            )
        return (
            'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
            f'existing_rows = "{self.existing}"\n' + "".join(tables)
        )


def random_plan(chance: random.Random) -> Plan:
    """Mostly what a person would write, sometimes what they should not."""
    keys = {
        table: chance.choices(ways, [20, *([3] * (len(ways) - 2)), 1])[0]
        for table, ways in MATCHES.items()
    }
    return Plan(keys, chance.choice(["keep", "keep", "update"]))


def merge(folder: Path, urls: tuple[str, str], plan: Plan) -> tuple[int, str]:
    """Run the move; its exit status and what it said."""
    (folder / "segue.toml").write_text(plan.text)
    os.environ.update(OLD=urls[0], NEW=urls[1])
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(["move", "--no-input", "--jobs", "1", "--plan", str(folder / "segue.toml")])
    return status, said.getvalue()


def one_story(seed: int, urls: tuple[str, str], rounds: int = 2) -> Iterator[str]:
    """Two databases of one past or of none, merged and merged again; the outcome of each merge.

    Raises AssertionError with what is wrong.
    """
    chance = random.Random(seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        psycopg.connect(urls[0], autocommit=True) as old,
        psycopg.connect(urls[1], autocommit=True) as new,
    ):
        source, target = World(old, chance, f"s{seed}."), World(new, chance, f"t{seed}.")
        source.clear()
        target.clear()
        past: frozenset[str] = frozenset()
        if chance.random() < 0.4:
            source.live(40)
            target.copy_from(source)
            past = frozenset(r["soul"] for rows in source.rows().values() for r in rows.values())
        plan = random_plan(chance)
        for _ in range(rounds):
            source.live(chance.randrange(10, 50))
            target.live(chance.randrange(10, 50))
            yield _one_merge(Path(folder), urls, source, target, plan, past, seed)


def _one_merge(
    folder: Path,
    urls: tuple[str, str],
    source: World,
    target: World,
    plan: Plan,
    past: frozenset[str],
    seed: int,
) -> str:
    before = target.rows(), target.kinds()
    status, said = merge(folder, urls, plan)
    after = target.rows(), target.kinds()
    if status in (2, 3):
        assert before == after, f"seed {seed}: refused, but rows were written\n{said}"
        return "refused"
    assert status == 0, f"seed {seed}: ended with {status}\n{plan.text}\n{said}"
    matched = frozenset(table for table, key in plan.keys.items() if "match" in key)
    apart = frozenset(table for table, key in plan.keys.items() if key.startswith("{ offset"))
    kept = frozenset(table for table, key in plan.keys.items() if key == '"keep"')
    came = source.rows(), source.kinds()
    oracle = Oracle(came, before, after, matched, apart, kept, past, plan.existing == "update")
    oracle._person_by = "email" if "email" in plan.keys["person"] else "name"
    wrong = oracle.judge()
    assert not wrong, f"seed {seed}:\n{plan.text}\n" + "\n".join(wrong[:5]) + f"\n{said}"
    return "merged"


if __name__ == "__main__":
    first, runs, *addresses = sys.argv[1:]
    outcomes: Counter[str] = Counter()
    for number in range(int(first), int(first) + int(runs)):
        try:
            outcomes.update(one_story(number, (addresses[0], addresses[1])))
        except AssertionError as error:
            outcomes["wrong"] += 1
            sys.stdout.write(f"{error}\n")
        if number % 10 == 0:
            sys.stdout.write(f"{number} {dict(outcomes)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{dict(outcomes)}\n")
