"""What a run lends to helpers on other machines, kept in the journal, and who helps.

A part is taken by a lock on its row, in the transaction that brings its rows: PostgreSQL itself
shares the parts out, and gives back those of whoever dies. A later try of the run deletes these
rows first, which waits for helpers of the try before, and leaves them nothing to take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from psycopg import ClientCursor

from segue.database.journal import STALE_AFTER, Journal, mover_name
from segue.database.later_tables import LENDING
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import PartCounts
from segue.database.session import Connection


@dataclass(frozen=True, slots=True)
class Lending:
    """What a try of a run tells those who want to help."""

    run: int
    attempt: int
    holder: int
    """The server's process that holds the target for the mover."""
    snapshot: str
    """As the source's session exported it."""
    version: str
    """Segue's."""
    max_rate: int | None
    """Bytes a second that all processes together may copy; None without a limit."""
    max_source_load: int | None
    """Sessions of others that may be busy on the source while lanes go on."""
    waits: str | None = None
    """What the mover's lanes wait for at this moment."""


@dataclass(frozen=True, slots=True)
class LentPart:
    """A part that a helper may take, as far as it does not follow from the plan."""

    table: QualifiedName
    number: int
    mapping: int
    """The mapping's place in the plan."""
    relation: QualifiedName | None
    first_page: int | None
    end_page: int | None
    bytes: int
    digest: str
    """Stands for the SQL by which the table's rows travel: whoever makes other SQL leaves it."""

    @property
    def facts(self) -> dict[str, object]:
        """As the journal keeps them."""
        relation = self.relation
        return {
            "schema": self.table.schema, "table": self.table.name, "number": self.number,
            "mapping": self.mapping, "first_page": self.first_page, "end_page": self.end_page,
            "bytes": self.bytes, "digest": self.digest,
            "source_schema": relation.schema if relation else None,
            "source_table": relation.name if relation else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelperRecord:
    """A process that lends lanes to a run, or did."""

    number: int
    attempt: int
    """The try of the run that it joined."""
    name: str
    """Its host and process."""
    lanes: int
    parts: int
    rows: int
    streamed: int
    """Bytes that it brought."""
    started: datetime
    heartbeat: datetime
    ended: datetime | None
    silence: float
    """Seconds since the last sign of life, by the target's clock."""

    @property
    def lives(self) -> bool:
        """Whether it is at work and gave a sign of life."""
        return self.ended is None and self.silence < STALE_AFTER


def close_lending(connection: Connection, run: int) -> None:
    """Nothing of the run is lent any more; waits for transactions of helpers that are at it."""
    if LENDING.are_in(connection):
        connection.execute(query("lending_close"), {"run": run})


def lending_now(connection: Connection, run: int) -> Lending | None:
    """What the run lends; None where it lends nothing now."""
    if not LENDING.are_in(connection):
        return None
    row = connection.execute(query("lending_now"), {"run": run}).fetchone()
    return Lending(*row) if row is not None else None


def lent_parts(connection: Connection, run: int) -> tuple[LentPart, ...]:
    """All that is lent, in the order in which it is to be taken."""
    rows = connection.execute(query("lent_part_list"), {"run": run})
    return tuple(part_of(*row) for row in rows)


def part_of(
    schema: str,
    table: str,
    number: int,
    mapping: int,
    source_schema: str | None,
    source_table: str | None,
    *rest: Any,
) -> LentPart:
    """A part as the journal keeps it."""
    relation = None
    if source_schema is not None and source_table is not None:
        relation = QualifiedName(source_schema, source_table)
    return LentPart(QualifiedName(schema, table), number, mapping, relation, *rest)


def helpers(
    connection: Connection, run: int, attempt: int | None = None
) -> tuple[HelperRecord, ...]:
    """Who helped the run, or one try of it; the first to join first."""
    if not LENDING.are_in(connection):
        return ()
    rows = connection.execute(query("helper_list"), {"run": run, "attempt": attempt})
    return tuple(HelperRecord(*row) for row in rows)


class LendingJournal:
    """What is lent by one try of a run, written and read through one session."""

    def __init__(self, journal: Journal) -> None:
        self._connection = journal.connection
        self._journal = journal
        self._facts = {"run": journal.run, "attempt": journal.attempt}

    def open(self, lending: Lending, parts: Iterable[LentPart]) -> None:
        """Lend these parts from now on; what an earlier try lent is over."""
        facts = asdict(lending)
        rows = [
            {"run": lending.run, "place": place, **part.facts} for place, part in enumerate(parts)
        ]
        with self._connection.transaction():
            self._connection.execute(query("lending_close"), self._facts)
            self._connection.execute(query("lending_open"), facts)
            self._connection.cursor().executemany(query("lent_part_saved"), rows)

    def close(self) -> None:
        """All parts are in."""
        self._connection.execute(query("lending_close"), self._facts)

    def wait_for(self, what: str | None) -> None:
        """Tell what the mover's lanes wait for."""
        self._connection.execute(query("lending_waits"), {**self._facts, "waits": what})

    def brought(self) -> list[tuple[QualifiedName, int]]:
        """The parts that helpers brought: table and number."""
        rows = self._connection.execute(query("lent_parts_brought"), self._facts)
        return [(QualifiedName(schema, table), number) for schema, table, number in rows]

    def helpers(self) -> tuple[HelperRecord, ...]:
        """Who helps this try."""
        return helpers(self._connection, self._journal.run, self._journal.attempt)

    def end_silent(self) -> list[str]:
        """End the sessions of helpers that were silent for long; returns their names."""
        facts = {**self._facts, "stale": STALE_AFTER}
        return [name for (name,) in self._connection.execute(query("helper_end_silent"), facts)]

    # What helpers do

    def open_parts(self, digests: Collection[str]) -> tuple[int, int]:
        """How many parts with these digests are not in, and their bytes."""
        facts = {**self._facts, "digests": list(digests)}
        row = self._connection.execute(query("lent_parts_open"), facts).fetchone()
        return (int(row[0]), int(row[1])) if row is not None else (0, 0)

    def next_part(self, digests: Collection[str]) -> tuple[QualifiedName, int] | None:
        """The first part with such a digest that is not in and that nobody is at."""
        facts = {**self._facts, "digests": list(digests)}
        row = self._connection.execute(query("lent_part_next"), facts).fetchone()
        return (QualifiedName(row[0], row[1]), int(row[2])) if row is not None else None

    def join(self, lanes: int) -> int:
        """Register this process as a helper; returns its number."""
        facts = {**self._facts, "name": mover_name(), "lanes": lanes}
        row = self._connection.execute(query("helper_joined"), facts).fetchone()
        assert row is not None
        return int(row[0])

    def beat(self, helper: int, sessions: Sequence[int]) -> tuple[bool, int] | None:
        """Sign of life of a helper whose lanes have these processes on the server.

        Returns whether to stop, and how many other helpers live; None where the try is over.
        """
        facts = {"helper": helper, "sessions": list(sessions), "stale": STALE_AFTER}
        row = self._connection.execute(query("helper_beat"), facts).fetchone()
        return (bool(row[0]), int(row[1])) if row is not None else None

    def leave(self, helper: int) -> None:
        """The helper lends its lanes no more."""
        self._connection.execute(query("helper_ended"), {"helper": helper})


@dataclass(frozen=True, slots=True)
class Claim:
    """How a lane takes a part of a try that lends its parts."""

    helper: int | None = None
    """The helper whose lane it is; None for the mover's own."""

    def begin(
        self, journal: Journal, table: QualifiedName, number: int, *, wait: bool = False
    ) -> tuple[bool, bool]:
        """Begin a transaction and take the part in it, all in one turn; `wait` for who is at it.

        Returns whether it is ours, and whether its rows are in already.
        """
        facts = {
            "run": journal.run, "attempt": journal.attempt,
            "schema": table.schema, "table": table.name, "number": number,
        }  # fmt: skip
        # Only what is asked after the lock sees what whoever held it has committed.
        names = ["lent_part_await"] if wait else []
        statements = [query(name) for name in (*names, "lent_part_claim", "part_exists")]
        cursor = ClientCursor(journal.connection)
        cursor.execute(b"BEGIN;\n" + b"\n".join(statements), facts)
        for _ in (*names, "lent_part_claim"):
            cursor.nextset()
        ours = cursor.fetchone() is not None
        cursor.nextset()
        row = cursor.fetchone()
        return ours, row is not None and bool(row[0])

    def brought(
        self, journal: Journal, table: QualifiedName, number: int, counts: PartCounts
    ) -> None:
        """Within the transaction that brought the rows, after the journal was told of them."""
        if self.helper is not None:
            facts = {
                "run": journal.run, "helper": self.helper, "schema": table.schema,
                "table": table.name, "number": number, "rows": counts.rows,
                "streamed": counts.streamed,
            }  # fmt: skip
            journal.connection.execute(query("lent_part_brought"), facts)
