"""Which columns of a table a reason speaks of, for which the server refused a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.database.catalog import Table

COLUMN = re.compile(r'column "((?:[^"]|"")+)"')
CONSTRAINT = re.compile(r'(?:constraint|foreign key) "((?:[^"]|"")+)"')
TYPE = re.compile(r"for type (.+?)(?:$|:)")


def blamed_columns(reason: str, table: Table) -> tuple[str, ...]:
    """The columns, best known first: by name, by the constraint that is named, by their type.

    Empty where the reason tells none; several of one type are all that it may be.
    """
    return next(filter(None, _guesses(reason, table)), ())


def _guesses(reason: str, table: Table) -> Iterator[tuple[str, ...]]:
    if match := COLUMN.search(reason):
        yield _known_column(table, match[1].replace('""', '"'))
    yield _known_column(table, reason.partition(": ")[0])
    if match := CONSTRAINT.search(reason):
        yield _of_constraint(table, match[1].replace('""', '"'))
    if typed := TYPE.search(reason):
        yield tuple(c.name for c in table.columns if c.type.text == typed[1])


def _known_column(table: Table, name: str) -> tuple[str, ...]:
    return (name,) if table.column(name) else ()


def _of_constraint(table: Table, name: str) -> tuple[str, ...]:
    return next((c.columns for c in table.constraints if c.name == name), ())
