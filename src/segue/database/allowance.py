"""How many sessions a server, or the pooler before it, lets us open."""

from __future__ import annotations

from dataclasses import dataclass

from segue.database.pooler import is_pooled, lent_sessions
from segue.database.queries import query
from segue.database.session import Connection


@dataclass(frozen=True, slots=True)
class Allowance:
    """Sessions that may be open at once on one side, those that are open already among them."""

    sessions: int
    limit: str
    """What sets the limit, in words."""


def allowance(connection: Connection, amount: int) -> Allowance:
    """What the role, the database, the server and a pooler allow; `amount` is enough to know.

    Catalogs show the limits of a server to everybody. What a pooler lends shows only when it is
    asked for, so as many sessions as are wanted are opened for a moment.
    """
    free = [(int(count), str(limit)) for limit, count in connection.execute(query("free_sessions"))]
    count, limit = min(free, default=(amount, ""))
    if is_pooled(connection):
        lent = lent_sessions(connection, min(count, amount - 1))
        if lent < count:
            count, limit = lent, "the pooler in between"
    return Allowance(1 + max(count, 0), limit)
