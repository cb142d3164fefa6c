"""Rows into the table: the new ones inserted, those it has already kept or updated."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import psycopg
from psycopg import sql

from segue.database.constraints import ForeignKey
from segue.database.decisions import refuses_question, refuses_row
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import CircleRefused, RowsExist, RowsSwallowed, TableRefuses
from segue.files.importing.casting import drop_wrong
from segue.files.importing.changes import Changes, changed_cells
from segue.files.importing.indexes import indexes_to_take_down, put_back
from segue.files.importing.load import FileLoad, read
from segue.files.importing.refused_rows import (
    find_refused,
    find_repeated,
    find_unmatched_keys,
)
from segue.files.importing.same_rows import as_text, differs, same_row
from segue.files.importing.standing_rules import standing_rules, without
from segue.files.importing.trial import find_refused_alone
from segue.files.importing.writing import insert, is_new, update
from segue.loading.constraint_violations import any_of
from segue.move.schema import TakeDown, not_valid_to_take_down
from segue.plan.model import ExistingRows

EXAMPLES = 5
"""Rows that a refusal shows: enough to see what is meant."""


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What became of the rows of a file, each counted once."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    """Rows that the table has with other values, left as they are there."""
    changes: Changes = field(default_factory=Changes)
    stood: tuple[str, ...] = ()
    """Rules that are NOT VALID and that some of the rows break."""

    @property
    def rows(self) -> int:
        """Rows of the file that are in the table now."""
        return self.new + self.changed + self.unchanged + self.kept


def merge(
    connection: Connection,
    load: FileLoad,
    existing: ExistingRows,
    later: Collection[QualifiedName],
    *,
    empty: bool,
    trusting: bool = False,
) -> MergeCounts:
    """Bring `rows` into the table; what it refuses is in `wrong` afterwards.

    `later` are those of the tables that it refers to which this transaction fills after it; `empty`
    says that the table has no rows yet. `trusting` leaves it to the caller to check constraints
    that wait, and to undo all and come again where the table refuses a row. Raises RowsExist,
    RowsSwallowed, TableRefuses.
    """
    matching = bool(load.match) and existing is not ExistingRows.REPLACE and not empty
    if load.match and not _is_key(load):
        find_unmatched_keys(connection, load)
    if load.match and (matching or not _is_key(load)):
        find_repeated(connection, load, load.matched)
    if matching:
        _find_known(connection, load)
        if existing is ExistingRows.STOP:
            _refuse_known(connection, load)
    if load.lacking:
        _find_lacking(connection, load)
    # The values before are gone once they are updated; what a rule refuses later counts too.
    changes = changed_cells(connection, load) if existing is ExistingRows.UPDATE else Changes()
    down = indexes_to_take_down(load, later, guarded=not trusting) if empty else ()
    stood: tuple[str, ...] = ()
    if trusting:
        new = _write(connection, load, existing, later, down)
    else:
        new, stood = _apply(connection, load, existing, later, down)
    return replace(_counts(connection, load, existing, new, changes), stood=stood)


def are_all_new(load: FileLoad, *, empty: bool) -> bool:
    """Whether no row of the file has to be found again, and the table takes them as they are."""
    plain = not load.lacking and not load.table.triggers
    return plain and (not load.match or (empty and _is_key(load)))


def has_rows(connection: Connection, load: FileLoad) -> bool:
    """Whether the table has rows."""
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(load.table.only)
    return bool(_value(connection, statement))


def _is_key(load: FileLoad) -> bool:
    """Whether the table itself sees to it that no two rows have the same match values."""
    return bool(load.match) and set(load.table.primary_key) == set(load.match)


def _find_known(connection: Connection, load: FileLoad) -> None:
    """Fill `known`; a row that is found several times is wrong."""
    connection.execute(sql.SQL("ANALYZE {}").format(load.rows))
    connection.execute(
        sql.SQL("INSERT INTO {} SELECT r.line, {} FROM {} AS r JOIN {} AS t ON {}").format(
            load.known,
            any_of(differs(feed, load) for feed in load.updated),
            load.rows,
            load.table.only,
            same_row(load),
        )
    )
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (line, place, kind, told) SELECT line, {}, 'match_several', count(*)"
            " FROM {} GROUP BY line HAVING count(*) > 1"
        ).format(load.wrong, load.matched[0].position, load.known)
    )
    connection.execute(sql.SQL("ANALYZE {}").format(load.known))
    _drop(connection, load)


def _drop(connection: Connection, load: FileLoad) -> None:
    """Take wrong rows out of `rows` and `known`."""
    drop_wrong(connection, load)
    connection.execute(
        sql.SQL("DELETE FROM {} WHERE line IN (SELECT line FROM {})").format(load.known, load.wrong)
    )


def _refuse_known(connection: Connection, load: FileLoad) -> None:
    count = _value(connection, sql.SQL("SELECT count(*) FROM {}").format(load.known))
    if not count:
        return
    keys = sql.SQL(", ").join(as_text(read(feed)) for feed in load.matched)
    rows = connection.execute(
        sql.SQL("SELECT line, {} FROM {} JOIN {} USING (line) ORDER BY line LIMIT {}").format(
            keys, load.known, load.rows, EXAMPLES
        )
    ).fetchall()
    examples = "; ".join(f"line {line}: {', '.join(map(str, key))}" for line, *key in rows)
    raise RowsExist(
        table=load.table.name, count=count, columns=", ".join(load.match), examples=examples
    )


def _find_lacking(connection: Connection, load: FileLoad) -> None:
    """Note the new rows as wrong: the file lacks what a new row needs."""
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (line, kind, told) SELECT line, 'lacking', {} FROM {} AS r WHERE {}"
        ).format(load.wrong, ", ".join(load.lacking), load.rows, is_new(load))
    )
    drop_wrong(connection, load)


def _apply(
    connection: Connection,
    load: FileLoad,
    existing: ExistingRows,
    later: Collection[QualifiedName],
    down: Sequence[TakeDown],
) -> tuple[int, tuple[str, ...]]:
    """Insert and update; as often as the table refuses, drop the rows that are to blame.

    Returns how many rows were inserted, and rules under which rows stand as where they are from.
    """
    standing = standing_rules(load, later)
    stood: tuple[str, ...] = ()
    finders = (find_refused, partial(find_refused_alone, updates=existing is ExistingRows.UPDATE))
    while True:
        try:
            with connection.transaction():
                new = _write(connection, load, existing, later, down)
                check_references(connection, [load], later)
                return new, stood
        except psycopg.Error as error:
            if not refuses_question(error):
                raise
            if standing and refuses_row(error):
                down = (*down, *not_valid_to_take_down(load.table, standing))
                load, stood = without(load, standing), tuple(rule.name for rule in standing)
                standing = ()
                continue
            if not refuses_row(error) or not any(find(connection, load, later) for find in finders):
                reason = error.diag.message_primary or str(error)
                refused = CircleRefused if _is_of_circle(error, load, later) else TableRefuses
                raise refused(table=load.table.name, reason=reason) from error
        _drop(connection, load)


def _is_of_circle(error: psycopg.Error, load: FileLoad, later: Collection[QualifiedName]) -> bool:
    """Whether a reference is refused whose rows this transaction would bring afterwards."""
    keys = {key.name: key for key in load.table.foreign_keys}
    key = keys.get(error.diag.constraint_name or "")
    return key is not None and key.references in later


def _write(
    connection: Connection,
    load: FileLoad,
    existing: ExistingRows,
    later: Collection[QualifiedName],
    down: Sequence[TakeDown],
) -> int:
    """Update and insert; the indexes that are `down` meanwhile are built where no check waits."""
    for change in down:
        connection.execute(change.drop)
    if existing is ExistingRows.UPDATE:
        connection.execute(update(load))
    new = connection.execute(insert(load)).rowcount
    if down:
        check_references(connection, [load], later)
        put_back(connection, down)
    return new


def check_references(
    connection: Connection, loads: Sequence[FileLoad], later: Collection[QualifiedName]
) -> None:
    """Have the server check what waits now, but for references to tables still to be filled."""
    tables = {load.table.name: load.table for load in loads}
    names = [
        sql.Identifier(name.schema, rule.name)
        for name, table in tables.items()
        for rule in table.constraints
        if rule.deferrable and not (isinstance(rule, ForeignKey) and rule.references in later)
    ]
    if names:
        listed = sql.SQL(", ").join(names)
        connection.execute(sql.SQL("SET CONSTRAINTS {} IMMEDIATE").format(listed))
        connection.execute(sql.SQL("SET CONSTRAINTS {} DEFERRED").format(listed))


def _counts(
    connection: Connection, load: FileLoad, existing: ExistingRows, new: int, changes: Changes
) -> MergeCounts:
    """The rows by what became of them. Raises RowsSwallowed where the table took fewer."""
    row = connection.execute(
        sql.SQL("SELECT count(*), count(*) FILTER (WHERE changed) FROM {}").format(load.known)
    ).fetchone()
    assert row is not None
    known_rows, differing = row
    expected = (
        _value(connection, sql.SQL("SELECT count(*) FROM {} AS r").format(load.rows)) - known_rows
    )
    if new != expected:
        raise RowsSwallowed(table=load.table.name, expected=expected, count=new)
    updates = existing is ExistingRows.UPDATE
    return MergeCounts(
        new=new,
        changed=differing if updates else 0,
        unchanged=known_rows - differing,
        kept=0 if updates else differing,
        changes=changes,
    )


def _value(connection: Connection, statement: sql.Composed) -> Any:
    row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]
