"""Source rows judged one by one against a target that may hold others: there, missing, changed?

The key and the hash of every source row go into a temporary table of the target, which joins them
with its own rows. Serves the counts before a merge and the comparison after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from psycopg import sql

from segue.database.names import QualifiedName
from segue.database.records import LoadRecord, OwnSum
from segue.database.session import Connection
from segue.loading.table import arrived_key, key_columns, key_text, of, same_key, staged_columns
from segue.loading.temporary_rows import TemporaryRows, temporary_rows
from segue.mapping.sql import (
    is_binary,
    source_relation,
    source_values,
    target_relation,
    text_of,
)
from segue.mapping.sql.checksums import ComparedRows, shared_columns, source_rows, target_rows
from segue.mapping.transfer import Transfer
from segue.plan.model import ExistingRows

SEEN = sql.Identifier("pg_temp", "segue_seen")
NOTHING = sql.SQL("")


@dataclass(frozen=True, slots=True)
class JudgingRules:
    """How the rows of a table are judged."""

    keeps: bool
    """Whether the plan keeps rows that were there: under keys of the source they may differ."""
    load: int | None = None
    """The number of the load that brought rows; None where none is known."""
    alone: bool = False
    """Whether no rows but those of the source may be in the table."""
    whole: bool = False
    """Whether to look for rows that the load brought and the source has no longer."""
    expected: sql.Composable | None = None
    """Which rows t of the target may be a source row's, where keys are new numbers; a row that
    took such a number meanwhile is another one. None where any may be."""
    mended: bool = False
    """Whether rows came in mended, in the place of some that the load had refused."""
    own: OwnSum | None = None
    """What the table held before; None where that is not known, or does not matter yet."""


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """What became of the source's rows of one table."""

    rows: int
    missing: int
    equal: int
    kept: int
    """Others under the same key, which the plan keeps."""
    changed: int
    """Others under the same key, which should not be."""
    rejected: int = 0
    """Rows that the target refused: they are in its reject file."""
    gone: int = 0
    """Rows that the load brought or changed and the source has no longer."""


def judge(
    source: Connection,
    target: Connection,
    transfers: Sequence[Transfer],
    judging: JudgingRules,
    check: Callable[[], None] = lambda: None,
) -> JudgedRows:
    """Compare all that feeds one table with it; the target session must be outside a transaction.

    `source` sees the moment that counts. `check` is called now and then and may raise.
    """
    with _seen(source, target, transfers, check):
        (counts,) = target.execute(_counts(transfers, judging)).fetchall()
    return JudgedRows(*counts)


@dataclass(frozen=True, slots=True)
class DifferentColumns:
    """Which columns tell rows of the two sides apart that share a key."""

    rows: int = 0
    """The rows that were compared column by column."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of them differ in each column, the most first, where any do."""


def judge_columns(
    source: Connection,
    target: Connection,
    transfers: Sequence[Transfer],
    judging: JudgingRules,
    limit: int,
) -> tuple[JudgedRows, DifferentColumns]:
    """The same, and in which columns rows differ: the first so many of them by their key.

    Both sides' sessions as for `judge`.
    """
    with _seen(source, target, transfers, lambda: None):
        (counts,) = target.execute(_counts(transfers, judging)).fetchall()
        judgement, different = JudgedRows(*counts), DifferentColumns()
        if judgement.kept or judgement.changed:
            different = _different_columns(source, target, transfers, judging, limit)
    return judgement, different


def _different_columns(
    source: Connection,
    target: Connection,
    transfers: Sequence[Transfer],
    judging: JudgingRules,
    limit: int,
) -> DifferentColumns:
    ordered = sql.SQL(
        "SELECT key FROM ({}) AS j WHERE found AND NOT same AND NOT rejected ORDER BY key LIMIT {}"
    ).format(_judgement(transfers, judging), limit)
    keys = [key for (key,) in target.execute(ordered)]
    columns = shared_columns(transfers)
    names = [column.name for column in columns]
    theirs = _hashes_by_key(target, target_rows(transfers[0], columns), transfers[0], keys)
    counts: Counter[str] = Counter()
    rows = 0
    for transfer in transfers:
        ours = _hashes_by_key(source, source_rows(transfer, columns), transfer, keys)
        for key in ours.keys() & theirs.keys():
            rows += 1
            pairs = zip(names, ours[key], theirs[key], strict=True)
            counts.update(name for name, one, other in pairs if one != other)
    return DifferentColumns(rows, dict(counts.most_common()))


def _hashes_by_key(
    connection: Connection, rows: ComparedRows, transfer: Transfer, keys: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """The hash of each value of the rows with these keys, as the journal keeps keys."""
    by_name = {column.name: value for column, value in rows.values}
    values = [by_name[name] for name in transfer.target.primary_key]
    names = [sql.Identifier(f"h{number}") for number in range(len(rows.values))]
    found = connection.execute(
        sql.SQL(
            "SELECT * FROM (SELECT {} {}) AS hashed (key, {})"
            " WHERE key IN (SELECT pg_catalog.unnest({}::pg_catalog.text[]))"
        ).format(
            sql.SQL(", ").join([text_of(values), *rows.hashes]),
            rows.origin,
            sql.SQL(", ").join(names),
            sql.Literal(list(keys)),
        )
    )
    return {row[0]: row[1:] for row in found}


@dataclass(frozen=True, slots=True)
class DifferentRow:
    """A row that differs."""

    kind: str
    """missing, changed or extra."""
    key: str


def name_rows(
    source: Connection,
    target: Connection,
    transfers: Sequence[Transfer],
    judging: JudgingRules,
    limit: int,
) -> tuple[tuple[DifferentRow, ...], int]:
    """The rows that differ, at most `limit` of them, and how many there are.

    Rows that the source lacks differ only where no others may be in the table.
    """
    differing = _differing(transfers, judging)
    with _seen(source, target, transfers, lambda: None):
        ordered = sql.SQL("SELECT kind, key FROM ({}) AS d ORDER BY 1 DESC, 2 LIMIT {}")
        rows = target.execute(ordered.format(differing, limit)).fetchall()
        counting = sql.SQL("SELECT count(*) FROM ({}) AS d").format(differing)
        ((count,),) = target.execute(counting).fetchall()
    return tuple(DifferentRow(*row) for row in rows), count


@dataclass(frozen=True, slots=True)
class CoincidingRows:
    """Rows of the target under keys with which source rows arrive."""

    equal: int
    """Those that are the same in every column."""
    last_equal: int | None
    """The highest key of these, where keys are whole numbers."""
    different: int
    keys: tuple[str, ...]
    """Of those that differ, the lowest ones, as text."""


def coinciding(
    source: Connection,
    target: Connection,
    transfer: Transfer,
    among: Sequence[sql.Composable],
    limit: int,
) -> list[CoincidingRows]:
    """Compare the rows t of the target for which each condition holds; the source is read once."""
    with _seen(source, target, [transfer], lambda: None):
        return [_coinciding(target, transfer, condition, limit) for condition in among]


def _coinciding(
    target: Connection, transfer: Transfer, condition: sql.Composable, limit: int
) -> CoincidingRows:
    rules = JudgingRules(keeps=False)
    judgement = _judgement([transfer], rules, sql.SQL(" AND {}").format(condition))
    columns = key_columns(transfer.target)
    whole = len(columns) == 1 and columns[0].type.is_integer
    number = sql.SQL("key::pg_catalog.int8") if whole else sql.SQL("NULL::pg_catalog.int8")
    ((equal, last, different),) = target.execute(
        sql.SQL(
            "SELECT count(*) FILTER (WHERE same), max({}) FILTER (WHERE same),"
            " count(*) FILTER (WHERE NOT same) FROM ({}) AS j WHERE found"
        ).format(number, judgement)
    ).fetchall()
    rows = (
        target.execute(
            sql.SQL(
                "SELECT key FROM ({}) AS j WHERE found AND NOT same ORDER BY {}, key LIMIT {}"
            ).format(judgement, number, limit)
        ).fetchall()
        if different
        else []
    )
    return CoincidingRows(equal, last, different, tuple(key for (key,) in rows))


def _differing(transfers: Sequence[Transfer], judging: JudgingRules) -> sql.Composable:
    differences = sql.SQL(
        "SELECT CASE WHEN found THEN 'changed' ELSE 'missing' END AS kind, key"
        " FROM ({}) AS judged WHERE NOT rejected AND NOT (found AND (same OR kept))"
    ).format(_judgement(transfers, judging))
    if not judging.alone:
        return differences
    keys = key_columns(transfers[0].target)
    return sql.SQL(
        "{} UNION ALL SELECT 'extra', {} FROM (SELECT * {}) AS t"
        " WHERE NOT EXISTS (SELECT FROM {} AS s WHERE {}){}"
    ).format(
        differences, key_text(keys), target_relation(transfers[0]), SEEN, same_key(keys),
        _but_mended(judging, key_text(keys)),
    )  # fmt: skip


def _but_mended(judging: JudgingRules, key: sql.Composable) -> sql.Composable:
    if not judging.mended:
        return NOTHING
    return sql.SQL(
        " AND NOT EXISTS (SELECT FROM segue.mended AS d WHERE d.load = {} AND d.key = {})"
    ).format(sql.Literal(judging.load), key)


def judgings(
    mergeable: Mapping[QualifiedName, ExistingRows],
    loads: Iterable[LoadRecord],
    expected: Mapping[QualifiedName, sql.Composable],
    *,
    whole: bool = False,
    mended: Collection[int] = (),
    own: Mapping[QualifiedName, OwnSum] | None = None,
) -> dict[QualifiedName, JudgingRules]:
    """How each table whose earlier rows stay is judged after the run that the loads are of.

    `mended` are the numbers of loads some of whose refused rows came in mended since. `own` is
    what the tables held before.
    """
    records = {load.table: load for load in loads}
    all_judgings = {
        table: _judging(how, records.get(table), whole) for table, how in mergeable.items()
    }
    return {
        table: replace(
            one,
            expected=expected.get(table),
            mended=one.load in mended,
            own=(own or {}).get(table),
        )
        for table, one in all_judgings.items()
    }


def _judging(how: ExistingRows, load: LoadRecord | None, whole: bool) -> JudgingRules:
    if load is None:
        return JudgingRules(how is ExistingRows.KEEP)
    if load.merge is None:
        return JudgingRules(keeps=False, load=load.number)  # it was filled from empty
    return JudgingRules(how is ExistingRows.KEEP, load.number, whole=whole)


@contextmanager
def _seen(
    source: Connection,
    target: Connection,
    transfers: Sequence[Transfer],
    check: Callable[[], None],
) -> Iterator[None]:
    """The temporary table, full, within a transaction that writes nothing else."""
    with temporary_rows(source, target, check) as rows:
        keys = staged_columns(_of_keys(transfers[0]), key_columns(transfers[0].target))
        rows.create("segue_seen", [*keys, sql.SQL("hash pg_catalog.int8")])
        target.execute("SET TRANSACTION READ ONLY")
        for transfer in transfers:
            _fill(rows, transfer, transfers)
        yield


def _fill(rows: TemporaryRows, transfer: Transfer, transfers: Sequence[Transfer]) -> None:
    keys, whole = _of_keys(transfer), transfer.in_sql
    values = zip(whole.feeds, source_values(whole), strict=True)
    by_name = {feed.column.name: value for feed, value in values}
    names = [feed.column.name for feed in keys.feeds]
    select = sql.SQL("SELECT {}, {} {}").format(
        sql.SQL(", ").join(by_name[name] for name in names),
        source_rows(transfer, shared_columns(transfers)).hashed(),
        source_relation(whole),
    )
    columns = [*map(sql.Identifier, names), sql.Identifier("hash")]
    rows.fill(SEEN, columns, select, binary=is_binary(keys))


def _counts(transfers: Sequence[Transfer], judging: JudgingRules) -> sql.Composed:
    return sql.SQL(
        "SELECT count(*), count(*) FILTER (WHERE NOT found AND NOT rejected),"
        " count(*) FILTER (WHERE found AND same),"
        " count(*) FILTER (WHERE found AND NOT same AND kept AND NOT rejected),"
        " count(*) FILTER (WHERE found AND NOT same AND NOT kept AND NOT rejected),"
        " count(*) FILTER (WHERE rejected AND NOT mended AND (NOT found OR NOT same)), {gone}"
        " FROM ({judgement}) AS judged"
    ).format(gone=_is_gone(transfers[0], judging), judgement=_judgement(transfers, judging))


def _judgement(
    transfers: Sequence[Transfer], judging: JudgingRules, also: sql.Composable = NOTHING
) -> sql.Composed:
    """Each source row with what the target has in its place; `also` limits the target's rows."""
    transfer = transfers[0]
    keys = key_columns(transfer.target)
    columns = shared_columns(transfers)
    own = ComparedRows(tuple((column, of("t", column.name)) for column in columns), sql.SQL(""))
    is_kept, rejected, joins = _journalled(judging, arrived_key(keys))
    mended = sql.SQL("coalesce(r.mended, false)" if judging.mended else "false")
    return sql.SQL(
        "SELECT {key} AS key, {first} IS NOT NULL AND ({hash} = s.hash OR {expected}) AS found,"
        " {hash} = s.hash AS same,"
        " {kept} AS kept, {rejected} AS rejected, {mended} AS mended"
        " FROM {seen} AS s LEFT JOIN (SELECT * {target}) AS t ON {same}{also}{joins}"
    ).format(
        key=arrived_key(keys),
        first=of("t", keys[0].name),
        expected=_expected(judging),
        hash=own.hashed(),
        kept=is_kept,
        rejected=rejected,
        mended=mended,
        seen=SEEN,
        target=target_relation(transfer),
        same=same_key(keys),
        also=also,
        joins=joins,
    )


def _expected(judging: JudgingRules) -> sql.Composable:
    """Whether the row t may be that of the source; what the load itself brought is."""
    if judging.expected is None:
        return sql.SQL("true")
    if judging.load is None:
        return judging.expected
    return sql.SQL("({} OR a.key IS NOT NULL)").format(judging.expected)


def _journalled(
    judging: JudgingRules, key: sql.Composable
) -> tuple[sql.Composable, sql.Composable, sql.Composable]:
    """What the journal says of a row under the key: kept or not, rejected or not, and the joins."""
    if judging.load is None:
        return sql.SQL("true" if judging.keeps else "false"), sql.SQL("false"), sql.SQL("")
    joins = sql.SQL(
        " LEFT JOIN segue.arrival AS a ON a.load = {load} AND a.key = {key}"
        " LEFT JOIN ({refused}) AS r ON r.key = {key}"
    ).format(load=sql.Literal(judging.load), key=key, refused=_refused(judging))
    is_kept = sql.SQL("a.key IS NULL" if judging.keeps else "false")
    return is_kept, sql.SQL("r.key IS NOT NULL"), joins


def _refused(judging: JudgingRules) -> sql.Composable:
    """The keys of refused rows, each once, and whether all rows under one came in mended."""
    load = sql.Literal(judging.load)
    parts = [sql.SQL("SELECT key, false AS mended FROM segue.reject WHERE load = {}").format(load)]
    if judging.mended:
        mended = sql.SQL("SELECT refused, true FROM segue.mended WHERE load = {}")
        parts.append(mended.format(load))
    return sql.SQL("SELECT key, bool_and(mended) AS mended FROM ({}) AS x GROUP BY key").format(
        sql.SQL(" UNION ALL ").join(parts)
    )


def _is_gone(transfer: Transfer, judging: JudgingRules) -> sql.Composable:
    if not judging.whole:
        return sql.SQL("0")
    return sql.SQL(
        "(SELECT count(*) FROM (SELECT key FROM segue.arrival WHERE load = {load}"
        " UNION ALL SELECT key FROM segue.former WHERE load = {load}"
        " EXCEPT SELECT {key} FROM {seen} AS s) AS gone)"
    ).format(
        load=sql.Literal(judging.load),
        key=arrived_key(key_columns(transfer.target)),
        seen=SEEN,
    )


def _of_keys(transfer: Transfer) -> Transfer:
    """The same rows, but only what feeds the target's primary key."""
    names = transfer.target.primary_key
    feeds = {feed.column.name: feed for feed in transfer.feeds}
    return replace(transfer, feeds=tuple(feeds[name] for name in names))
