"""What the journal keeps of a live move: how far it follows, and the keys that wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql

from segue.database.journal import STALE_AFTER, journal_exists, mover_name
from segue.database.later_tables import BEHIND, SWITCH
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.replication import Key, lsn_number, lsn_text
from segue.database.session import Connection

SCHEMA = "segue_live"
"""Where a live move keeps what it makes beside the journal: the functions of fences and outbox."""

OUTBOX = (SCHEMA, "outbox")


@dataclass(frozen=True, slots=True)
class LiveRecord:
    """A live move as the journal tells it."""

    id: int
    state: str
    """making (slot and publication), copying, following, moved (cut over) or ended."""
    plan_digest: str
    source_identity: str
    source_label: str
    slot: str
    """Empty where an outbox tells what changes."""
    publication: str
    back_plan: str | None
    """The plan of the way back, where one was wanted."""
    back_position: str | None
    """Where the way back begins in the target's WAL."""
    columns: str | None
    """Stands for the columns of the tables that are followed, on both sides."""
    mover: str
    stop_requested: bool
    aside_requested: bool
    position: str | None
    """Up to there the target equals the source, through the plan."""
    collected: str | None
    """Up to there the keys of what changed are in the journal."""
    seen: datetime | None
    """The moment of the source that the target shows."""
    batches: int
    keys: int
    rows: int
    """Rows that batches wrote or deleted."""
    message: str | None
    """What ended the last try, or keeps it."""
    pause_ms: int | None
    """How long writers waited at the cutover."""
    started: datetime
    heartbeat: datetime
    moved: datetime | None
    silence: float
    """Seconds since the last sign of life, by the target's clock."""
    waiting: int
    """Keys that wait in the journal."""
    oldest: float | None
    """Seconds since the oldest of them was committed."""
    rejected: int
    """Rows of the source that the target refuses, as it stands."""

    @property
    def outbox(self) -> bool:
        """Whether triggers tell what changes, and no slot does."""
        return not self.slot

    @property
    def lives(self) -> bool:
        """Whether somebody follows and gave a sign of life."""
        return self.silence < STALE_AFTER


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A table that is followed and holds rows, or a partition of one."""

    table: QualifiedName
    name: QualifiedName
    oid: int
    state: str
    """Changes when it is rewritten; of a partition, when it is emptied or attached anew."""

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> SourcePart:
        """As both databases tell it."""
        schema, table, part_schema, part, oid, state = row
        return cls(QualifiedName(schema, table), QualifiedName(part_schema, part), oid, state)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the source: which transactions a snapshot sees."""

    xmin: int
    xmax: int
    running: tuple[int, ...]
    position: int
    """Every transaction that the snapshot sees was written before it."""
    time: datetime

    @property
    def facts(self) -> dict[str, object]:
        return {"xmin": self.xmin, "xmax": self.xmax, "running": list(self.running)}


def moment(source: Connection) -> Moment:
    """What the session's transaction sees; its first statement must be this one."""
    row = source.execute(query("moment")).fetchone()
    assert row is not None
    xmin, xmax, running, position, time = row
    return Moment(xmin, xmax, tuple(running), lsn_number(position), time)


def live_record(connection: Connection) -> LiveRecord | None:
    """The newest live move into this database; None where there was none."""
    if not journal_exists(connection) or not _is_journalled(connection):
        return None
    row = connection.execute(query("live_latest")).fetchone()
    return LiveRecord(*row) if row is not None else None


def _is_journalled(connection: Connection) -> bool:
    row = connection.execute(query("live_known")).fetchone()
    return row is not None and bool(row[0])


def begin_live(connection: Connection, **facts: object) -> int:
    """Write down a new live move and return its number; the journal must be there."""
    with connection.transaction():
        if not _is_journalled(connection):
            connection.execute(query("live_create"))
        row = connection.execute(query("live_begin"), {**facts, "mover": mover_name()}).fetchone()
    assert row is not None
    return int(row[0])


class LiveJournal:
    """What a follower writes, through one session."""

    def __init__(self, connection: Connection, live: int) -> None:
        self.connection = connection
        self.live = live

    def over(self, connection: Connection) -> LiveJournal:
        """The same through another session."""
        return LiveJournal(connection, self.live)

    def taken_up(self) -> None:
        """This process follows from now on."""
        self._execute("live_taken_up", mover=mover_name())

    def asks_over(self) -> None:
        """A person types the command anew: an earlier request to stop is over."""
        self._execute("live_asks_over")

    def state(self, state: str) -> None:
        """It is copying, following, moved or ended."""
        self._execute("live_state", state=state)

    def planned(self, plan_digest: str, columns: str) -> None:
        """Another plan, or other columns, are followed from now on."""
        self._execute("live_planned", plan_digest=plan_digest, columns=columns)

    def message(self, message: str | None) -> None:
        """What keeps the follower, or nothing."""
        self._execute("live_message", message=message)

    def stop(self) -> None:
        """Ask the follower to end."""
        self._execute("live_stop")

    def aside(self, aside: bool) -> None:
        """Ask the follower to step aside for a cutover, or no longer."""
        self._execute("live_aside", aside=aside)

    def beat(self, seen: datetime | None = None) -> tuple[bool, bool]:
        """A sign of life; whether the follower is asked to stop, and to step aside."""
        cursor = self.connection.execute(query("live_beat"), {"live": self.live, "seen": seen})
        row = cursor.fetchone()
        return (bool(row[0]), bool(row[1])) if row is not None else (True, False)

    def collected(
        self,
        keys: Iterable[tuple[QualifiedName, Key | None, int, datetime]],
        position: int | None = None,
    ) -> None:
        """Keys that were told, with transaction and time; up to a position, if by a stream."""
        with self.connection.transaction():
            with self.connection.cursor().copy(query("live_key_copy")) as copy:
                for table, key, xid, committed in keys:
                    listed = None if key is None else list(key)
                    copy.write_row((table.schema, table.name, listed, xid, committed))
            if position is not None:
                self._execute("live_collected", position=lsn_text(position))

    def last_key(self) -> int:
        """The number of the newest key; what comes later is of another batch."""
        row = self.connection.execute(query("live_last_key")).fetchone()
        return int(row[0]) if row is not None else 0

    def keys_seen(
        self, last: int, now: Moment, chunk: int
    ) -> Iterator[tuple[QualifiedName, list[Key | None]]]:
        """The keys up to a number whose changes the moment sees: of one table each, so many."""
        with self.connection.cursor("segue_keys") as cursor:
            cursor.itersize = chunk
            cursor.execute(query("live_keys_seen"), {"last": last, **now.facts})
            table, keys = None, list[Key | None]()
            for schema, name, key in cursor:
                one = QualifiedName(schema, name)
                if table is not None and (one != table or len(keys) >= chunk):
                    yield table, keys
                    keys = []
                table = one
                keys.append(None if key is None else tuple(key))
            if table is not None:
                yield table, keys

    def keys_of(self, table: QualifiedName, now: Moment) -> list[Key | None]:
        """The keys of one table whose changes the moment sees."""
        facts = {"schema": table.schema, "table": table.name, **now.facts}
        rows = self.connection.execute(query("live_keys_of"), facts)
        return [None if key is None else tuple(key) for (key,) in rows]

    def pairs_found(self, run: int, mapping: str, pairs: Mapping[str, str]) -> None:
        """Keys of new rows, with those of their counterparts."""
        facts = {"old": list(pairs), "new": list(pairs.values())}
        self._execute("pairs_found", run=run, mapping=mapping, **facts)

    def pairs_over(self, run: int, mapping: str, keys: Collection[str]) -> None:
        """The source has these rows no longer."""
        self._execute("pairs_over", run=run, mapping=mapping, keys=list(keys))

    def applied(self, last: int, now: Moment, keys: int, rows: int) -> None:
        """Within the batch's transaction: the target shows the moment."""
        self._execute("live_keys_done", last=last, **now.facts)
        self._execute(
            "live_applied", position=lsn_text(now.position), seen=now.time, keys=keys, rows=rows
        )

    def stale(self) -> frozenset[QualifiedName]:
        """The target tables that are to be read again as a whole."""
        rows = self.connection.execute(query("live_stale"))
        return frozenset(QualifiedName(*row) for row in rows)

    def stale_saved(self, tables: Collection[QualifiedName]) -> None:
        for table in tables:
            self._execute("live_stale_saved", schema=table.schema, table=table.name)

    def stale_done(self, tables: Collection[QualifiedName]) -> None:
        for table in tables:
            self._execute("live_stale_done", schema=table.schema, table=table.name)

    def partitions(self) -> frozenset[SourcePart]:
        """What of the source held rows at the last moment."""
        rows = self.connection.execute(query("live_partitions"), {"live": self.live})
        return frozenset(SourcePart.of(row) for row in rows)

    def partitions_saved(self, parts: Collection[SourcePart]) -> None:
        """These are there now."""
        self._execute("live_partitions_over")
        for part in parts:
            self._execute(
                "live_partition_saved", schema=part.table.schema, table=part.table.name,
                part_schema=part.name.schema, part_name=part.name.name, part=part.oid,
                state=part.state,
            )  # fmt: skip

    # Rows of the old database that the way back leaves alone

    def behind_told(self, statements: Mapping[QualifiedName, str]) -> None:
        """By table: what tells the rows that stay behind, each with whether it was refused."""
        BEHIND.add_to(self.connection)
        for table, statement in statements.items():
            self._execute("behind_planned", schema=table.schema, table=table.name, told=statement)

    def behind(self) -> frozenset[QualifiedName]:
        """The tables of which rows stay behind; these are noted before the first batch."""
        if not BEHIND.are_in(self.connection):
            return frozenset()
        open_ = self.connection.execute(query("behind_open"), {"live": self.live}).fetchall()
        for schema, table, statement in open_:
            with self.connection.transaction():
                note = (
                    "INSERT INTO segue.live_behind SELECT {}, {}, {}, key, refused FROM ({}) AS t"
                )
                literals = map(sql.Literal, (self.live, schema, table))
                self.connection.execute(sql.SQL(note).format(*literals, sql.SQL(statement)))
                self._execute("behind_noted", schema=schema, table=table)
        rows = self.connection.execute(query("behind_tables"), {"live": self.live})
        return frozenset(QualifiedName(*row) for row in rows)

    def behind_over(self, table: QualifiedName, keys: Collection[str]) -> None:
        """The new database has these rows too: they follow from now on."""
        self._execute("behind_over", schema=table.schema, table=table.name, keys=list(keys))

    def puts_aside(self, load: int, columns: Sequence[str]) -> None:
        """Refused rows of a load are put aside from now on; their texts are of these columns."""
        self._execute("load_columns", load=load, columns=list(columns))

    def back_begins(self, position: str) -> None:
        """The way back begins there."""
        self._execute("live_back", position=position)

    def moved(self, pause_ms: int) -> None:
        """The application writes to the target from now on."""
        self._execute("live_moved", pause_ms=pause_ms)

    # The switch command of the cutover

    def switch_wanted(self, wanted: bool) -> None:
        """A cutover begins, with a switch command or without one."""
        SWITCH.add_to(self.connection)
        self._execute("switch_over")
        if wanted:
            self._execute("switch_saved", ended=False)

    def switched(self) -> None:
        """The switch command has ended well."""
        SWITCH.add_to(self.connection)
        self._execute("switch_saved", ended=True)

    def switch_ended(self) -> bool | None:
        """Whether the switch command has ended well; None where none was wanted."""
        if not SWITCH.are_in(self.connection):
            return None
        row = self.connection.execute(query("switch_ended"), {"live": self.live}).fetchone()
        return bool(row[0]) if row is not None else None

    def _execute(self, statement: str, **facts: object) -> None:
        self.connection.execute(query(statement), {"live": self.live, **facts})
