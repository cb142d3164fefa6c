"""One connection at psycopg's low level: statements whose waits can be abandoned at any moment."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from contextlib import suppress

from psycopg import errors, pq

PATIENCE = 500
"""Milliseconds of waiting for a server before looking whether somebody asked to stop."""

PGconn = pq.abc.PGconn
Check = Callable[[], None]
"""Called often and from within waits; it raises to abandon the work."""


class CopyConnection:
    """A connection that runs COPY, idle or in a transaction, and belongs to its user meanwhile.

    After an exception its state is undefined: close the connection. Raises `psycopg.Error` with the
    server's own words, or what `check` raises.
    """

    def __init__(self, connection: PGconn, check: Check) -> None:
        self.connection = connection
        self._check = check
        self._readable = _poll(connection, select.POLLIN)
        self._open = _poll(connection, select.POLLIN | select.POLLOUT)

    def begin(self, statement: bytes, status: pq.ExecStatus) -> None:
        """Send a statement and wait until the server is ready to take or to send rows."""
        self.connection.nonblocking = 1
        self.connection.send_query(statement)
        while self.connection.flush():
            self.drain()
        self.begins(status)

    def begins(self, status: pq.ExecStatus) -> None:
        """Wait until the server is ready for the rows of the next of several statements."""
        result = self._next_result()
        if result is None or result.status != status:
            raise self._error(result)

    def rows(self) -> Iterator[bytes | memoryview]:
        """What a COPY TO sends, a piece for each row; the header is one too."""
        receive = self.connection.get_copy_data
        while True:
            count, data = receive(1)
            if count > 0:
                yield data
            elif count == 0:
                self.wait()
            else:
                return

    def wait(self) -> None:
        """Wait for what the server says next and read it."""
        self._wait(self._readable)
        self.connection.consume_input()

    def drain(self) -> None:
        """Wait until the server takes bytes; read what it says, or it may stop taking any."""
        for _, happened in self._wait(self._open):
            if happened & ~select.POLLOUT:
                self.connection.consume_input()

    def end(self) -> int:
        """The rows of a finished COPY, with the connection ready for the next statement."""
        rows = self.ends()
        while self._next_result() is not None:
            pass
        self.connection.nonblocking = 0
        return rows

    def ends(self) -> int:
        """The rows of a finished COPY that others of the same message follow."""
        result = self._next_result()
        if result is None or result.status != pq.ExecStatus.COMMAND_OK:
            raise self._error(result)
        return result.command_tuples or 0

    def _next_result(self) -> pq.abc.PGresult | None:
        while self.connection.is_busy():
            self.wait()
        return self.connection.get_result()

    def _wait(self, poll: select.poll) -> list[tuple[int, int]]:
        """Wait for the socket, looking now and then whether to stop."""
        while True:
            happened = poll.poll(PATIENCE)
            self._check()
            if happened:
                return happened

    def _error(self, result: pq.abc.PGresult | None) -> errors.Error:
        if result is not None and result.status == pq.ExecStatus.FATAL_ERROR:
            return errors.error_from_result(result, encoding="utf-8")
        return errors.OperationalError(self.connection.get_error_message("utf-8"))


def leave_copy(connection: PGconn) -> None:
    """End the COPY, to or from the server, that a broken stream left open: the session lives on.

    It may have been sent alone, so that the server's word that it takes rows is still to come.
    """
    connection.nonblocking = 0
    with suppress(errors.Error):
        _break_off(connection)
    while (result := connection.get_result()) is not None:
        if result.status == pq.ExecStatus.COPY_OUT:
            while connection.get_copy_data(0)[0] > 0:
                pass
        elif result.status == pq.ExecStatus.COPY_IN:
            _break_off(connection)


def _break_off(connection: PGconn) -> None:
    connection.put_copy_end(b"the stream broke off")


def _poll(connection: PGconn, events: int) -> select.poll:
    poll = select.poll()
    poll.register(connection.socket, events)
    return poll
