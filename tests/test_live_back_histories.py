"""Random histories of a live move there and back: what each side holds after every batch."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import TupleRow

from conftest import MakeDatabase
from segue.commandline.cli import main
from segue.database.session import OLDEST
from segue.demo.servers import Server
from segue.live.back import turned_round
from support.databases import Database
from support.following import copied, follower
from test_live_back import EMPTIED, NEW, OLD, PLAN

FIRST = int(os.environ.get("SEGUE_FIRST_HISTORY", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("SEGUE_HISTORIES", "1")))
BATCHES = 6

Session = psycopg.Connection[TupleRow]
Row = tuple[object, ...]

THERE = {
    "party": "SELECT id, mail, 'client', array_position('{n,p}', state), NULL FROM client"
    " WHERE NOT gone UNION ALL SELECT id + 1000, mail, 'firm', NULL, city FROM firm",
    "invoice": "SELECT b.id, client_id, total FROM bill b JOIN client c ON c.id = client_id"
    " WHERE NOT gone AND (total < 1000) IS NOT FALSE",
    "membership": "SELECT * FROM member WHERE active",
    "book": "SELECT id, name FROM item WHERE kind = 'book'",
    "film": "SELECT id, name FROM item WHERE kind = 'film'",
}
"""What the new database holds, as the old one tells it."""

BACK = {
    "client": ("SELECT id, mail, state FROM client",
               "SELECT id, email, (ARRAY['n', 'p'])[state] FROM party WHERE kind = 'client'"),
    "firm": ("SELECT id, mail, city FROM firm",
             "SELECT id - 1000, email, town FROM party WHERE kind = 'firm'"),
    "bill": ("SELECT id, client_id, total FROM bill", "SELECT id, party_id, total FROM invoice"),
    "member": ("SELECT team || '.' || name, active, said FROM member",
               "SELECT team || '.' || name, active, said FROM membership"),
    "item": ("SELECT id, kind, name FROM item",
             "SELECT id, 'book', name FROM book UNION ALL SELECT id, 'film', name FROM film"),
}  # fmt: skip
"""What the old database holds beside what the plan had left behind, as the new one tells it."""

LEFT = {
    "client": "SELECT id, mail, state FROM client WHERE gone",
    "firm": "SELECT id, mail, city FROM firm WHERE false",
    "bill": "SELECT b.id, client_id, total FROM bill b JOIN client c ON c.id = client_id"
    " WHERE gone OR total >= 1000",
    "member": "SELECT team || '.' || name, active, said FROM member WHERE NOT active",
    "item": "SELECT id, kind, name FROM item WHERE kind NOT IN ('book', 'film')",
}

OF_OLD = (
    "UPDATE client SET gone = NOT gone WHERE id = {a} AND state <> '?'",
    "UPDATE client SET state = '{np}', mail = mail || '.' WHERE id = {a}",
    "INSERT INTO client (mail, state) VALUES ('{r}', '{np}')",
    "INSERT INTO bill (client_id, total) SELECT id, {total} FROM client ORDER BY id DESC LIMIT 3",
    "UPDATE bill SET total = {total} WHERE id % 9 = {a} % 9",
    "UPDATE bill SET client_id = {b} WHERE id = {a}",
    "DELETE FROM bill WHERE id = {a}",
    "DELETE FROM client WHERE id = (SELECT max(id) FROM client)",
    "UPDATE member SET active = NOT active, said = '{r}' WHERE name = 'm{few}'",
    "UPDATE member SET name = 'k{few}' WHERE name = 'm{few}'",
    "INSERT INTO member VALUES ('a', 'm{few}', {few} > 6, '{r}')",
    "UPDATE item SET kind = '{kind}' WHERE id = {few}",
    "INSERT INTO item (kind, name) VALUES ('{kind}', '{r}')",
    "DELETE FROM item WHERE id = {few}",
    "UPDATE firm SET city = '{r}' WHERE id = {few}",
    "DELETE FROM firm WHERE id = {few}",
    EMPTIED.format("member", "WHERE name <> 'm{few}'"),
)

OF_NEW = (
    "UPDATE party SET state = {one}, email = email || '!' WHERE id = {a} AND kind = 'client'",
    "UPDATE party SET town = '{r}' WHERE id = {a} + 1000",
    "INSERT INTO party (email, kind, state) VALUES ('{r}', 'client', {one})",
    "INSERT INTO party (id, email, kind, town) VALUES (1100 + {a}, '{r}', 'firm', 'Bonn')",
    "DELETE FROM party WHERE id = {a} OR id = {a} + 1000",
    "INSERT INTO invoice (party_id, total) SELECT id, {small} FROM party WHERE kind = 'client'"
    " ORDER BY id DESC LIMIT 3",
    "UPDATE invoice SET total = {small} WHERE id % 9 = {a} % 9",
    "DELETE FROM invoice WHERE id = {a}",
    "UPDATE invoice SET id = id + 10000 WHERE id = {a}",
    "UPDATE membership SET active = NOT active, said = '{r}' WHERE name < 'm{few}'",
    "INSERT INTO membership VALUES ('b', 'n{few}', {few} > 6, '{r}')",
    "UPDATE membership SET team = 'c' WHERE name = 'n{few}'",
    "DELETE FROM membership WHERE name IN ('m{few}', 'n{few}')",
    "INSERT INTO book VALUES (1000 + 2 * {few}, '{r}')",
    "INSERT INTO film VALUES (1001 + 2 * {few}, '{r}')",
    "UPDATE book SET name = '{r}' WHERE id % 2 = {few} % 2",
    "DELETE FROM film WHERE id = {few} OR id = 1001 + 2 * {few}",
    EMPTIED.format("membership", "WHERE name <> 'n{few}'"),
    EMPTIED.format("invoice", "WHERE id % 7 <> {few} % 7"),
    EMPTIED.format("book", "WHERE id % 3 <> {few} % 3"),
)


def change(session: Session, draw: random.Random, statements: Sequence[str]) -> None:
    """One change; what the database's own rules refuse does not happen."""
    values = {
        "a": draw.randrange(1, 70), "b": draw.randrange(1, 50), "few": draw.randrange(1, 13),
        "one": draw.randrange(1, 3), "np": draw.choice("np"), "small": draw.randrange(999),
        "total": draw.randrange(1300), "kind": draw.choice(("book", "film", "song")),
        "r": f"r{draw.random():.6f}",
    }  # fmt: skip
    try:
        session.execute(draw.choice(statements).format(**values).encode())
    except (psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation):
        session.rollback()


@dataclass
class World:
    """Both databases, and what the plan had left behind when the new one took over."""

    old: Database
    new: Database
    left: dict[str, set[Row]] = field(default_factory=dict)

    def there(self) -> Iterator[str]:
        """What the new database holds otherwise than it should."""
        for table, query in THERE.items():
            columns = "id, email, kind, state, town" if table == "party" else "*"
            wanted, found = (
                self.old.execute(query),
                self.new.execute(f"SELECT {columns} FROM {table}"),
            )
            if sorted(wanted, key=str) != sorted(found, key=str):
                yield f"{table}: {set(wanted) ^ set(found)}"

    def leave(self) -> None:
        """From now on what the plan left behind stays as it is."""
        self.left = {table: set(self.old.execute(query)) for table, query in LEFT.items()}

    def back(self) -> Iterator[str]:
        """What the old database holds otherwise than it should."""
        for table, (here, there) in BACK.items():
            found, given = set(self.old.execute(here)), set(self.new.execute(there))
            mended = {key for key, *_ in given}
            self.left[table] = {row for row in self.left[table] if row[0] not in mended}
            if found != given | self.left[table]:
                yield f"{table}: {found ^ (given | self.left[table])}"


@pytest.mark.parametrize("seed", SEEDS)
def test_old_and_new_hold_the_same_there_and_back(
    live_server: Server,
    live_target: Server,
    make_database: MakeDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    if live_server.major * 10000 < OLDEST["target"]:
        pytest.skip("a way back leads into servers that Segue fills")
    world, draw = World(make_database(live_server), make_database(live_target)), random.Random(seed)
    world.old.execute(OLD)
    world.new.execute(NEW)
    monkeypatch.setenv("OLD", world.old.url)
    monkeypatch.setenv("NEW", world.new.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "segue.toml").write_text(PLAN)
    assert main(["plan", "--back"]) == 0
    back = tmp_path / "segue-back.toml"
    with copied(tmp_path, back=back) as space:
        with follower(space) as one, world.old.connect() as application:
            for number in range(BATCHES):
                for _ in range(draw.randrange(1, 10)):
                    change(application, draw, OF_OLD)
                one.step([each for each in one.scope.by_target if draw.random() < 0.05])
                assert list(world.there()) == [], f"seed {seed}, batch {number}"
        assert main(["cutover"]) in (0, 5), capfd.readouterr()
        assert list(world.there()) == []
        world.leave()
        turned = turned_round(space, str(back))
        for part in range(2):
            with follower(turned) as one, world.new.connect() as application:
                for number in range(BATCHES):
                    for _ in range(draw.randrange(1, 10)):
                        change(application, draw, OF_NEW)
                    one.step([each for each in one.scope.by_target if draw.random() < 0.05])
                    assert list(world.back()) == [], f"seed {seed}, way back, {part}.{number}"
            assert main(["reverse", *(["--rehearse"] if not part else [])]) == 0
        assert list(world.back()) == []
        numbers = "INSERT INTO client (mail, state) VALUES ('new', 'n') RETURNING id"
        highest = world.new.value("SELECT max(id) FROM party WHERE kind = 'client'")
        assert world.old.value(numbers) > highest
