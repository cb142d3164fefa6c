"""Looks at the data of every table that has a rule which rows may break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import psycopg

from segue.database.catalog import Catalog
from segue.database.session import Connection
from segue.plan.check.data.asking import ask
from segue.plan.check.data.columns import Fed, fed
from segue.plan.check.data.crew import Reading, ask_all
from segue.plan.check.data.given import given_values, in_sql
from segue.plan.check.data.wording import worded
from segue.plan.check.hits import Hit
from segue.plan.check.types import Casts
from segue.plan.model import Plan
from segue.plan.transfer import Transfer

Place = tuple[int, str]
"""A mapping's number in the plan, and a column of the target."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a look at the data told."""

    hits: tuple[Hit, ...] = ()
    refusals: frozenset[Place] = frozenset()
    """Columns of which is known now whether their type refuses a value."""
    changes: frozenset[Place] = frozenset()
    """Columns of which is known now how many values change on their way."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A transfer with what can be asked about its rows."""

    transfer: Transfer
    columns: tuple[Fed, ...]


def examine(
    plan: Plan, transfers: Iterable[Transfer], source: Catalog, casts: Casts, reading: Reading
) -> Examined:
    """Ask the source for rows that the target would refuse; nothing is written.

    `transfers` are those of the plan. SQL in it that does not run is left to other checks.
    """
    tables = list(_asked(transfers, reading.session, casts))
    questions = [
        partial(_rows, plan, source, table)
        for table in sorted(tables, key=_size, reverse=True)
        if any(column.rules or column.tried for column in table.columns)
    ]
    places = [
        ((table.transfer.number, column.column.name), column)
        for table in tables
        for column in table.columns
    ]
    return Examined(
        ask_all(questions, reading),
        frozenset(place for place, column in places if column.refusals_known),
        frozenset(place for place, column in places if column.changes_known),
    )


def _asked(transfers: Iterable[Transfer], connection: Connection, casts: Casts) -> Iterator[_Asked]:
    for transfer in transfers:
        try:
            given = given_values(in_sql(transfer), connection)
        except psycopg.ProgrammingError:
            continue
        yield _Asked(in_sql(transfer), tuple(fed(value, casts) for value in given))


def _size(table: _Asked) -> int:
    return table.transfer.source.bytes if table.transfer.source is not None else 0


def _rows(plan: Plan, source: Catalog, table: _Asked, connection: Connection) -> Sequence[Hit]:
    answers = ask(connection, source, table.transfer, table.columns)
    return [worded(plan, table.transfer, answer) for answer in answers]
