"""Work under a run's heartbeat: whatever ends it early is written down in the journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from functools import partial
from typing import TypeVar

import psycopg

from segue.database.journal import Journal
from segue.database.session import Connection
from segue.errors import Interrupted, LockLost
from segue.failpoints import reach
from segue.move.heartbeat import LOCK_LOST, STOPPED_BY_REQUEST, Heartbeat
from segue.move.workspace import Workspace
from segue.workers import Stopped, StopSignal, reason_of

T = TypeVar("T")


class SupervisedTry:
    """One try of a run while it is at work."""

    def __init__(
        self,
        workspace: Workspace,
        journal: Journal,
        holder: int,
        done: Callable[[], int] = lambda: 0,
        *,
        own_heartbeat: bool = True,
    ) -> None:
        """`holder` is the server's process that holds the target; `done` says how many bytes are
        copied. Without `own_heartbeat`, the sign of life uses the session that holds.
        """
        self._own_heartbeat = own_heartbeat
        self._workspace = workspace
        self._journal = journal
        self._holder = holder
        self._done = done
        self.stop = StopSignal()

    def _open_heartbeat(self) -> AbstractContextManager[Connection]:
        if self._own_heartbeat:
            return closing(self._workspace.open_target("heartbeat"))
        return nullcontext(self._journal.connection)

    def carry_out(self, work: Callable[[], T]) -> T:
        """Do the work, and write down how it ended, as far as that still goes.

        Raises what the work raises; LockLost or Interrupted where it was stopped.
        """
        target: Connection = self._journal.connection
        try:
            with Heartbeat(
                self._open_heartbeat,
                self._journal,
                self._holder,
                self._done,
                self.stop,
                partial(target.cancel_safe, timeout=5),
            ):
                if self._journal.heartbeat(self._done()):  # asked for while this try checked
                    self.stop.set(STOPPED_BY_REQUEST)
                    self.stop.check()
                result = work()
        except (Stopped, KeyboardInterrupt, psycopg.errors.QueryCanceled) as stopped:
            if isinstance(stopped, psycopg.errors.QueryCanceled) and not self.stop.requested:
                self._write_down("failed", str(stopped).strip())
                raise
            reason = self.stop.reason or reason_of(stopped)
            if reason == LOCK_LOST:
                raise LockLost from None
            self._write_down("stopped", reason)
            raise Interrupted(reason=reason) from None
        except LockLost:
            raise
        except BaseException as error:
            self._write_down("failed", str(error).strip())
            raise
        self._journal.ended("done")
        reach("run-done")
        return result

    def _write_down(self, state: str, message: str) -> None:
        """The connection may be what broke: then silence tells the same."""
        with suppress(psycopg.Error, LockLost):
            self._journal.ended(state, message)
