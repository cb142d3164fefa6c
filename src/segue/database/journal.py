"""The journal: what a run did, kept in the schema `segue` of the target.

Rows that tell of a change (a part copied, a definition dropped or put back) are written in the
transaction of that change, so a crash leaves both or neither. Whoever wants to know how a run
fares asks these tables; nothing else holds state.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any
from weakref import WeakSet

import psycopg
from psycopg import sql

from segue.database.later_tables import LATER
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import (
    DoneLoad,
    LoadRecord,
    LoadTotals,
    MigrationRecord,
    PartCounts,
    PlannedLoad,
    Preparation,
    RunRecord,
    StepRecord,
)
from segue.database.session import Connection
from segue.errors import JournalInTheWay, JournalVersion, LockLost
from segue.events import PARTS_OF_OTHERS, RunFinished

VERSION = 4
BEFORE = 3
"""The version that is read as well, and brought up to date by the next run."""
SCHEMA = "segue"
STALE_AFTER = 30.0
"""Seconds without a heartbeat after which a mover is taken for gone."""

Parameters = dict[str, object]

_current: WeakSet[Connection] = WeakSet()
"""Sessions that saw the journal of this release, which never becomes older again."""


def journal_exists(connection: Connection) -> bool:
    """Whether the database holds a journal. Raises JournalVersion if it is not ours to read."""
    if not _value(connection, "journal_exists"):
        return False
    version = _value(connection, "journal_version")
    if version not in (BEFORE, VERSION):
        raise JournalVersion(found=version, known=VERSION)
    if version == VERSION:
        _current.add(connection)
    return True


def journal_is_current(connection: Connection) -> bool:
    """Whether the journal, which is there, has all tables that this release knows."""
    if connection not in _current and int(_value(connection, "journal_version")) == VERSION:
        _current.add(connection)
    return connection in _current


def create_journal(connection: Connection) -> None:
    """Make the journal where there is none. Raises JournalInTheWay.

    A schema `segue` that is the project's own keeps what it has and takes the journal's tables too.
    """
    there = journal_exists(connection)
    if there and journal_is_current(connection):
        return
    try:
        with connection.transaction():
            if not _value(connection, "journal_schema_exists"):
                connection.execute(query("journal_schema_create"))
            if not there:
                connection.execute(query("journal_create"))
            connection.execute(query("journal_upgrade"))
    except psycopg.errors.DuplicateTable as error:
        raise JournalInTheWay(reason=str(error).splitlines()[0]) from error


@cache
def journal_tables() -> frozenset[str]:
    """The names of the journal's tables in its schema."""
    scripts = (
        "journal_create",
        "journal_upgrade",
        "live_create",
        *(each.create for each in LATER),
    )
    scripts_text = b"".join(map(query, scripts))
    return frozenset(re.findall(r"CREATE TABLE segue\.(\w+)", scripts_text.decode()))


def drop_journal(connection: Connection) -> None:
    """Drop the journal with everything in it, and its schema unless others use that too."""
    with connection.transaction():
        if journal_exists(connection):
            names = (sql.Identifier(SCHEMA, name) for name in sorted(journal_tables()))
            listed = sql.SQL(", ").join(names)
            connection.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(listed))
            connection.execute(query("journal_schema_drop"))


def mover_name() -> str:
    """The host and process that move, as `status` shows them."""
    return f"{socket.gethostname()}:{os.getpid()}"


def runs(connection: Connection) -> tuple[RunRecord, ...]:
    """The newest runs first."""
    return tuple(RunRecord(*row) for row in connection.execute(query("run_latest")))


def begin_run(
    connection: Connection,
    *,
    plan_digest: str,
    source_identity: str,
    source_label: str,
    target_label: str,
) -> int:
    """Write down a new run and return its number."""
    facts: Parameters = {
        "plan_digest": plan_digest,
        "source_identity": source_identity,
        "source_label": source_label,
        "target_label": target_label,
        "mover": mover_name(),
    }
    return int(_value(connection, "run_begin", facts))


def request_stop(connection: Connection, run: int) -> None:
    """Ask the mover of the run to stop at its next heartbeat."""
    connection.execute(query("run_request_stop"), {"run": run})


def forget_stop(connection: Connection, run: int) -> None:
    """A person types the command again: an earlier request to stop is over."""
    connection.execute(query("run_forget_stop"), {"run": run})


def begin_preparation(connection: Connection, by: str, records: Iterable[str]) -> None:
    """Segue begins to make the target's schema; by history, as these records want it."""
    connection.execute(query("preparation_begun"), {"by": by, "records": list(records)})


def finish_preparation(connection: Connection) -> None:
    """The target's schema is as it was to be made."""
    connection.execute(query("preparation_finished"))


def preparation(connection: Connection) -> Preparation | None:
    """What Segue made of the target's schema; None where it did not, or nobody knows any more."""
    if not journal_exists(connection) or not _value(connection, "preparation_known"):
        return None
    row = connection.execute(query("preparation_latest")).fetchone()
    return Preparation(*row) if row is not None else None


def forget_run(connection: Connection, run: int) -> None:
    """Drop what is kept of a run, its set-aside seed rows included."""
    connection.execute(query("run_forget"), {"run": run})


class Journal:
    """The journal of one try of a run, written through one session (give each thread its own).

    What counts is written only while no later try has begun: a mover that hung for long may wake
    when another has taken over. Then LockLost is raised.
    """

    def __init__(self, connection: Connection, run: int, attempt: int = 1) -> None:
        self.connection = connection
        self.run = run
        self.attempt = attempt
        """The number of the try, from 1."""

    def over(self, connection: Connection) -> Journal:
        """The same try's journal through another session."""
        return Journal(connection, self.run, self.attempt)

    def resumed(self) -> Journal:
        """Another try of the run begins; its journal."""
        facts: Parameters = {"run": self.run, "mover": mover_name()}
        return Journal(self.connection, self.run, int(_value(self.connection, "run_resume", facts)))

    def planned(self, total: int, done: int) -> None:
        """This try has `total` bytes to copy, of which `done` were kept."""
        self._execute("run_planned", total=total, done=done)

    def copied(self, copied: bool) -> None:
        """Whether every row is in."""
        self._execute("run_copied", copied=copied)

    def ended(self, state: str, message: str | None = None) -> None:
        """The run, or this try of it, ended as `state`; all that was written before is on disk.

        Raises LockLost.
        """
        with self.connection.transaction():
            self.connection.execute("SET LOCAL synchronous_commit TO DEFAULT")
            self._while_ours("run_ended", state=state, message=message)

    def outcome(self) -> RunFinished:
        """What came of the run, which is done."""
        row = self.connection.execute(query("run_outcome"), {"run": self.run}).fetchone()
        assert row is not None
        loads = self.loads()
        rows = sum(load.rows or 0 for load in loads)
        streamed = sum(load.streamed or 0 for load in loads)
        return RunFinished(self.run, len(loads), rows, streamed, *row)

    def heartbeat(self, done: int) -> bool:
        """Sign of life with the bytes copied so far; returns whether to stop. Raises LockLost."""
        row = self._while_ours("run_heartbeat", done=done).fetchone()
        return row is not None and bool(row[0])

    def step_started(self, number: int, name: str) -> None:
        self._execute("step_started", number=number, name=name)

    def step_told(self, number: int, name: str, summary: str, began: float, ended: float) -> None:
        """A step that began and ended, so many seconds ago, before there was a journal."""
        self._execute(
            "step_told", number=number, name=name, summary=summary, began=began, ended=ended
        )

    def step_finished(self, number: int, summary: str) -> float:
        """Returns the seconds that it took, by the target's clock."""
        facts = {"run": self.run, "number": number, "summary": summary}
        row = self.connection.execute(query("step_finished"), facts).fetchone()
        assert row is not None
        return float(row[0])

    def taken_down(self) -> int:
        """Indexes, constraints and triggers that this run took down, in all its tries."""
        facts = {"run": self.run, "parts": list(PARTS_OF_OTHERS)}
        row = self.connection.execute(query("definition_count"), facts).fetchone()
        assert row is not None
        return int(row[0])

    def steps(self) -> tuple[StepRecord, ...]:
        """The steps that began, in order."""
        rows = self.connection.execute(query("step_list"), {"run": self.run})
        return tuple(StepRecord(*row) for row in rows)

    def migration_started(self, app: str, name: str, *, atomic: bool) -> None:
        """A migration of the project begins on the run's rows."""
        self._execute("migration_started", app=app, name=name, atomic=atomic)

    def migration_finished(self, app: str, name: str) -> None:
        """It was run, and the project's own table knows it."""
        self._execute("migration_finished", app=app, name=name)

    def migrations(self) -> tuple[MigrationRecord, ...]:
        """The migrations that ran on the run's rows, in order."""
        rows = self.connection.execute(query("migration_list"), {"run": self.run})
        return tuple(MigrationRecord(*row) for row in rows)

    def keys_saved(
        self, amounts: Mapping[str, int], pairs: Mapping[str, Iterable[tuple[str, str]]]
    ) -> None:
        """How keys travel, by mapping: what is added to them, and which become others."""
        for mapping, amount in amounts.items():
            self._execute("offset_saved", mapping=mapping, amount=amount)
        self._execute("pairs_forgotten")
        with self.connection.cursor().copy(query("pair_copy")) as copy:
            for mapping, together in pairs.items():
                for old, new in together:
                    copy.write_row((self.run, mapping, old, new))

    def ranges_saved(
        self, ranges: Mapping[QualifiedName, tuple[int | None, int | None, int | None]]
    ) -> None:
        """First and last key of each table, and the last that is kept for the source's rows."""
        self._on_tables(
            "range_saved",
            (
                (table, {"first": first, "last": last, "reserved": reserved})
                for table, (first, last, reserved) in ranges.items()
            ),
        )

    def loads_planned(self, loads: Iterable[PlannedLoad]) -> None:
        """These tables are going to be filled."""
        self._on_tables(
            "load_planned",
            (
                (load.table, {
                    "bytes": load.bytes, "parts": load.parts, "merge": load.merge,
                    "columns": list(load.columns) or None,
                })
                for load in loads
            ),
        )  # fmt: skip

    def loads_emptied(self, tables: Iterable[QualifiedName]) -> None:
        """Within the transaction that emptied the tables, or found them empty."""
        self._on_tables("load_emptied", ((table, {}) for table in tables))
        self._forget_mended()

    def loads_given_back(self) -> None:
        """Within the transaction that took every copied row out again."""
        self._execute("loads_given_back")
        self._forget_mended()

    def load_started(self, table: QualifiedName) -> None:
        self._on_table("load_started", table)

    def has_part(self, table: QualifiedName, number: int) -> bool:
        """Whether the part's rows are in."""
        facts = _table_facts(self.run, table) | {"number": number}
        return bool(_value(self.connection, "part_exists", facts))

    def part_done(self, table: QualifiedName, number: int, counts: PartCounts) -> None:
        """Within the transaction that brought the rows. Raises LockLost."""
        facts = {"number": number, **asdict(counts)}
        self._while_ours("part_done", schema=table.schema, table=table.name, **facts)

    def load_number(self, table: QualifiedName) -> int:
        """The number under which the keys of a load's rows are kept."""
        return int(_value(self.connection, "load_number", _table_facts(self.run, table)))

    def load_finished(self, table: QualifiedName) -> LoadTotals:
        """The last part is in: the totals of all parts."""
        rows, there, rejected, streamed, seconds = _row(
            self.connection, "load_finished", _table_facts(self.run, table)
        )
        return LoadTotals(int(rows), int(there), int(rejected), int(streamed), float(seconds))

    def loads_done(self, loads: Sequence[DoneLoad]) -> None:
        """Within the transaction that brought all rows of these loads. Raises LockLost."""
        self._while_ours(
            "loads_done",
            schemas=[load.table.schema for load in loads],
            tables=[load.table.name for load in loads],
            rows=[load.rows for load in loads],
            streamed=[load.streamed for load in loads],
            seconds=[load.seconds for load in loads],
        )

    def loads(self) -> tuple[LoadRecord, ...]:
        """The tables of the run, largest first."""
        rows = self.connection.execute(query("load_list"), {"run": self.run})
        return tuple(LoadRecord(QualifiedName(row[0], row[1]), *row[2:]) for row in rows)

    def seeds_saved(self, table: QualifiedName, rows: Iterable[str]) -> None:
        """Set seed rows aside, each as JSON: the text of every value under its column's name."""
        self._on_tables("seed_saved", ((table, {"row": row}) for row in rows))

    def seeds(self) -> dict[QualifiedName, int]:
        """The tables whose seed rows were set aside, with their number."""
        rows = self.connection.execute(query("seed_list"), {"run": self.run})
        return {QualifiedName(schema, table): count for schema, table, count in rows}

    def seed_columns(self, table: QualifiedName) -> set[str]:
        """The columns that the table had when its seed rows were set aside."""
        facts = _table_facts(self.run, table)
        return {name for (name,) in self.connection.execute(query("seed_columns"), facts)}

    def forget_seeds(self) -> None:
        """Seed rows need no longer be kept: they were given back."""
        self._execute("seed_forgotten")

    def fates_saved(
        self, table: QualifiedName, fates: Iterable[tuple[str, str | None, str]]
    ) -> None:
        """What became of a table's seed rows: key, key afterwards, fate."""
        self._on_tables(
            "fate_saved",
            ((table, {"seed": seed, "arrived": new, "fate": fate}) for seed, new, fate in fates),
        )

    def fates(self) -> dict[QualifiedName, list[tuple[str, str | None, str]]]:
        """What became of the seed rows, by table: key, key afterwards, fate."""
        fates: dict[QualifiedName, list[tuple[str, str | None, str]]] = {}
        if not self.is_current():
            return fates
        rows = self.connection.execute(query("fate_list"), {"run": self.run})
        for schema, table, seed, arrived, fate in rows:
            fates.setdefault(QualifiedName(schema, table), []).append((seed, arrived, fate))
        return fates

    def forget_fates(self, tables: Iterable[QualifiedName]) -> None:
        """Within the transaction that leads references back to the seed rows."""
        self._on_tables("fate_forgotten", ((table, {}) for table in tables))

    def added(self, table: QualifiedName, keys: Iterable[int]) -> None:
        """Django itself added rows with these keys after the copy."""
        self._on_tables("added_saved", ((table, {"key": key}) for key in keys))

    def added_rows(self) -> dict[QualifiedName, tuple[str, ...]]:
        """The keys of rows that no source has, by table, as text.

        Django itself added them after the copy, they are seed rows that stayed, or they came in
        mended, in the place of rows that were refused.
        """
        keys: dict[QualifiedName, tuple[str, ...]] = {}
        lists = ["added_list", *(["kept_list", "mended_list"] if self.is_current() else [])]
        rows = (row for name in lists for row in self._rows(name))
        for schema, table, key in rows:
            name = QualifiedName(schema, table)
            keys[name] = (*keys.get(name, ()), key)
        return keys

    def created(self, kind: str, name: QualifiedName) -> None:
        """The run made a table, or a type, sequence or schema that one needs."""
        self._execute("created_saved", kind=kind, schema=name.schema, name=name.name)

    def created_names(self, kind: str) -> tuple[QualifiedName, ...]:
        """What the run made of that kind; a schema has no further name."""
        facts = {"run": self.run, "kind": kind}
        return tuple(
            QualifiedName(*row) for row in self.connection.execute(query("created_list"), facts)
        )

    def forget_created(self) -> None:
        """What the run made was taken away again."""
        self._execute("created_forgotten")

    def _forget_mended(self) -> None:
        if self.is_current():
            self._execute("mended_forgotten")

    def is_current(self) -> bool:
        """Whether it has all that this release keeps."""
        return journal_is_current(self.connection)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query(statement), {"run": self.run}).fetchall()

    def _execute(self, statement: str, **facts: object) -> None:
        self.connection.execute(query(statement), {"run": self.run, **facts})

    def _while_ours(self, statement: str, **facts: object) -> psycopg.Cursor[tuple[Any, ...]]:
        """A statement that touches nothing where a later try of the run has begun."""
        parameters = {"run": self.run, "attempt": self.attempt, **facts}
        cursor = self.connection.execute(query(statement), parameters)
        if cursor.rowcount == 0:
            raise LockLost
        return cursor

    def _on_table(self, statement: str, table: QualifiedName, **facts: object) -> None:
        self.connection.execute(query(statement), _table_facts(self.run, table) | facts)

    def _on_tables(
        self, statement: str, tables: Iterable[tuple[QualifiedName, Parameters]]
    ) -> None:
        """The same statement for many tables or rows, in one go over the line."""
        rows = [_table_facts(self.run, table) | facts for table, facts in tables]
        self.connection.cursor().executemany(query(statement), rows)


def _table_facts(run: int, table: QualifiedName) -> Parameters:
    return {"run": run, "schema": table.schema, "table": table.name}


def _row(connection: Connection, name: str, facts: Parameters | None = None) -> tuple[Any, ...]:
    row = connection.execute(query(name), facts).fetchone()
    if row is None:
        raise RuntimeError(f"the journal's query {name} gave no row")
    return row


def _value(connection: Connection, name: str, facts: Parameters | None = None) -> Any:
    return _row(connection, name, facts)[0]
