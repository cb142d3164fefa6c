"""An application that goes through a cutover as a real one does: refused here, it writes there.

Each writer remembers what it was told is committed; in the end that is what has to be there.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

import psycopg
from psycopg.rows import TupleRow

from support.deaths.worlds import Open, Session

OLD, NEW = "old", "new"
LONG = 9000
"""Bytes of a value that is kept apart from its row."""

SHARED = ("tagging_pkey", "label_pkey")
"""What two writers may both want; any other duplicate is a number that was given out twice."""

WORDS: Mapping[str, Mapping[str, str]] = {
    OLD: {
        "insert": "INSERT INTO entry (client_id, writer, number, price, said)"
        " VALUES (%s, %s, %s, %s / 100.0, %s)",
        "update": "UPDATE entry SET price = %s / 100.0 WHERE writer = %s AND number = %s",
        "delete": "DELETE FROM entry WHERE writer = %s AND number = %s",
        "rows": "SELECT number, round(price * 100)::bigint FROM entry WHERE writer = %s",
        "person": "INSERT INTO client (mail, state) VALUES (%s, 'n')",
        "turn": "UPDATE client SET state = %s WHERE id = %s",
        "retag": "UPDATE tagging SET b = 't' || %s, weight = weight + 1 WHERE a = %s",
        "untag": "DELETE FROM tagging WHERE a = %s",
        "tag": "INSERT INTO tagging VALUES (%s, 't9', 1)",
        "seats": "SELECT id, place FROM seat WHERE id = ANY (%s) ORDER BY id FOR UPDATE",
        "sit": "UPDATE seat SET place = %s WHERE id = %s",
        "firm": "UPDATE firm SET town = %s WHERE id = %s",
        "visit": "INSERT INTO visit VALUES (%s, %s, 'anew') ON CONFLICT (id, year)"
        " DO UPDATE SET said = visit.said || '.'",
        "leave": "DELETE FROM visit WHERE id = %s",
        "parts": "visit visit_ said",
    },
    NEW: {
        "insert": "INSERT INTO posting (party_id, writer, number, cents, remark)"
        " VALUES (%s, %s, %s, %s, %s)",
        "update": "UPDATE posting SET cents = %s WHERE writer = %s AND number = %s",
        "delete": "DELETE FROM posting WHERE writer = %s AND number = %s",
        "rows": "SELECT number, cents FROM posting WHERE writer = %s",
        "person": "INSERT INTO party (email, kind, level) VALUES (%s, 'client', 1)",
        "turn": "UPDATE party SET level = CASE %s WHEN 'n' THEN 1 ELSE 2 END WHERE id = %s",
        "retag": "UPDATE label SET word = 't' || %s, weight = weight + 1 WHERE num = %s",
        "untag": "DELETE FROM label WHERE num = %s",
        "tag": "INSERT INTO label VALUES (%s, 't9', 1)",
        "seats": "SELECT id, place FROM chair WHERE id = ANY (%s) ORDER BY id FOR UPDATE",
        "sit": "UPDATE chair SET place = %s WHERE id = %s",
        "firm": "UPDATE party SET city = %s WHERE id = 1000000 + %s",
        "visit": "INSERT INTO call VALUES (%s, %s, 'anew') ON CONFLICT (id, turn)"
        " DO UPDATE SET word = call.word || '.'",
        "leave": "DELETE FROM call WHERE id = %s",
        "parts": "call call_ word",
    },
}
"""The same changes in the words of either schema."""


@dataclass
class Application:
    """What all writers together did; `problems` is what no application may meet."""

    open: Mapping[str, Open]
    side: str = OLD
    """Where the last change was taken."""
    written: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)
    writers: list[Writer] = field(default_factory=list)
    paused: threading.Event = field(default_factory=threading.Event)
    stays: threading.Event = field(default_factory=threading.Event)
    """Whoever is refused waits until `go_on`."""
    over: threading.Event = field(default_factory=threading.Event)

    def quiet(self) -> None:
        """No writer is within a change when this returns."""
        self.paused.set()
        for writer in self.writers:
            writer.idle.wait()

    def go_on(self) -> None:
        self.stays.clear()
        self.paused.clear()

    @property
    def refused_all(self) -> bool:
        """Whether every writer was refused, and waits."""
        return all(writer.waits for writer in self.writers)

    def missing(self, side: str) -> list[str]:
        """What was told to be committed there and is not, or is otherwise."""
        with self.open[side]() as session:
            return [problem for writer in self.writers for problem in writer.missing(session, side)]


@dataclass(frozen=True)
class Change:
    """A transaction of one writer."""

    session: Session
    words: Mapping[str, str]
    after: dict[int, int | None]
    """What its entries are when it is committed: cents, or None where they are gone."""

    def execute(self, name: str, values: Sequence[object]) -> psycopg.Cursor[TupleRow]:
        return self.session.execute(self.words[name].encode(), values)


class Writer(threading.Thread):
    """One session's changes; its entries are nobody else's."""

    def __init__(self, number: int, seed: int, application: Application, pause: float) -> None:
        super().__init__(daemon=True)
        self.number = number
        self.idle = threading.Event()
        self.waits = False
        self._draw = random.Random(f"{seed} {number}")
        self._application = application
        self._pause = pause
        self._side = OLD
        self._session: Session | None = None
        self._rows: dict[int, int] = {}
        self._doubt: dict[int, set[int | None]] = {}
        """Entries whose commit was not answered, with all that they may be."""
        self._next = 0

    def run(self) -> None:
        application = self._application
        while not application.over.is_set():
            if application.paused.is_set():
                self.idle.set()
                time.sleep(0.01)
                continue
            self.idle.clear()
            self._change()
            application.over.wait(self._pause * self._draw.random() * 2)
        self._close()
        self.idle.set()

    def missing(self, session: Session, side: str) -> list[str]:
        rows: dict[int, int] = dict(
            session.execute(WORDS[side]["rows"].encode(), [self.number]).fetchall()
        )
        found = []
        for number in {*rows, *self._rows, *self._doubt}:
            may_be = self._doubt.get(number, {self._rows.get(number)})
            if rows.get(number) not in may_be:
                found.append(
                    f"writer {self.number}, entry {number}: {rows.get(number)}, not {may_be}"
                )
        return found[:5]

    def _change(self) -> None:
        """One change, as far as it is taken."""
        after: dict[int, int | None] = {}
        try:
            session = self._ready()
            with session.transaction():
                change = Change(session, WORDS[self._side], after)
                self._draw.choice(_CHANGES)(self, change)
        except psycopg.errors.ReadOnlySqlTransaction:
            self._refused()
        except psycopg.OperationalError as error:
            if not isinstance(error, psycopg.errors.DeadlockDetected):
                self._lost(after)
        except psycopg.Error as error:
            if error.diag.constraint_name not in SHARED:
                self._application.problems.append(str(error))
        else:
            self._taken(after)

    def _ready(self) -> Session:
        if self._session is None or self._session.closed:
            self._session = self._application.open[self._side]()
            self._settle(self._session)
        return self._session

    def _refused(self) -> None:
        """It writes to the other side, as soon as it may."""
        application = self._application
        application.refused += 1
        self._close()
        self._side = NEW if self._side == OLD else OLD
        time.sleep(0.03)
        while application.stays.is_set() and not application.over.is_set():
            self.waits = True
            time.sleep(0.01)
        self.waits = False

    def _lost(self, after: Mapping[int, int | None]) -> None:
        """The session is gone, and nobody knows whether the change was committed."""
        for number, value in after.items():
            self._doubt.setdefault(number, {self._rows.get(number)}).add(value)
        self._close()
        time.sleep(0.05)

    def _taken(self, after: Mapping[int, int | None]) -> None:
        self._application.written += 1
        self._application.side = self._side
        for number, value in after.items():
            self._rows.pop(number, None)
            if value is not None:
                self._rows[number] = value

    def _settle(self, session: Session) -> None:
        """After a lost session: the server has decided by now what was committed."""
        if not self._doubt:
            return
        rows: dict[int, int] = dict(
            session.execute(WORDS[self._side]["rows"].encode(), [self.number]).fetchall()
        )
        for number, may_be in self._doubt.items():
            if rows.get(number) not in may_be:
                self._application.problems.append(
                    f"entry {number}: {rows.get(number)}, not {may_be}"
                )
            self._rows.pop(number, None)
            if number in rows:
                self._rows[number] = rows[number]
        self._doubt = {}

    def _close(self) -> None:
        if self._session is not None:
            with suppress(psycopg.Error):
                self._session.close()
        self._session = None

    # Changes

    def _hurt(self, done: int, what: str) -> None:
        if done != 1:
            self._application.problems.append(f"writer {self.number} finds {what} {done} times")

    def insert(self, change: Change) -> None:
        for _ in range(self._draw.choice((1, 1, 3))):
            self._next += 1
            change.after[self._next] = cents = self._draw.randrange(10**6)
            said = "s" * self._draw.choice((0, 7, LONG))
            values = [self._draw.randrange(1, 50), self.number, self._next, cents, said]
            change.execute("insert", values)

    def update(self, change: Change) -> None:
        for number in self._some():
            change.after[number] = cents = self._draw.randrange(10**6)
            done = change.execute("update", [cents, self.number, number])
            self._hurt(done.rowcount, f"entry {number} to update")

    def delete(self, change: Change) -> None:
        for number in self._some()[:1]:
            change.after[number] = None
            done = change.execute("delete", [self.number, number])
            self._hurt(done.rowcount, f"entry {number} to delete")

    def roll_back(self, change: Change) -> None:
        """A savepoint that is undone, with what was written in it."""
        with suppress(ZeroDivisionError), change.session.transaction():
            self.insert(replace(change, after={}))
            raise ZeroDivisionError
        self.update(change)

    def others(self, change: Change) -> None:
        """Rows that everybody writes to."""
        draw = self._draw
        possible: dict[str, list[object]] = {
            "person": [f"p{draw.random()}"],
            "turn": [draw.choice("np"), draw.randrange(1, 6)],
            "retag": [draw.randrange(5), draw.randrange(1, 200)],
            "untag": [draw.randrange(1, 200)],
            "tag": [draw.randrange(1, 200)],
            "firm": [draw.choice(("Ulm", "Bonn")), draw.randrange(1, 31)],
            "visit": [draw.randrange(1, 100), draw.randrange(3)],
            "leave": [draw.randrange(1, 100)],
        }
        name = draw.choice(sorted(possible))
        change.execute(name, possible[name])

    def exchange(self, change: Change) -> None:
        """Two rows take each other's place, which is unique."""
        pair = self._draw.sample(range(1, 61), 2)
        (one, first), (two, second) = change.execute("seats", [pair]).fetchall()
        for place, seat in ((-one, one), (first, two), (second, one)):
            change.execute("sit", [place, seat])

    def repartition(self, change: Change) -> None:
        """A partition is emptied, or goes and comes again, changed meanwhile.

        The table is written to first: whatever follows a fence would not be refused by it.
        """
        table, leaf, word = change.words["parts"].split()
        number = self._draw.randrange(3)
        leaf += str(number)
        statements = [f"DELETE FROM {table} WHERE id = 0", "SET LOCAL lock_timeout = '300ms'"]
        if self._draw.random() < 0.3:
            statements.append(f"TRUNCATE {leaf}")
        else:
            statements += [
                f"ALTER TABLE {table} DETACH PARTITION {leaf}",
                f"UPDATE {leaf} SET {word} = 'moved' WHERE id % 7 = {self._draw.randrange(7)}",
                f"ALTER TABLE {table} ATTACH PARTITION {leaf} FOR VALUES IN ({number})",
            ]
        with suppress(psycopg.errors.LockNotAvailable), change.session.transaction():
            for statement in statements:
                change.session.execute(statement.encode())

    def _some(self) -> list[int]:
        known = sorted(self._rows)
        return self._draw.sample(known, min(len(known), self._draw.choice((1, 1, 5))))


_CHANGES: tuple[Callable[[Writer, Change], None], ...] = (
    Writer.insert, Writer.insert, Writer.update, Writer.update, Writer.delete, Writer.roll_back,
    Writer.others, Writer.others, Writer.others, Writer.others, Writer.exchange, Writer.repartition,
)  # fmt: skip


@contextmanager
def application(
    old: Open, new: Open, seed: int, writers: int = 3, pause: float = 0.01
) -> Iterator[Application]:
    """Writes until the block ends."""
    running = Application({OLD: old, NEW: new})
    running.writers = [Writer(n, seed, running, pause) for n in range(1, writers + 1)]
    for writer in running.writers:
        writer.start()
    try:
        yield running
    finally:
        running.over.set()
        for writer in running.writers:
            writer.join()
