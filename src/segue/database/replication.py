"""The stream of a logical slot: which keys changed, transaction by transaction, in commit order.

Reads the protocol of the plugin `pgoutput` (version 1) with psycopg's low level. Values other than
keys are passed over: who follows reads the rows again.
"""

from __future__ import annotations

import select
import struct
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from psycopg import errors, pq, sql

from segue.database.address import Endpoint
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection, connect

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Where the protocol's microseconds begin."""

_TWO_32 = 2**32

Key = tuple[str | None, ...]
"""The text of each key column."""


@dataclass(frozen=True, slots=True)
class RowChanged:
    """A row that a transaction wrote."""

    table: QualifiedName
    key: Key | None
    """None where any row may have: the table was truncated, or its key had another name."""


@dataclass(frozen=True, slots=True)
class TransactionBegin:
    """The changes that follow are those of one transaction."""

    xid: int
    """Of 32 bits, as the stream has it."""
    committed: datetime


@dataclass(frozen=True, slots=True)
class Commit:
    """The transaction has no more changes."""

    end: int
    """The position behind it."""


@dataclass(frozen=True, slots=True)
class Keepalive:
    """The server has no news up to a position."""

    end: int


Message = TransactionBegin | Commit | RowChanged | Keepalive


def lsn_number(text: str) -> int:
    """A position in the WAL as the server writes it (16/B374D848), as a number."""
    high, low = text.split("/")
    return int(high, 16) * _TWO_32 + int(low, 16)


def lsn_text(number: int) -> str:
    """The same backwards."""
    return f"{number // _TWO_32:X}/{number % _TWO_32:X}"


def whole_xid(xid: int, near: int) -> int:
    """A transaction's number of 32 bits as one that never wraps: the one nearest to `near`."""
    base = near - near % _TWO_32 + xid
    return min((base - _TWO_32, base, base + _TWO_32), key=lambda number: abs(number - near))


class Stream:
    """A session that receives what a slot sends. Close it to stop."""

    def __init__(
        self,
        endpoint: Endpoint,
        slot: str,
        publication: str,
        keys: Mapping[QualifiedName, Sequence[str]],
    ) -> None:
        """`keys` are the columns that are wanted of each table.

        Raises CannotConnect; errors.ObjectInUse while another session reads the slot.
        """
        walsender = replace(endpoint, parameters={**endpoint.parameters, "replication": "database"})
        self._session = connect(walsender, "source", "stream")
        self._line = self._session.pgconn
        self._keys = keys
        self._tables: dict[int, QualifiedName] = {}
        """By number: while a table has another name, it is the same."""
        self._places: dict[int, list[int] | None] = {}
        """Where its key is in a row; None while a column of it is not there."""
        self._confirmed = 0
        try:
            self._tables = self._numbered(endpoint)
            self._start(slot, publication)
        except BaseException:
            self.close()
            raise

    def _numbered(self, endpoint: Endpoint) -> dict[int, QualifiedName]:
        named = [table.identifier.as_string(None) for table in self._keys]
        with closing(connect(endpoint, "source", "look")) as session:
            rows = session.execute(query("table_oids"), {"tables": named}).fetchall()
        return {oid: table for (oid,), table in zip(rows, self._keys, strict=True)}

    def _start(self, slot: str, publication: str) -> None:
        # Nothing but us should end it: a target that is slow must not cost the stream.
        self._run(b"SET wal_sender_timeout = 0")
        command = sql.SQL(
            "START_REPLICATION SLOT {} LOGICAL 0/0 (proto_version '1', publication_names {})"
        ).format(sql.Identifier(slot), sql.Literal(sql.Identifier(publication).as_string(None)))
        self._run(command.as_bytes(self._session), pq.ExecStatus.COPY_BOTH)

    def _run(self, command: bytes, status: pq.ExecStatus = pq.ExecStatus.COMMAND_OK) -> None:
        result = self._line.exec_(command)
        if result.status != status:
            raise errors.error_from_result(result, encoding="utf-8")

    @property
    def socket(self) -> int:
        return self._line.socket

    def close(self) -> None:
        """End the session; the slot stays."""
        self._session.close()

    def wait(self, seconds: float, *others: int) -> None:
        """Until the server says something, one of the other sockets can be read, or time is up."""
        select.select([self.socket, *others], [], [], seconds)

    def received(self) -> Iterator[Message]:
        """What has arrived, without waiting. Raises psycopg.Error where the line is broken."""
        self._line.consume_input()
        while True:
            count, data = self._line.get_copy_data(1)
            if count == 0:
                return
            if count < 0:
                raise self._stream_error()
            yield from self._receive(bytes(data))

    def _stream_error(self) -> errors.Error:
        result = self._line.get_result()
        if result is not None and result.status == pq.ExecStatus.FATAL_ERROR:
            return errors.error_from_result(result, encoding="utf-8")
        return errors.OperationalError("the stream of changes ended")

    def confirm(self, position: int, *, ask: bool = False) -> None:
        """Everything before the position is kept here; `ask` for the server's own position."""
        self._confirmed = max(position, self._confirmed)
        micros = int(time.time() * 1_000_000) - int(EPOCH.timestamp()) * 1_000_000
        flushed = self._confirmed
        status = struct.pack("!cQQQQ?", b"r", flushed, flushed, flushed, micros, ask)
        self._line.put_copy_data(status)
        self._line.flush()

    # The protocol

    def _receive(self, data: bytes) -> Iterator[Message]:
        if data[:1] == b"k":
            (end,) = struct.unpack_from("!Q", data, 1)
            if data[17]:
                self.confirm(self._confirmed)
            yield Keepalive(end)
        elif data[:1] == b"w":
            yield from self._message(memoryview(data)[25:])

    def _message(self, data: memoryview) -> Iterator[Message]:
        kind = data[:1].tobytes()
        if kind == b"B":
            _, micros, xid = struct.unpack_from("!QqI", data, 1)
            yield TransactionBegin(xid, EPOCH + timedelta(microseconds=micros))
        elif kind == b"C":
            _, _, end, _ = struct.unpack_from("!bQQq", data, 1)
            yield Commit(end)
        elif kind == b"R":
            self._relation(data)
        elif kind in (b"I", b"U", b"D"):
            yield from self._row(data)
        elif kind == b"T":
            count, _ = struct.unpack_from("!IB", data, 1)
            for oid in struct.unpack_from(f"!{count}I", data, 6):
                if oid in self._places:
                    yield RowChanged(self._tables[oid], None)

    def _relation(self, data: memoryview) -> None:
        (oid,) = struct.unpack_from("!I", data, 1)
        schema, place = _text(data, 5)
        name, place = _text(data, place)
        named = QualifiedName(schema or "pg_catalog", name)
        table = self._tables.setdefault(oid, named)
        (count,) = struct.unpack_from("!H", data, place + 1)
        place += 3
        names = []
        for _ in range(count):
            column, place = _text(data, place + 1)
            names.append(column)
            place += 8
        key = self._keys.get(table)
        if key is not None:
            known = set(key) <= set(names)
            self._places[oid] = [names.index(column) for column in key] if known else None

    def _row(self, data: memoryview) -> Iterator[RowChanged]:
        """The old key, where the stream has one, and the new one."""
        (oid,) = struct.unpack_from("!I", data, 1)
        if oid not in self._places:
            return
        places, place = self._places[oid], 5
        if places is None:
            yield RowChanged(self._tables[oid], None)
            return
        while place < len(data):
            values, place = _tuple(data, place + 1)
            key = tuple(values[number] for number in places)
            # A long key may be left out of what did not change.
            yield RowChanged(self._tables[oid], None if None in key else key)


def _text(data: memoryview, place: int) -> tuple[str, int]:
    """A text that ends with a zero byte, and the place behind it."""
    end = place
    while data[end]:
        end += 1
    return data[place:end].tobytes().decode(), end + 1


def _tuple(data: memoryview, place: int) -> tuple[list[str | None], int]:
    """The texts of a row's columns; None for NULL, and for what the stream leaves out."""
    (count,) = struct.unpack_from("!H", data, place)
    place += 2
    values: list[str | None] = []
    for _ in range(count):
        kind = data[place : place + 1].tobytes()
        place += 1
        if kind == b"t":
            (length,) = struct.unpack_from("!I", data, place)
            place += 4
            values.append(data[place : place + length].tobytes().decode())
            place += length
        else:
            values.append(None)
    return values, place


def make_slot(connection: Connection, slot: str) -> None:
    """Make a logical slot; its transaction may have written nothing.

    Waits for every transaction older than it. Raises psycopg.Error.
    """
    connection.execute(
        "SELECT pg_catalog.pg_create_logical_replication_slot(%s, 'pgoutput')", (slot,)
    )
