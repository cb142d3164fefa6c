"""The single moves of a fleet: names put in their places, databases looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from fnmatch import fnmatchcase
from urllib.parse import quote

from segue.database.address import Endpoint, require_address, resolve
from segue.database.queries import query
from segue.database.session import connect
from segue.errors import BadAddress, CannotConnect, PlanMistake, UsageError
from segue.fleet.model import NAME, Fleet, FleetEntry, FleetMove, Pattern
from segue.move.prepare import MAINTENANCE
from segue.plan.document import did_you_mean

Aliases = Mapping[str, Mapping[str, str]]
Lookup = Callable[[str], Sequence[str]]
"""From an address with NAME in it to the names of its server's databases."""


def moves_of(fleet: Fleet, lookup: Lookup) -> tuple[FleetMove, ...]:
    """Every move, in the order of the file.

    Raises PlanMistake where two cannot be told apart, UsageError where a pattern matches nothing.
    """
    moves = tuple(move for entry in fleet.entries for move in _moves_of(fleet, entry, lookup))
    _require_distinct(fleet, moves)
    return moves


def chosen(moves: Sequence[FleetMove], only: Sequence[str]) -> tuple[FleetMove, ...]:
    """Those that are named, or whose names have a given shape. Raises UsageError."""
    for shape in only:
        if not any(fnmatchcase(move.name, shape) for move in moves):
            suggestion = did_you_mean(shape, [move.name for move in moves])
            raise UsageError(message=f"the fleet has no move {shape!r}. {suggestion}".rstrip(". "))
    matching = (move for move in moves if any(fnmatchcase(move.name, shape) for shape in only))
    return tuple(matching if only else moves)


def databases_of(address: str, aliases: Aliases) -> list[str]:
    """The databases of the server that the address leads to, but for its templates and `postgres`.

    Raises CannotConnect.
    """
    endpoint = resolve(_filled(address, MAINTENANCE[0]), "source", aliases)
    for name in MAINTENANCE:
        try:
            return _databases(endpoint.in_database(name))
        except CannotConnect:
            if name == MAINTENANCE[-1]:
                raise
    raise AssertionError("one of them answers or raises")


def _databases(endpoint: Endpoint) -> list[str]:
    with closing(connect(endpoint, "source", "look", read_only=True)) as connection:
        names = (name for (name,) in connection.execute(query("databases")))
        return [name for name in names if name not in MAINTENANCE]


def _moves_of(fleet: Fleet, entry: FleetEntry, lookup: Lookup) -> Iterator[FleetMove]:
    for name in _names(fleet, entry, lookup):
        move = FleetMove(
            name,
            _filled(entry.source, name),
            _filled(entry.target, name),
            fleet.path.parent / entry.plan.replace(NAME, name) if entry.plan else None,
            {option: _with_name(value, name) for option, value in entry.options.items()},
            entry.line,
        )
        _require_addresses(fleet, move)
        yield move


def _names(fleet: Fleet, entry: FleetEntry, lookup: Lookup) -> Iterable[str]:
    if not isinstance(entry.names, Pattern):
        return entry.names
    pattern = entry.names
    names = [
        name for name in lookup(entry.source)
        if fnmatchcase(name, pattern.shape)
        and not any(fnmatchcase(name, shape) for shape in pattern.without)
    ]  # fmt: skip
    if not names:
        raise _mistake(
            fleet, entry.line, f"no database of that server is called like {pattern.shape!r}",
            "`from` says which server; * stands for any characters, ? for one.",
        )  # fmt: skip
    return names


def _filled(address: str, name: str) -> str:
    """The address with the name in its place; as a part of a URL, what is no letter is encoded."""
    return address.replace(NAME, quote(name, safe="") if "://" in address else name)


def _with_name(value: bool | str, name: str) -> bool | str:
    return value if isinstance(value, bool) else value.replace(NAME, name)


def _require_addresses(fleet: Fleet, move: FleetMove) -> None:
    for side, address in (("source", move.source), ("target", move.target)):
        try:
            require_address(address, side)
        except BadAddress as error:
            raise _mistake(fleet, move.line, f"the {side} of {move.name}: {error}", "") from None


def _require_distinct(fleet: Fleet, moves: Iterable[FleetMove]) -> None:
    """A name is a folder too, on disks that may not tell A from a; a target has one mover."""
    names: dict[str, FleetMove] = {}
    targets: dict[str, FleetMove] = {}
    for move in moves:
        other = names.setdefault(move.name.lower(), move)
        if other is not move:
            raise _mistake(
                fleet, move.line, f"two moves are called {move.name} (see line {other.line})",
                "Give each its own name; capitals alone do not tell them apart.",
            )  # fmt: skip
        other = targets.setdefault(move.target, move)
        if other is not move:
            raise _mistake(
                fleet, move.line, f"{move.name} fills {move.target}, as {other.name} does",
                "A fleet fills each database once. To merge several into one, move them one after"
                " the other, each by its own plan.",
            )  # fmt: skip


def _mistake(fleet: Fleet, line: int, mistake: str, help: str) -> PlanMistake:
    return PlanMistake(place=f"{fleet.path}:{line}", mistake=mistake, help=help)
