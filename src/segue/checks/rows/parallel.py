"""Several sessions that see the same moment of the source and share the questions to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from psycopg import Connection as AnyConnection

from segue.database.session import Connection
from segue.findings import Finding
from segue.workers import Craft, StopSignal, Workers

Question = Callable[[Connection], Sequence[Finding]]
"""Asks the source something and says what was found."""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How rows of the source are read while they are checked."""

    session: Connection
    """Open, in the transaction whose snapshot the others share."""
    target: Connection
    """A session on the target, for what only its rows tell."""
    open: Callable[[], Connection]
    """Another session, in a transaction that sees the same."""
    lanes: int
    """How many sessions may work at once."""
    target_free: threading.Lock = field(default_factory=threading.Lock)

    def with_the_target(self, question: Question) -> Question:
        """The question, asked while no other uses the one session on the target: it may copy."""

        def alone(connection: Connection) -> Sequence[Finding]:
            with self.target_free:
                return question(connection)

        return alone


def ask_all(questions: Sequence[Question], reading: SourceReading) -> tuple[Finding, ...]:
    """Every question's hits, in the order of the questions. Raises psycopg.Error."""
    findings: dict[int, Sequence[Finding]] = {}

    def work(connection: Connection, number: int) -> None:
        findings[number] = questions[number](connection)

    craft = Craft(
        name="check",
        open=reading.open,
        close=AnyConnection.close,
        interrupt=lambda connection: connection.cancel_safe(timeout=5),
        work=work,
        retry_after=lambda error, number, attempt: None,
    )
    if len(questions) == 1:
        work(reading.session, 0)
    elif questions:
        with Workers(craft, min(reading.lanes, len(questions)), StopSignal()) as workers:
            workers.add(range(len(questions)))
    return tuple(hit for number in sorted(findings) for hit in findings[number])
