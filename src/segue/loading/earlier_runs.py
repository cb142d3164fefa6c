"""What the journal knows of earlier runs: keys that were settled, and the rows that came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psycopg import sql

from segue.database.catalog import Table
from segue.database.journal import Journal, journal_exists, journal_is_current, runs
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import RunRecord
from segue.database.session import Connection
from segue.loading.table import key_columns, key_text, of
from segue.mapping.facts import Facts
from segue.mapping.identity import BroughtRows, EarlierRuns
from segue.mapping.keys import Paired
from segue.mapping.transfer import Transfer
from segue.plan.model import MatchKeys, OffsetKeys


def read_earlier(target: Connection, source: str, digest: str) -> EarlierRuns:
    """What is settled for rows of the source with this identity; `digest` is that of the move.

    Another source has nothing in common with it, whatever the plan.
    """
    if not journal_exists(target):
        return EarlierRuns(source)
    parameters = {"source": source}
    if not journal_is_current(target):  # an earlier release kept no keys
        offsets: dict[str, int] = dict(
            target.execute(query("offsets_earlier"), parameters).fetchall()
        )
        return EarlierRuns(source, offsets, {}, {}, _unfinished(target, source, digest))
    reserved = target.execute(query("ranges_reserved")).fetchall()
    return EarlierRuns(
        source,
        dict(target.execute(query("offsets_earlier"), parameters).fetchall()),
        _brought_rows(target.execute(query("loads_earlier"), parameters).fetchall()),
        {QualifiedName(schema, table): last for schema, table, last in reserved},
        _unfinished(target, source, digest),
    )


def is_brought(table: Table, earlier: BroughtRows) -> sql.Composable:
    """Whether an earlier run brought the target's row t."""
    keys = key_columns(table)
    conditions: list[sql.Composable] = []
    if earlier.loads:
        conditions.append(
            sql.SQL(
                "EXISTS (SELECT FROM segue.arrival AS b WHERE b.load = ANY ({}) AND b.key = {})"
            ).format(sql.Literal(list(earlier.loads)), key_text(keys))
        )
    conditions += [
        sql.SQL("{} BETWEEN {} AND {}").format(of("t", keys[0].name), first, last)
        for first, last in earlier.ranges
        if len(keys) == 1
    ]
    return sql.SQL("({})").format(sql.SQL(" OR ").join(conditions or [sql.SQL("false")]))


def brought_by(target: Connection, run: int) -> dict[QualifiedName, BroughtRows]:
    """The rows that one run brought, by table."""
    return _brought_rows(target.execute(query("loads_of_run"), {"run": run}).fetchall())


def expected_rows(transfers: Sequence[Transfer], facts: Facts) -> sql.Composable | None:
    """Which rows t of one target table may be those of arriving rows; None where any may be.

    A key that an offset makes is new by definition: a row under it is the source's only where an
    earlier run brought it, or where a match found it.
    """
    if not any(isinstance(t.mapping.key, OffsetKeys | MatchKeys) for t in transfers):
        return None
    table = transfers[0].target
    if len(table.primary_key) > 1:
        return None  # such keys are not translated
    conditions = [is_brought(table, facts.earlier.brought.get(table.name, BroughtRows()))]
    conditions += [
        is_counterpart(table, facts.matches[transfer.number])
        for transfer in transfers
        if transfer.number in facts.matches
    ]
    return sql.SQL("({})").format(sql.SQL(" OR ").join(conditions))


def is_counterpart(table: Table, paired: Paired) -> sql.Composable:
    """Whether a match found the target's row t."""
    return sql.SQL("{} = ANY ({}::pg_catalog.text[])").format(
        key_text(key_columns(table)), sql.Literal(list(paired.found))
    )


def _brought_rows(
    rows: Iterable[tuple[str, str, int, int | None, int | None]],
) -> dict[QualifiedName, BroughtRows]:
    loads: dict[QualifiedName, list[int]] = {}
    ranges: dict[QualifiedName, list[tuple[int, int]]] = {}
    for schema, table, number, first, last in rows:
        name = QualifiedName(schema, table)
        loads.setdefault(name, []).append(number)
        if first is not None and last is not None:
            ranges.setdefault(name, []).append((first, last))
    return {
        name: BroughtRows(tuple(numbers), tuple(ranges.get(name, ())))
        for name, numbers in loads.items()
    }


def _unfinished(target: Connection, source: str, digest: str) -> dict[QualifiedName, int | None]:
    run = next((run for run in runs(target) if _is_same(run, source, digest)), None)
    if run is None or not run.unfinished:
        return {}
    records = (load for load in Journal(target, run.id).loads() if load.state != "waiting")
    return {load.table: load.number if load.merge is not None else None for load in records}


def _is_same(run: RunRecord, source: str, digest: str) -> bool:
    return run.plan_digest == digest and run.source_identity == source
