"""The plan of the way back: the same rows, led from the new tables into the old ones.

What a mapping made of several values, or left behind, nothing can give back: old rows keep what
they hold there, new ones get what the plan says or the table's default. That is told by column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName, quoted
from segue.drafting.values import Draft
from segue.drafting.writing import plan_text, unexplained
from segue.mapping.keys import ShiftedKeys
from segue.mapping.transfer import Transfer
from segue.plan.model import (
    ColumnMapping,
    Constant,
    DroppedColumn,
    KeepKeys,
    KeyStrategy,
    MappedValue,
    OffsetKeys,
    Plan,
    Renamed,
    TableMapping,
)
from segue.plan.toml import literal, remark

NO_PLACE = "the old table has no place for it"
_EQUALS = re.compile(r"""\s*"?(\w+)"?\s*=\s*'([^']*)'\s*""")


@dataclass(frozen=True)
class WayBack:
    """What can be led back, and what cannot."""

    plan: Plan
    lost: tuple[str, ...]
    """Sentences: columns that keep what they hold, and that are empty in new rows."""
    asked: tuple[str, ...]
    """Sentences: what the plan has to say before it can be followed."""

    @property
    def text(self) -> str:
        """The plan as a file, with what is to be said and what is lost above it."""
        draft: Draft = unexplained(self.plan, "the way back, drafted from the plan")
        questions = [f"# ? {remark(sentence)}" for sentence in self.asked]
        questions += [f"# {remark(sentence)}" for sentence in self.lost]
        whole = plan_text(draft)
        first, _, rest = whole.partition("\n")
        return "\n".join([first, *questions, rest])


def way_back(
    plan: Plan, source: Catalog, target: Catalog, transfers: Sequence[Transfer]
) -> WayBack:
    """The inverse of a plan whose mappings are these transfers."""
    into: defaultdict[QualifiedName, list[Transfer]] = defaultdict(list)
    for transfer in transfers:
        into[transfer.target.name].append(transfer)
    turned = [_turned(transfer, into[transfer.target.name]) for transfer in transfers]
    mappings = tuple(each.mapping for each in turned if each.mapping is not None)
    sources = {mapping.source for mapping in mappings}
    others = sorted(_filled(target) - sources)
    skip = dict.fromkeys(others, "nothing of it goes back to the old database")
    inverse = Plan(
        source=plan.target, target=plan.source, tables=mappings, skip=skip, path=plan.path
    )
    return WayBack(
        inverse,
        (*(sentence for each in turned for sentence in each.lost), *_same_keys(mappings, target)),
        tuple(sentence for each in turned for sentence in each.asked),
    )


def _same_keys(mappings: Sequence[TableMapping], new: Catalog) -> Iterator[str]:
    """Tables that came of one: each numbers its new rows by itself."""
    into: defaultdict[QualifiedName, set[QualifiedName]] = defaultdict(set)
    for mapping in mappings:
        if mapping.source is not None and _numbers_rows(new.tables[mapping.source]):
            into[mapping.target].add(mapping.source)
    for old, tables in into.items():
        if len(tables) > 1:
            listed = " and ".join(map(str, sorted(tables)))
            yield (
                f"New rows of {listed} may get the same number; in {old} only one of them has"
                " place, and the way back stands still."
            )


def _numbers_rows(table: Table) -> bool:
    keys = (table.column(name) for name in table.primary_key)
    return any(k is not None and k.numbered for k in keys)


def _filled(catalog: Catalog) -> set[QualifiedName]:
    """The tables that hold rows of their own."""
    tables = catalog.tables.values()
    return {t.name for t in tables if t.kind in "rp" and not t.is_partition and not t.extension}


@dataclass
class _Turned:
    """One mapping turned round."""

    mapping: TableMapping | None = None
    lost: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def _turned(transfer: Transfer, beside: Sequence[Transfer]) -> _Turned:
    turned, label = _Turned(), transfer.label
    if transfer.source is None or transfer.source.kind not in "rp":
        turned.lost.append(f"{label} came from a query or a view: nothing of it goes back.")
        return turned
    keys = _keys_back(transfer.mapping.key)
    where = _where(transfer, beside)
    anew = any(not isinstance(f.keys, ShiftedKeys | None) for f in transfer.feeds)
    if keys is None or anew or where is None:
        why = "nothing tells its rows from others"
        if keys is None or anew:
            why = "its keys, or keys that it holds, were made new"
        turned.lost.append(f"{label} does not go back: {why}.")
        return turned
    columns = dict(_columns(transfer))
    required = _constants(transfer)
    columns |= {name: how for name, how in required.items() if name not in columns}
    _tell_unfed(transfer.source, label, columns, turned)
    places = {how.source for how in columns.values() if isinstance(how, Renamed | MappedValue)}
    columns |= {
        column.name: DroppedColumn(NO_PLACE)
        for column in transfer.target.columns
        if column.name not in places and column.name not in columns and not column.generated
    }
    plain = {n: how for n, how in columns.items() if how != Renamed(n)}
    turned.mapping = TableMapping(
        target=transfer.source.name, source=transfer.target.name, where=where or None, key=keys,
        columns=plain,
    )  # fmt: skip
    return turned


def _keys_back(key: KeyStrategy) -> KeyStrategy | None:
    if isinstance(key, KeepKeys):
        return key
    return replace(key, amount=-key.amount) if isinstance(key, OffsetKeys) else None


def _where(transfer: Transfer, beside: Sequence[Transfer]) -> str | None:
    """The condition on the new table's rows that came from this mapping; None where none tells."""
    if len(beside) == 1:
        return ""
    for feed in transfer.feeds:
        values = [_constant(other, feed.column.name) for other in beside]
        if None not in values and len(set(values)) == len(values):
            own = _constant(transfer, feed.column.name)
            return f"{quoted(feed.column.name)} = {_sql(own)}"
    return None


def _constant(transfer: Transfer, column: str) -> str | None:
    mappings = [f.mapping for f in transfer.feeds if f.column.name == column]
    (how,) = mappings or [None]
    return str(how.value) if isinstance(how, Constant) and how.value is not None else None


def _sql(value: str | None) -> str:
    return "'" + (value or "").replace("'", "''") + "'"


def _columns(transfer: Transfer) -> Iterator[tuple[str, ColumnMapping]]:
    """What fills the old table's columns: values that went over as they are, or by a map."""
    for feed in transfer.feeds:
        if not feed.origin:
            continue
        if feed.mapping is None:
            yield feed.origin, Renamed(feed.column.name)
        elif isinstance(feed.mapping, MappedValue):
            turned = _map_back(feed.mapping, feed.column.name)
            if turned is not None:
                yield feed.origin, turned


def _map_back(how: MappedValue, column: str) -> MappedValue | None:
    """The map turned round, where each value stands for one."""
    texts = [str(new) for _, new in how.values]
    if how.otherwise is not None or len(set(texts)) < len(texts):
        return None
    return MappedValue(column, tuple((str(new), old) for old, new in how.values))


def _constants(transfer: Transfer) -> Mapping[str, ColumnMapping]:
    """What the mapping's condition says of a column for all its rows: kind = 'book'."""
    match = _EQUALS.fullmatch(transfer.mapping.where or "")
    return {match[1]: Constant(match[2])} if match is not None else {}


def _tell_unfed(
    old: Table, label: str, columns: Mapping[str, ColumnMapping], turned: _Turned
) -> None:
    for column in old.columns:
        if column.name in columns or column.generated or column.identity:
            continue
        name = f"{old.name}.{column.name}"
        if column.refuses_null and not column.filled:
            turned.asked.append(
                f"{name} takes no NULL, and nothing of {label} fills it: say what new rows get,"
                f" such as {quoted(column.name)} = {{ sql = {literal('...')} }}"
            )
        else:
            turned.lost.append(f"{name}: old rows keep what they hold, new rows get its default.")
