"""Keys under which both databases hold a row: is it the same one?

Numbers that two databases gave out by themselves mean nothing to each other. Rows count as the same
only where one was copied from the other, which is proved by comparing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from segue.checks.rows.likeness import (
    CommonPast,
    Compared,
    Row,
    columns_that_differ,
    differing,
    replaced,
)
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.same_row import answers, free_offset
from segue.checks.rows.tree_columns import tree_columns
from segue.checks.rows.unique_keys import columns_of, unique_keys
from segue.database.catalog import INTEGERS, STRINGS, Table
from segue.findings import Finding, Severity
from segue.loading.earlier_runs import is_brought, is_counterpart
from segue.loading.key_numbers import key_number
from segue.loading.row_comparison import CoincidingRows, coinciding
from segue.loading.table import key_columns, key_text, of
from segue.mapping.facts import Facts
from segue.mapping.identity import BroughtRows
from segue.mapping.sql import source_relation, source_values, target_relation, text_of
from segue.mapping.transfer import Transfer
from segue.plan.entries import key_strategy
from segue.plan.model import ExistingRows, KeepKeys, MatchKeys, OffsetKeys, Plan

LOOKED_AT = 5_000
"""Rows that differ and are judged one by one; of more, so many are a sample."""

OUTERMOST = 500
"""Rows of either end that a sample has."""

EXAMPLES = 3

ENDS_IN_A_NUMBER = re.compile(r"[0-9]$")
"""Keys that were counted up: numbers, and texts such as INV-0001."""

STAYING = (ExistingRows.KEEP, ExistingRows.UPDATE)


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """What a comparison of rows under the same keys tells."""

    keys: int
    two: int
    """Keys under which there are two rows."""
    sampled: bool
    examples: tuple[str, ...]


def shared_key_hits(
    plan: Plan, transfers: Iterable[Transfer], facts: Facts, reading: SourceReading
) -> Iterator[Finding]:
    """Findings for each mapping with rows that would take the place of other rows.

    They are others of the target, or rows that an earlier run brought under keys which the source
    gave out again since, as where it was restored from a backup.
    """
    for transfer in transfers:
        mapping = transfer.mapping
        if plan.existing_rows_of(mapping) not in STAYING or not has_keys_given_out(transfer):
            continue
        if key_number(transfer) is None and not isinstance(mapping.key, KeepKeys):
            continue  # the plan says that equal keys mean the same row, or makes other ones
        among = [_others(transfer, facts)]
        brought = facts.earlier.brought.get(transfer.target.name)
        if brought is not None and has_numbers_for_keys(transfer):
            among.append(is_brought(transfer.target, brought))
        try:
            others, *earlier = _coinciding(transfer, reading, among)
            shared = _shared(transfer, reading, others)
            reused = [_reused(transfer, reading, one) for one in earlier]
        except psycopg.DataError:
            continue  # a value that cannot be worked out: other checks tell of it
        if shared.two:
            yield _hit(plan, transfer, shared, reading)
        yield from (_reused_hit(plan, transfer, one) for one in reused if one.two)


def has_keys_given_out(transfer: Transfer) -> bool:
    """Whether a database counted the keys up by itself; others name rows in any database.

    Of several columns, one that counts is enough; what refers to other rows follows theirs. Texts
    count where they end in digits, of which the rows tell.
    """
    by_name = {feed.column.name: feed for feed in transfer.feeds}
    feeds = [by_name.get(name) for name in transfer.target.primary_key]
    own = [
        feed
        for feed in feeds
        if feed is not None and not _is_reference(transfer.target, feed.column.name)
    ]
    if None in feeds or not all(feed.mapping is None for feed in own):
        return False
    counting = INTEGERS if len(feeds) > 1 else INTEGERS | STRINGS
    return any(feed.column.type.is_one_of(counting) for feed in own)


def has_numbers_for_keys(transfer: Transfer) -> bool:
    """Whether keys are of one column, of whole numbers that a database gave out."""
    return key_number(transfer) is not None and has_keys_given_out(transfer)


def _is_reference(table: Table, column: str) -> bool:
    """Whether a column of the key is that of another row, whose identity it follows."""
    return any(column in key.columns for key in table.foreign_keys)


def _others(transfer: Transfer, facts: Facts) -> sql.Composable:
    """The rows t of the target of which nothing shows that they are the source's."""
    table, earlier = transfer.target, facts.earlier
    conditions = [is_brought(table, earlier.brought.get(table.name, BroughtRows()))]
    if table.name in earlier.unfinished:
        load = earlier.unfinished[table.name]
        if load is None:
            return sql.SQL("false")  # the table is emptied before the run goes on
        conditions.append(is_brought(table, BroughtRows((load,))))
    pairs = facts.matches.get(transfer.number)
    if pairs is not None:
        conditions.append(is_counterpart(table, pairs))
    return sql.SQL("NOT ({})").format(sql.SQL(" OR ").join(conditions))


def compare_shared(
    transfer: Transfer,
    reading: SourceReading,
    among: sql.Composable,
) -> SharedKeys:
    """Compare rows that arrive with rows t of the target under the same key, `among` some.

    Raises psycopg.DataError where values cannot be worked out.
    """
    (coincidences,) = _coinciding(transfer, reading, [among])
    return _shared(transfer, reading, coincidences)


def _coinciding(
    transfer: Transfer, reading: SourceReading, among: Sequence[sql.Composable]
) -> list[CoincidingRows]:
    return coinciding(reading.session, reading.target, transfer, among, LOOKED_AT)


def _shared(transfer: Transfer, reading: SourceReading, coincidences: CoincidingRows) -> SharedKeys:
    """Which of them are two rows, by what all of them tell of a common past."""
    if not coincidences.different:
        return SharedKeys(coincidences.equal, 0, False, ())
    comparison, feeds = _comparison(transfer)
    pairs = _pairs(transfer, coincidences.keys, feeds, reading)
    if len(transfer.target.primary_key) == 1:
        pairs = [pair for pair in pairs if ENDS_IN_A_NUMBER.search(pair[0])]
    copied = CommonPast(coincidences.equal, coincidences.last_equal, coincidences.different)
    return _summed_up(
        transfer, coincidences, comparison, pairs, differing(comparison, pairs, copied)
    )


def _reused(transfer: Transfer, reading: SourceReading, coincidences: CoincidingRows) -> SharedKeys:
    """Which of them are two rows by now, though an earlier run brought one from the other."""
    if not coincidences.different:
        return SharedKeys(coincidences.equal, 0, False, ())
    comparison, feeds = _comparison(transfer)
    pairs = _pairs(transfer, coincidences.keys, feeds, reading)
    return _summed_up(transfer, coincidences, comparison, pairs, replaced(comparison, pairs))


def _summed_up(
    transfer: Transfer,
    coincidences: CoincidingRows,
    comparison: Compared,
    pairs: Sequence[tuple[str, Row, Row]],
    two: Sequence[int],
) -> SharedKeys:
    """Of `two` places in the pairs, which are a sample where more rows differ than are compared."""
    return SharedKeys(
        coincidences.equal + coincidences.different,
        round(len(two) * coincidences.different / max(len(pairs), 1)),
        len(pairs) < coincidences.different,
        tuple(_example(transfer, comparison, pairs[place]) for place in two[:EXAMPLES]),
    )


def sample_shared(transfer: Transfer, reading: SourceReading) -> SharedKeys:
    """The same by the first and the last keys, numbers, of the source alone: it takes no time.

    Raises psycopg.DataError where values cannot be worked out.
    """
    comparison, feeds = _comparison(transfer)
    pairs = _pairs(transfer, _outermost_keys(transfer, reading), feeds, reading)
    others = [pair for pair in pairs if columns_that_differ(comparison, *pair[1:])]
    different = {key for key, *_ in others}
    equal = [int(key) for key, *_ in pairs if key not in different]
    copied = CommonPast(len(equal), max(equal, default=None), len(others))
    return SharedKeys(len(pairs), len(differing(comparison, others, copied)), True, ())


def _outermost_keys(transfer: Transfer, reading: SourceReading) -> list[str]:
    values = source_values(transfer)
    (column,) = key_columns(transfer.target)
    place = transfer.place_of(column.name)
    ends = (
        sql.SQL("(SELECT {key} {rows} ORDER BY {key} {way} LIMIT {limit})").format(
            key=values[place],
            rows=source_relation(transfer),
            way=sql.SQL(way),
            limit=OUTERMOST,
        )
        for way in ("ASC", "DESC")
    )
    rows = reading.session.execute(sql.SQL(" UNION ").join(ends)).fetchall()
    return [str(key) for (key,) in rows]


def _comparison(transfer: Transfer) -> tuple[Compared, list[int]]:
    """What is compared, and the places of its feeds: all but the key and what only counts rows."""
    keys, structural = set(transfer.target.primary_key), tree_columns(transfer.target)
    feeds = [
        place
        for place, feed in enumerate(transfer.feeds)
        if feed.column.name not in keys | structural and feed.steady
    ]
    names = [transfer.feeds[place].column.name for place in feeds]
    types = (transfer.feeds[place].column.type.resolved.name.name for place in feeds)
    unique, folded = [], set()
    for key in unique_keys(transfer.target):
        columns = columns_of(key, transfer.target)
        if key.primary or key.predicate or not columns or not set(columns) <= set(names):
            continue
        places = tuple(names.index(column) for column in columns)
        unique.append(places)
        folded |= set() if key.plain else set(places)
    return Compared(tuple(names), tuple(types), tuple(unique), frozenset(folded)), feeds


def _pairs(
    transfer: Transfer, keys: Sequence[str], feeds: Sequence[int], reading: SourceReading
) -> list[tuple[str, Row, Row]]:
    """Both sides' values under these keys, as text."""
    values = source_values(transfer)
    columns = key_columns(transfer.target)
    text = sql.SQL("{}::pg_catalog.text")
    key = text_of([values[transfer.place_of(column.name)] for column in columns])
    chosen = sql.SQL(", ").join([key, *(text.format(values[number]) for number in feeds)])
    aliases = sql.SQL(", ").join(sql.Identifier(f"c{n}") for n in range(len(feeds) + 1))
    ours = reading.session.execute(
        sql.SQL(
            "SELECT * FROM (SELECT {} {}) AS arriving ({}) WHERE c0 = ANY ({}::pg_catalog.text[])"
        ).format(chosen, source_relation(transfer), aliases, sql.Literal(list(keys)))
    ).fetchall()
    others = (text.format(of("t", transfer.feeds[n].column.name)) for n in feeds)
    searched = sql.SQL("{} = ANY ({}::pg_catalog.text[])").format(
        key_text(columns), sql.Literal(list(keys))
    )
    if key_number(transfer) is not None:  # so that an index serves
        searched = sql.SQL("{} = ANY ({}::pg_catalog.int8[])").format(
            of("t", columns[0].name), sql.Literal([int(key) for key in keys])
        )
    theirs = reading.target.execute(
        sql.SQL("SELECT {} FROM (SELECT * {}) AS t WHERE {}").format(
            sql.SQL(", ").join([key_text(columns), *others]), target_relation(transfer), searched
        )
    ).fetchall()
    by_key = {row[0]: row[1:] for row in theirs}
    return [(row[0], row[1:], by_key[row[0]]) for row in ours if row[0] in by_key]


def _example(transfer: Transfer, compared: Compared, pair: tuple[str, Row, Row]) -> str:
    """Both rows side by side, by the columns that tell them apart."""
    key, ours, theirs = pair
    named = [compared.names[place] for places in compared.unique for place in places]
    names = list(columns_that_differ(compared, ours, theirs))
    names.sort(key=lambda name: name not in named)
    places = [compared.names.index(name) for name in names[:2]]
    values = ", ".join(
        f"{compared.names[n]} {_short(ours[n])} here, {_short(theirs[n])} there" for n in places
    )
    return f"{', '.join(transfer.target.primary_key)} = {key} ({values})"


def _short(value: str | None) -> str:
    return "NULL" if value is None else repr(value[:40])


def _hit(plan: Plan, transfer: Transfer, shared: SharedKeys, reading: SourceReading) -> Finding:
    mapping, table = transfer.mapping, transfer.target.name
    about = "about " if shared.sampled else ""
    if isinstance(mapping.key, KeepKeys):
        code, rows = "K101", f"{about}{shared.two:,} of {shared.keys:,} rows"
        title = f"{rows} of {table} that share their key with rows of the source are other rows"
        effect = "the source's rows would be taken for them, and what refers to those goes to these"
    else:
        code = "K102"
        title = f"the keys that {about}{shared.two:,} rows for {table} get are taken by other rows"
        effect = "the source's rows would be taken for those of the target"
    return Finding(
        code,
        Severity.ERROR,
        title,
        place=plan.place(mapping),
        effect=effect,
        help=remedy(transfer, reading),
        rows="; ".join(shared.examples),
        subject=str(table),
    )


def _reused_hit(plan: Plan, transfer: Transfer, shared: SharedKeys) -> Finding:
    """What came before under these keys looks like other rows."""
    table, about = transfer.target.name, "about " if shared.sampled else ""
    updates = plan.existing_rows_of(transfer.mapping) is ExistingRows.UPDATE
    return Finding(
        "K113",
        Severity.WARNING,
        f"{about}{shared.two:,} of {shared.keys:,} rows of {table} that came earlier"
        " look like other rows in the source now",
        place=plan.place(transfer.mapping),
        effect="they would be overwritten, and what refers to them goes to the new rows"
        if updates
        else "the source's new rows would stay away",
        help="if the source was restored from a backup, give its new rows other keys first; if rows"
        " were only edited, go on",
        rows="; ".join(shared.examples),
        subject=str(table),
    )


def remedy(transfer: Transfer, reading: SourceReading) -> str:
    """The lines that say in the plan what is the same row."""
    sides = reading.session, reading.target
    match transfer.mapping.key:
        case OffsetKeys():
            offset = key_strategy(OffsetKeys(free_offset(transfer, *sides)))
            return f"choose one that is free: key = {offset}"
        case MatchKeys() as key:
            matched = key_strategy(replace(key, offset=free_offset(transfer, *sides)))
            return f"choose an offset that is free: key = {matched}"
    options = "; ".join(f"{one.meaning}: {one.line}" for one in answers(transfer, *sides))
    if key_number(transfer) is not None:
        return options
    return (
        f"{options}; if all are rows of their own, map a column of the key to other values, here"
        " and wherever it is referred to"
    )
