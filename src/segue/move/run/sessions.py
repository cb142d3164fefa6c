"""How the sessions that each side allows are shared out among lanes, builders and watchers."""

from __future__ import annotations

from dataclasses import dataclass

from segue.checks.servers import LEAST, sessions_beside
from segue.database.allowance import Allowance
from segue.database.session import Connection
from segue.workers import Permits


@dataclass(frozen=True, slots=True)
class Sessions:
    """What a move opens on each side."""

    lanes: int
    """At once, and as many index builders and verifiers."""
    own_heartbeat: bool = True
    """Whether the sign of life has a session of its own; else it uses the one that holds."""
    watched: tuple[str, ...] = ("source", "target")
    """The sides on which a session watches for locks."""
    source: tuple[Permits, ...] = ()
    target: tuple[Permits, ...] = ()
    """What lanes, builders and verifiers share where they cannot all have a session at once."""


def wanted(lanes: int) -> int:
    """Sessions with which nobody has to wait.

    For lanes, builders and those who compare beside them, and those that hold and watch.
    """
    return 3 * lanes + 3


def to_read_both(source: Connection, target: Connection, lanes: int) -> Sessions:
    """For a command that only compares, beside these two. Raises TooFewConnections."""
    on_source = sessions_beside(source, "source", lanes)
    on_target = sessions_beside(target, "target", lanes)
    return Sessions(
        min(on_source, on_target), source=(Permits(on_source),), target=(Permits(on_target),)
    )


def shared_out(source: Allowance, target: Allowance, lanes: int) -> Sessions:
    """As many lanes as fit, at most so many; both sides allow `LEAST` sessions."""
    if min(source.sessions, target.sessions) >= wanted(lanes):
        return Sessions(lanes)
    own_heartbeat = target.sessions > LEAST
    watched = tuple(
        side
        for side, allowed, holding in (("source", source, 1), ("target", target, 1 + own_heartbeat))
        if allowed.sessions > holding + 1
    )
    for_source = source.sessions - 1 - ("source" in watched)
    for_target = target.sessions - 1 - own_heartbeat - ("target" in watched)
    return Sessions(
        min(lanes, for_source, for_target),
        own_heartbeat,
        watched,
        (Permits(for_source),),
        (Permits(for_target),),
    )
