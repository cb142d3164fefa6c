"""What the target computes from values that are compared, as far as the source can compute it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing

from psycopg import sql

from segue.checks.rows.arriving_rows import mentioned
from segue.checks.rows.trying import refusals
from segue.database.batches import batches
from segue.database.catalog import Column
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.mapping.sql.checksums import shared_columns, source_rows, with_computed
from segue.mapping.transfer import Transfer

COMPUTED = frozenset(
    "bool int2 int4 int8 numeric float4 float8 date time timestamp timestamptz interval"
    " uuid".split()
)
"""Types of generated columns that every server computes alike."""

Groups = Mapping[QualifiedName, Sequence[Transfer]]


def computed_columns(transfers: Sequence[Transfer]) -> Iterator[Column]:
    """What the target computes from columns that are compared: numbers, moments and the like.

    Texts are left out: two servers may fold case, and find words, in different ways.
    """
    columns = {column.name: column for column in shared_columns(transfers)}
    target = transfers[0].target
    for column in target.columns:
        plain = column.type.builtin and column.type.name.name in COMPUTED
        if not column.generated or not plain:
            continue
        used = mentioned(target, [column.generation or ""])
        if all(name in columns and columns[name].type.resolved.builtin for name in used):
            yield column


def comparable(
    groups: Groups, without: Collection[QualifiedName], open_source: Callable[[], Connection]
) -> dict[QualifiedName, list[Column]]:
    """The computed columns that the source understands, of all tables but some."""
    doubtful = [
        (table, column)
        for table, transfers in groups.items()
        if table not in without
        for column in computed_columns(transfers)
    ]
    refused = _refused(groups, doubtful, open_source)
    columns: defaultdict[QualifiedName, list[Column]] = defaultdict(list)
    for place, (table, column) in enumerate(doubtful):
        if place not in refused:
            columns[table].append(column)
    return columns


def _refused(
    groups: Groups,
    doubtful: Sequence[tuple[QualifiedName, Column]],
    open_source: Callable[[], Connection],
) -> set[int]:
    """The places of those that the source does not understand."""
    trials = [
        (n, trial)
        for n, (table, column) in enumerate(doubtful)
        for trial in _trials(groups[table], column)
    ]
    refused: set[int] = set()
    if trials:
        with closing(open_source()) as connection:
            for some in batches(trials):
                reasons = refusals(connection, [trial for _, trial in some])
                refused |= {n for (n, _), why in zip(some, reasons, strict=True) if why}
    return refused


def _trials(transfers: Sequence[Transfer], column: Column) -> Iterator[sql.Composed]:
    """What the source is asked of the column, of no row."""
    for transfer in transfers:
        rows = with_computed(transfer, source_rows(transfer, shared_columns(transfers)), [column])
        values = sql.SQL(", ").join(value for _, value in rows.values)
        yield sql.SQL("SELECT {} {} LIMIT 0").format(values, rows.origin)
