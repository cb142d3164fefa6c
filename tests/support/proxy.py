"""A line to a server that a test can slow, stall, cut, or cut after so many bytes."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from segue.demo.servers import Server

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER for a close that the other end sees as a reset, as when a network breaks."""


class Proxy:
    """Passes bytes between clients and one server. Every method may be called while they flow."""

    def __init__(self, host: str, port: int, latency: float = 0.0) -> None:
        self._server = (host, port)
        self._latency = latency
        self._flowing = threading.Event()
        self._flowing.set()
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._refusing = False
        self._bytes_left: int | None = None
        self._refuse_after = False
        self.port: int = self._listener.getsockname()[1]
        self.accepted = 0
        """How many sessions were let through."""
        self.turns = 0
        """How often a client spoke after its server: the times that a long line is waited for."""

    def abandon(self) -> None:
        """Let nothing more through for the sessions there are, ever; new ones flow.

        So it looks to a server whose client's machine lost its power.
        """
        self._flowing.clear()
        self._flowing = threading.Event()
        self._flowing.set()

    def stall(self) -> None:
        """Keep all sessions open and let nothing through, as a dead router does."""
        self._flowing.clear()

    def resume(self) -> None:
        """Let bytes flow and sessions in again."""
        self._refusing = False
        self._bytes_left = None
        self._flowing.set()

    def cut(self, *, refuse: bool = False) -> None:
        """Break every session; with `refuse`, new ones too until `resume`."""
        self._refusing = refuse
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _break(end)
        self._flowing.set()

    def cut_after(self, count: int, *, refuse: bool = False) -> None:
        """Break every session as soon as `count` more bytes have passed, either way."""
        with self._lock:
            self._refuse_after = refuse
            self._bytes_left = count

    def serve(self) -> None:
        """Accept clients until `close`."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._admit(client)

    def close(self) -> None:
        """Break every session and accept no more."""
        # A plain close would leave accept() waiting for ever.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut(refuse=True)

    def _admit(self, client: socket.socket) -> None:
        if self._refusing:
            _break(client)
            return
        try:
            server = socket.create_connection(self._server)
        except OSError:
            _break(client)
            return
        self.accepted += 1
        with self._lock:
            self._ends |= {client, server}
        listening = threading.Event()  # the client, to its server
        for one, other in ((client, server), (server, client)):
            arguments = (one, other, self._flowing, listening)
            threading.Thread(target=self._pass, args=arguments, daemon=True).start()

    def _pass(
        self,
        one: socket.socket,
        other: socket.socket,
        flowing: threading.Event,
        listening: threading.Event,
    ) -> None:
        speaks = other.getpeername() == self._server
        with suppress(OSError):
            while data := one.recv(65536):
                self._count_turn(listening, speaks=speaks)
                flowing.wait()
                time.sleep(self._latency)
                self._count(len(data))
                other.sendall(data)
        self._end(one, other)

    def _count_turn(self, listening: threading.Event, *, speaks: bool) -> None:
        with self._lock:
            self.turns += speaks and not listening.is_set()
        listening.set() if speaks else listening.clear()

    def _count(self, passed: int) -> None:
        with self._lock:
            if self._bytes_left is None:
                return
            self._bytes_left -= passed
            if self._bytes_left > 0:
                return
            self._bytes_left = None
        self.cut(refuse=self._refuse_after)

    def _end(self, *ends: socket.socket) -> None:
        with self._lock:
            self._ends.difference_update(ends)
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _break(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        end.shutdown(socket.SHUT_RD)  # wakes the thread that waits in recv
    end.close()


@contextmanager
def proxied(server: Server, latency: float = 0.0) -> Iterator[tuple[Proxy, Server]]:
    """A proxy, and the server as it is reached through the proxy, so many seconds away."""
    proxy = Proxy(server.parameters["host"], server.port, latency)
    acceptor = threading.Thread(target=proxy.serve, daemon=True)
    acceptor.start()
    parameters = {**server.parameters, "host": "127.0.0.1", "port": str(proxy.port)}
    try:
        yield proxy, Server(server.programs, server.version, parameters)
    finally:
        proxy.close()
        acceptor.join()
