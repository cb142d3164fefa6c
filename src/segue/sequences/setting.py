"""Reads where sequences stand, and sets those that are behind.

What is written is decided by the server in the statement that writes it, so that neither rows nor
numbers drawn meanwhile are lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Sequence as Row
from typing import LiteralString

from psycopg import errors, sql

from segue.database.batches import batches
from segue.database.catalog import Catalog, ColumnRef, Sequence
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.sequences.state import (
    NumberColumn,
    SequenceProgress,
    SequenceReading,
    SequenceState,
    SequenceVerdict,
    ascends,
    judged,
    settled,
    unread,
)


def inspect(
    connection: Connection,
    catalog: Catalog,
    tables: Collection[QualifiedName] | None = None,
    carried: Mapping[QualifiedName, SequenceProgress] | None = None,
) -> tuple[SequenceState, ...]:
    """The state of every sequence of the catalog, ordered by name.

    With `tables`, only of the sequences that fill a column of one of them. `carried` is what
    `carry_over` gave.
    """
    states = [unread(sequence, catalog) for _, sequence in sorted(catalog.sequences.items())]
    if tables is not None:
        states = [state for state in states if any(ref.table in tables for ref in state.columns)]
    stands = _read_all(
        connection, [s for s in states if s.verdict is not SequenceVerdict.NOT_PERMITTED]
    )
    return tuple(
        judged(state, stands[state.sequence.name], catalog, carried or {})
        if state.sequence.name in stands
        else state
        for state in states
    )


def how_far(connection: Connection, catalog: Catalog) -> dict[QualifiedName, int]:
    """The last number that each sequence gave, or the one before its first, as far as one may ask.

    They may be read again when rows have been: a sequence belongs to no snapshot.
    """
    sequences = [one for one in catalog.sequences.values() if one.may_select]
    if catalog.server.in_recovery:  # which cannot read a sequence that is unlogged
        return {one.name: one.last_value or one.start - one.increment for one in sequences}
    furthest = {}
    for batch in batches(sequences):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL(
                "SELECT {}::int, CASE WHEN is_called THEN last_value"
                " ELSE last_value - {}::pg_catalog.numeric END FROM {}"
            ).format(number, sequence.increment, sequence.name.identifier)
            for number, sequence in enumerate(batch)
        )
        for number, value in connection.execute(statement):
            furthest[batch[number].name] = int(value)
    return furthest


def reset(connection: Connection, states: Iterable[SequenceState]) -> tuple[SequenceState, ...]:
    """Set every sequence that is behind; returns those that were set, as they stand now.

    Each is set in a transaction of its own where none is open; otherwise other sessions cannot
    draw from it before that one ends.
    """
    done = (_reset(connection, state) for state in states)
    return tuple(state for state in done if state is not None)


def reset_together(
    connection: Connection, states: Iterable[SequenceState]
) -> tuple[SequenceState, ...]:
    """The same in few statements, for a database that nobody draws from but Segue."""
    behind = [state for state in states if state.verdict is SequenceVerdict.BEHIND]
    done: list[SequenceState] = []
    for batch in batches(behind):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}::int, value FROM ({}) AS one").format(number, statement)
            for number, statement in enumerate(map(reset_sql, batch))
            if statement is not None
        )
        done += [settled(batch[number], value) for number, value in connection.execute(statement)]
    return tuple(done)


def move_past(
    connection: Connection, catalog: Catalog, reserved: Mapping[QualifiedName, int]
) -> dict[QualifiedName, int]:
    """Move the sequences of these tables' keys past the numbers that are kept for others' rows.

    Each keeps its turn: one that gives even numbers goes on with even ones. Returns those that were
    moved, with the last number kept for others.
    """
    ahead = list(_kept_ahead(catalog, reserved))
    maxima: dict[QualifiedName, int] = {}
    for batch in batches(ahead):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL(
                "SELECT {number}::pg_catalog.int4, pg_catalog.setval({name}::pg_catalog.regclass,"
                " {last} + pg_catalog.mod({step} - pg_catalog.mod({last} - s.last_value, {step}),"
                " {step})) FROM {sequence} AS s"
                " WHERE s.last_value < {last} AND {last} <= {maximum} - {step}"
            ).format(
                number=number,
                name=sequence.name.identifier.as_string(None),
                last=sql.SQL("{}::pg_catalog.int8").format(last),
                step=sql.SQL("{}::pg_catalog.int8").format(sequence.increment),
                sequence=sequence.name.identifier,
                maximum=sequence.maximum,
            )
            for number, (sequence, last) in enumerate(batch)
        )
        maxima |= {batch[n][0].name: last for n, last in connection.execute(statement)}
    return maxima


def _kept_ahead(
    catalog: Catalog, reserved: Mapping[QualifiedName, int]
) -> Iterator[tuple[Sequence, int]]:
    """Sequences of keys, each with the last number that is kept for others' rows."""
    for _, sequence in sorted(catalog.sequences.items()):
        keys = (ref for ref in (sequence.owner, *sequence.used_by) if ref is not None)
        numbers = [reserved[ref.table] for ref in keys if _is_key(ref, catalog, reserved)]
        last = max(numbers, default=None)
        if last is None or last > sequence.maximum:
            continue
        if ascends(sequence) and sequence.may_update:
            yield sequence, last


def _is_key(ref: ColumnRef, catalog: Catalog, reserved: Mapping[QualifiedName, int]) -> bool:
    table = catalog.tables.get(ref.table)
    return table is not None and ref.table in reserved and table.primary_key == (ref.column,)


def reset_sql(state: SequenceState) -> sql.Composed | None:
    """The statement that sets the sequence unless it is past by then; None if it is not behind."""
    if state.verdict is not SequenceVerdict.BEHIND:
        return None
    name, reached = state.sequence.name.identifier, sql.SQL("reached.value")
    return sql.SQL(
        "SELECT pg_catalog.setval({literal}::pg_catalog.regclass, {reached}, true) AS value\n"
        "  FROM {name} AS sequence, (SELECT {value}::pg_catalog.int8) AS reached (value)\n"
        "  WHERE {reached} BETWEEN {minimum} AND {maximum}\n"
        "    AND ({reached} {beyond} sequence.last_value\n"
        "      OR {reached} = sequence.last_value AND NOT sequence.is_called){uncalled}"
    ).format(
        literal=sql.Literal(name.as_string(None)),
        reached=reached,
        name=name,
        value=_least_value(state),
        minimum=sql.Literal(state.sequence.minimum),
        maximum=sql.Literal(state.sequence.maximum),
        beyond=sql.SQL(">" if ascends(state.sequence) else "<"),
        # Where a cycling sequence that is in use stands says nothing about its columns.
        uncalled=sql.SQL(" AND NOT sequence.is_called" if state.sequence.cycle else ""),
    )


def print_sql(states: Iterable[SequenceState]) -> str:
    """A script for psql that does what `reset` does, with a comment about each sequence."""
    lines = ["BEGIN;", ""]
    for state in states:
        statement = reset_sql(state)
        if statement is not None:
            lines += [f"-- {_described(state)}", f"{statement.as_string(None)};", ""]
        elif state.verdict not in (SequenceVerdict.OK, SequenceVerdict.UNUSED):
            lines += [f"-- {_described(state)}", ""]
    return "\n".join([*lines, "COMMIT;", ""])


def _described(state: SequenceState) -> str:
    columns = ", ".join(f"{ref.table}.{ref.column}" for ref in state.columns)
    facts = [
        f"{state.sequence.name}: {state.verdict.value}",
        f"fills {columns}" if columns else "fills no column",
        f"next value {state.next_value}" if state.next_value is not None else "",
        f"column reaches {state.column_maximum}" if state.column_maximum is not None else "",
        f"the source's stood at {state.carried}" if state.carried is not None else "",
    ]
    # A name may hold line breaks, which would end the comment.
    return " ".join("; ".join(fact for fact in facts if fact).split())


def _read_all(
    connection: Connection, states: Row[SequenceState]
) -> dict[QualifiedName, SequenceReading]:
    values = {}
    for batch in batches(states):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}::int, last_value, is_called, {}::pg_catalog.int8 FROM {}").format(
                sql.Literal(number), _furthest(state), state.sequence.name.identifier
            )
            for number, state in enumerate(batch)
        )
        for number, *stand in connection.execute(statement):
            values[batch[number].sequence.name] = SequenceReading(*stand)
    return values


def _furthest(state: SequenceState) -> sql.Composable:
    """The columns' greatest value, or least for a sequence that counts down; NULL without rows."""
    if not state.numbers:
        return sql.SQL("NULL")
    extreme: LiteralString = "GREATEST" if ascends(state.sequence) else "LEAST"
    values = (_furthest_of(number, ascends(state.sequence)) for number in state.numbers)
    return sql.SQL("{}({})").format(sql.SQL(extreme), sql.SQL(", ").join(values))


def _furthest_of(number: NumberColumn, ascends: bool) -> sql.Composable:
    """Max or min alone reads one row of an index; fractions are rounded away from the start."""
    column, table = sql.Identifier(number.ref.column), number.ref.table.identifier
    aggregate = sql.SQL("pg_catalog.max" if ascends else "pg_catalog.min")
    if not number.fractional:
        return sql.SQL("(SELECT {}({}) FROM {})").format(aggregate, column, table)
    return sql.SQL("(SELECT {}({}({})) FROM {} WHERE {} BETWEEN {} AND {})").format(
        sql.SQL("pg_catalog.ceil" if ascends else "pg_catalog.floor"),
        aggregate,
        column,
        table,
        column,
        sql.Literal(-(2**63)),
        sql.Literal(2**63 - 1),
    )


def _least_value(state: SequenceState) -> sql.Composable:
    step = abs(state.sequence.increment)
    if step == 1:
        return _floor(state)
    return sql.SQL(
        "(SELECT floor - {way} * pg_catalog.mod(pg_catalog.mod({way} * (floor - {anchor}), {step})"
        " + {step}, {step}) FROM (SELECT {floor}::pg_catalog.numeric) AS f (floor))"
    ).format(
        way=sql.SQL("1" if ascends(state.sequence) else "-1"),
        anchor=sql.Literal(state.anchor),
        step=sql.Literal(step),
        floor=_floor(state),
    )


def _floor(state: SequenceState) -> sql.Composable:
    """How far the numbers were used, by the columns and by the source's sequence."""
    if state.carried is None:
        return _furthest(state)
    carried = sql.Literal(state.carried)
    if state.silent:
        return carried
    extreme: LiteralString = "GREATEST({}, {})" if ascends(state.sequence) else "LEAST({}, {})"
    return sql.SQL(extreme).format(_furthest(state), carried)


def _reset(connection: Connection, state: SequenceState) -> SequenceState | None:
    statement = reset_sql(state)
    if statement is None:
        return None
    with connection.transaction():
        _lock(connection, state.sequence)
        row = connection.execute(statement).fetchone()
    return None if row is None else settled(state, row[0])


def _lock(connection: Connection, sequence: Sequence) -> None:
    """Keep other sessions from drawing until the transaction ends, where the server allows it.

    LOCK TABLE takes no sequences, but changing one to what it is locks it against nextval. Only
    an owner may; and a session that has drawn and is still in its transaction is not waited for
    long, because everybody who draws would wait behind us. Without the lock a number is at risk
    only if others draw past the column's maximum between two calls of one statement.
    """
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '300ms'")
            connection.execute(
                sql.SQL("ALTER SEQUENCE {} INCREMENT BY {}").format(
                    sequence.name.identifier, sql.Literal(sequence.increment)
                )
            )
    except (errors.InsufficientPrivilege, errors.LockNotAvailable):
        return
