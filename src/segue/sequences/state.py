"""Where a sequence stands and what is to be said of it: decided here, without a server."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from segue.database.catalog import Catalog, Column, ColumnRef, Sequence, Table
from segue.database.names import QualifiedName
from segue.mapping.keys import Paired, ShiftedKeys
from segue.mapping.transfer import Feed, Transfer

_LARGEST = 2**63 - 1
"""What a sequence can give at most, so that a numeric column takes any of it."""


class SequenceVerdict(Enum):
    """What is to be said of a sequence."""

    OK = "ok"
    BEHIND = "behind"
    """It would give a number that its column, or its counterpart in the source, had already."""
    UNUSED = "unused"
    """No column draws from it; application code may."""
    EXHAUSTED = "exhausted"
    """Its column holds the last number it can give, or one beyond; it is left where it stands."""
    NOT_A_NUMBER = "not a number"
    """It fills columns that cannot be compared with it, such as text."""
    NOT_PERMITTED = "not permitted"
    """The role may not read the sequence or all rows of a column, or not set what is behind."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column that is compared with its sequence."""

    ref: ColumnRef
    fractional: bool
    """A numeric column, which may hold fractions, NaN and infinities."""


@dataclass(frozen=True, slots=True)
class SequenceReading:
    """What was read of a sequence and its columns at one moment."""

    last_value: int
    called: bool
    """Whether the last value was given already; else it comes next."""
    furthest: int | None
    """The columns' greatest value, or least for a sequence that counts down."""


@dataclass(frozen=True, slots=True)
class SequenceState:
    """Where a sequence stands, and where the columns that draw from it do."""

    sequence: Sequence
    columns: tuple[ColumnRef, ...]
    """Every column that draws from it or owns it; of a partitioned table, the root's."""
    numbers: tuple[NumberColumn, ...]
    """Those of the columns that are compared."""
    last_value: int | None
    """The last number given; None where it never gave one or may not be read."""
    next_value: int | None
    """The number it gives next; None where it cannot give one or may not be read."""
    column_maximum: int | None
    """The greatest value of the columns, the least for a sequence that counts down."""
    verdict: SequenceVerdict
    carried: int | None = None
    """Where its counterpart in the source stood, if that is further than the columns, or these do
    not say how far the numbers were used."""
    silent: bool = False
    """Whether the columns do not say it."""
    anchor: int = 0
    """A number that the sequence gives in its turn, where its step is more than one."""

    @property
    def settled_at(self) -> int | None:
        """The value that `reset` would set, as far as was known when the state was read."""
        if self.verdict is not SequenceVerdict.BEHIND:
            return None
        floor = self.column_maximum if self.carried is None else self.carried
        return None if floor is None else in_step(self.sequence, floor, self.anchor)


@dataclass(frozen=True, slots=True)
class SequenceProgress:
    """How far a sequence of the source has come."""

    value: int
    """The last number given, or the one before the first."""
    increment: int
    """By which it counts; 0 where its numbers become others, so that its turn means nothing."""


def carry_over(
    source: Catalog,
    target: Catalog,
    reached: Mapping[QualifiedName, int],
    transfers: Iterable[Transfer] = (),
) -> dict[QualifiedName, SequenceProgress]:
    """How far the source's numbers have come, by the name of the sequence that gives the next.

    A counterpart fills a column whose values come into a column of the target's, or has the same
    name; of several the furthest counts. `reached` says how far each sequence of the source is.
    """
    origins = _origins(transfers)
    by_column = {ref: sequence for sequence in source.sequences.values() for ref in _refs(sequence)}
    carried = {}
    for name, sequence in target.sequences.items():
        places = [p for ref in _refs(sequence) for p in origins.get(ref, [_Origin(ref)])]
        states = [(by_column[p.ref], p.amount) for p in places if p.ref in by_column]
        if not states and name in source.sequences:
            states = [(source.sequences[name], 0)]
        values = [
            SequenceProgress(reached[one.name] + amount, 0 if amount else one.increment)
            for one, amount in states
            if one.name in reached and ascends(one) is ascends(sequence)
        ]
        if values:
            way = 1 if ascends(sequence) else -1
            carried[name] = max(values, key=lambda r: r.value * way)
    return carried


@dataclass(frozen=True, slots=True)
class _Origin:
    """A column of the source whose values come into one of the target."""

    ref: ColumnRef
    amount: int = 0
    """What is added to them."""


def _origins(transfers: Iterable[Transfer]) -> dict[ColumnRef, list[_Origin]]:
    origins: dict[ColumnRef, list[_Origin]] = {}
    for transfer in transfers:
        for feed in transfer.feeds:
            if transfer.source is not None and feed.source is not None and feed.mapping is None:
                origin = _Origin(ColumnRef(transfer.source.name, feed.source.name), _added(feed))
                ref = ColumnRef(transfer.target.name, feed.column.name)
                origins.setdefault(ref, []).append(origin)
    return origins


def _added(feed: Feed) -> int:
    match feed.keys:
        case ShiftedKeys(amount):
            return amount
        case Paired(_, amount):
            return amount or 0
    return 0


def in_step(sequence: Sequence, floor: int, anchor: int) -> int:
    """The number after which the sequence gives the first one past the floor, in its own turn."""
    if sequence.increment > 0:
        return floor - (floor - anchor) % sequence.increment
    return floor + (anchor - floor) % -sequence.increment


def unread(sequence: Sequence, catalog: Catalog) -> SequenceState:
    """What the catalog alone says; the verdict is final only where it is NOT_PERMITTED."""
    refs = [ref for ref in _refs(sequence) if ref.table in catalog.tables]
    columns = tuple(ref for ref in refs if not _within_another(ref, refs, catalog))
    numbers = tuple(number for ref in columns for number in _number(ref, catalog))
    tables = [catalog.tables[number.ref.table] for number in numbers]
    readable = sequence.may_select and all(t.readable for t in tables)
    verdict = SequenceVerdict.OK if readable else SequenceVerdict.NOT_PERMITTED
    return SequenceState(sequence, columns, numbers, sequence.last_value, None, None, verdict)


def judged(
    state: SequenceState,
    stand: SequenceReading,
    catalog: Catalog,
    carried: Mapping[QualifiedName, SequenceProgress],
) -> SequenceState:
    """The state with its verdict, now that the sequence and its columns were read."""
    sequence, furthest = state.sequence, stand.furthest
    exhausted = furthest is not None and _at_end(state, furthest, catalog)
    # Where columns do not say how far the numbers were used, the source's sequence alone does.
    silent = not state.numbers or exhausted or sequence.cycle
    reached = carried.get(sequence.name)
    floor = _within(sequence, reached)
    if not silent and floor is not None and furthest is not None:
        floor = floor if _is_past(sequence, floor, furthest) else None
    anchor = stand.last_value
    if reached is not None and reached.increment == sequence.increment:
        anchor = reached.value
    verdict = _verdict(state, exhausted)
    needed = furthest if floor is None and not exhausted else floor
    if _is_behind(sequence, stand, needed if needed is None else in_step(sequence, needed, anchor)):
        verdict = SequenceVerdict.BEHIND if sequence.may_update else SequenceVerdict.NOT_PERMITTED
    return replace(
        state,
        last_value=stand.last_value if stand.called else None,
        next_value=_next(sequence, stand.last_value) if stand.called else stand.last_value,
        column_maximum=furthest,
        verdict=verdict,
        carried=floor,
        silent=silent,
        anchor=anchor,
    )


def _within(sequence: Sequence, reached: SequenceProgress | None) -> int | None:
    """How far the source's numbers have come, if this sequence can stand there."""
    if reached is None or not sequence.minimum <= reached.value <= sequence.maximum:
        return None
    return reached.value


def _is_past(sequence: Sequence, number: int, other: int) -> bool:
    return number > other if ascends(sequence) else number < other


def settled(state: SequenceState, value: int) -> SequenceState:
    """The state after the sequence was set to `value`."""
    return replace(
        state,
        last_value=value,
        next_value=_next(state.sequence, value),
        column_maximum=value if _is_theirs(state) else state.column_maximum,
        verdict=SequenceVerdict.OK,
    )


def _is_theirs(state: SequenceState) -> bool:
    """Whether the columns alone said where the sequence has to stand."""
    return state.carried is None and abs(state.sequence.increment) == 1


def _refs(sequence: Sequence) -> tuple[ColumnRef, ...]:
    """The columns that draw from the sequence and the one that owns it, each once."""
    owner = (sequence.owner,) if sequence.owner is not None else ()
    return tuple(dict.fromkeys((*sequence.used_by, *owner)))


def ascends(sequence: Sequence) -> bool:
    return sequence.increment > 0


def _within_another(ref: ColumnRef, refs: Collection[ColumnRef], catalog: Catalog) -> bool:
    """Whether the column of a parent table, which shows this one's rows too, is among the refs."""
    parent = catalog.tables[ref.table].parent
    while parent is not None and parent in catalog.tables:
        if ColumnRef(parent, ref.column) in refs:
            return True
        parent = catalog.tables[parent].parent
    return False


def _number(ref: ColumnRef, catalog: Catalog) -> Iterator[NumberColumn]:
    table = catalog.tables[ref.table]
    column = table.column(ref.column)
    if column is not None and _limit(table, column) is not None:
        yield NumberColumn(ref, column.type.resolved.name.name == "numeric")


def _limit(table: Table, column: Column) -> int | None:
    """The greatest number that the column can take from a sequence; None where it takes none."""
    if table.kind not in "rp":
        return None
    if column.type.is_one_of({"numeric"}):
        return _LARGEST
    return column.type.end - 1 if column.type.end is not None else None


def _verdict(state: SequenceState, exhausted: bool) -> SequenceVerdict:
    """The verdict on a sequence that is not behind."""
    if not state.columns:
        return SequenceVerdict.UNUSED
    if not state.numbers:
        return SequenceVerdict.NOT_A_NUMBER
    return (
        SequenceVerdict.EXHAUSTED if exhausted and not state.sequence.cycle else SequenceVerdict.OK
    )


def _at_end(state: SequenceState, furthest: int, catalog: Catalog) -> bool:
    """Whether no number is left between the columns' furthest value and the end."""
    limits = [_column_limit(number.ref, catalog) for number in state.numbers]
    if ascends(state.sequence):
        return furthest >= min(state.sequence.maximum, max(limits))
    return furthest <= max(state.sequence.minimum, -max(limits) - 1)


def _column_limit(ref: ColumnRef, catalog: Catalog) -> int:
    table = catalog.tables[ref.table]
    column = table.column(ref.column)
    return (_limit(table, column) if column is not None else None) or 2**63 - 1


def _is_behind(sequence: Sequence, stand: SequenceReading, floor: int | None) -> bool:
    """Whether the sequence would give a number that is not past the floor."""
    if floor is None or not sequence.minimum <= floor <= sequence.maximum:
        return False
    if stand.called and sequence.cycle:
        return False  # it comes round again: where it stands says nothing about its columns
    ahead = floor > stand.last_value if ascends(sequence) else floor < stand.last_value
    return ahead or (floor == stand.last_value and not stand.called)


def _next(sequence: Sequence, last: int) -> int | None:
    following = last + sequence.increment
    if sequence.minimum <= following <= sequence.maximum:
        return following
    if not sequence.cycle:
        return None
    return sequence.minimum if ascends(sequence) else sequence.maximum
