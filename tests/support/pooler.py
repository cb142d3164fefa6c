"""A small pooler, for tests of what poolers do to sessions: by transaction, or by session."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from segue.demo.servers import Server

START_ENCRYPTED = (80877103, 80877104)
"""What a client sends first to ask for TLS or GSSAPI (PostgreSQL manual, message formats)."""

ENDS_A_ROUND = (b"Q", b"S")
"""Query and Sync: after them, the server answers up to ReadyForQuery."""


class Pooler:
    """Passes whole rounds of messages between clients and server sessions of its own."""

    def __init__(self, server: Server, *, by_transaction: bool) -> None:
        self._server = server
        self._by_transaction = by_transaction
        self._lock = threading.Lock()
        self._idle: list[psycopg.Connection] = []
        self._all: list[psycopg.Connection] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def serve(self) -> None:
        """Accept clients until `close`."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Accept no more, and end all server sessions."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for session in self._all:
            session.close()

    def _attend(self, client: socket.socket) -> None:
        with client:
            _greet(client)
            session = None
            while round_ := _round(client):
                session = session or self._borrow()
                answer = _answer(session, round_)
                if self._by_transaction and answer.endswith(b"I"):
                    # Before the client can ask for more, or it might be lent another one.
                    self._give_back(session)
                    session = None
                client.sendall(answer)
            if session is not None:
                self._give_back(session)

    def _borrow(self) -> psycopg.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        session = psycopg.connect(
            self._server.dsn(), autocommit=True, sslmode="disable", gssencmode="disable"
        )
        self._all.append(session)
        return session

    def _give_back(self, session: psycopg.Connection) -> None:
        with self._lock:
            self._idle.append(session)


def _greet(client: socket.socket) -> None:
    """Let anybody in, with a process id that is made up, as poolers do."""
    while struct.unpack("!II", _exactly(client, 8))[1] in START_ENCRYPTED:
        client.sendall(b"N")
    client.recv(8192)
    status = b"".join(
        _message(b"S", f"{name}\0{value}\0".encode())
        for name, value in (("server_version", "15.0"), ("client_encoding", "UTF8"))
    )
    key = struct.pack("!iI", -1731108347, 1)
    allowed = _message(b"R", struct.pack("!I", 0))
    client.sendall(allowed + status + _message(b"K", key) + _message(b"Z", b"I"))


def _round(client: socket.socket) -> bytes:
    """The client's messages up to the one that wants an answer; empty where it leaves."""
    sent = b""
    while True:
        kind = client.recv(1)
        if kind in (b"", b"X"):
            return b""
        length = _exactly(client, 4)
        sent += kind + length + _exactly(client, struct.unpack("!I", length)[0] - 4)
        if kind in ENDS_A_ROUND:
            return sent


def _answer(session: psycopg.Connection, sent: bytes) -> bytes:
    """All that the server says up to ReadyForQuery, whose last byte tells of the transaction."""
    with socket.socket(fileno=os.dup(session.fileno())) as line:
        line.setblocking(True)
        line.sendall(sent)
        answer = b""
        while True:
            kind, length = _exactly(line, 1), _exactly(line, 4)
            answer += kind + length + _exactly(line, struct.unpack("!I", length)[0] - 4)
            if kind == b"Z":
                return answer


def _exactly(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := line.recv(count - len(received))):
        received += more
    return received


def _message(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("!I", len(content) + 4) + content


@contextmanager
def pooled(server: Server, *, by_transaction: bool) -> Iterator[Server]:
    """The server as it is reached through a pooler."""
    pooler = Pooler(server, by_transaction=by_transaction)
    acceptor = threading.Thread(target=pooler.serve)
    acceptor.start()
    parameters = {**server.parameters, "host": "127.0.0.1", "port": str(pooler.port)}
    try:
        yield Server(server.programs, server.version, parameters)
    finally:
        pooler.close()
        acceptor.join()
