"""What there is to copy: one load a target table, cut into parts, the largest first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.database.batches import batches
from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.mapping.keys import ShiftedKeys
from segue.mapping.transfer import Lookup, Part, Transfer
from segue.plan.model import ExistingRows, FunctionValue

PART_BYTES = 64 * 1024 * 1024
"""Source bytes a part should have: small enough to share out, large enough to cost nothing."""

UNSPLIT_BYTES = 8 * 1024 * 1024 * 1024
"""Source bytes up to which a table goes in one part where parts side by side gain nothing."""

LONG_PART_BYTES = 1024 * 1024 * 1024
"""Source bytes of a part of larger ones there, where nobody knows how fast they are."""

PART_SECONDS = 60
"""What a part should take at most: a death takes it back."""

LEAST_PART_BYTES = 1024 * 1024
"""Source bytes of a part at least, so that its own row and commit stay unnoticed."""

WHOLE = 1.5
"""A table that takes so many times as long goes in one part all the same, and arrives frozen."""

SMALL_BYTES = 256 * 1024
"""Source bytes up to which a table is small."""

BUNDLE = 50
"""Small tables copied in one transaction at most."""

PAGE_RANGES_FROM = 140000
"""The server version from which a condition on ctid reads only its range of pages."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of one transfer on its way into a table; parts of a load are numbered through."""

    number: int
    transfer: Transfer
    part: Part


@dataclass(frozen=True, slots=True)
class Load:
    """One target table with all that fills it."""

    table: Table
    slices: tuple[Slice, ...]
    bytes: int
    """The rows' size in the source."""
    rows_estimate: int
    merge: ExistingRows | None = None
    """KEEP or UPDATE where the target holds rows that stay; None for a table filled from empty."""
    rejects: bool = False
    """Whether rows that the target refuses are put aside; otherwise one of them stops the run."""

    @property
    def is_small(self) -> bool:
        """Whether going through its rows takes less time than asking for it."""
        return self.bytes <= SMALL_BYTES and all(
            piece.transfer.source is not None and piece.transfer.source.kind in ("r", "p")
            for piece in self.slices
        )

    @property
    def is_straight(self) -> bool:
        """Whether it is filled from empty by what the source sends, row by row as it comes."""
        return self.merge is None and not self.rejects

    @property
    def can_be_frozen(self) -> bool:
        """Whether one transaction may empty the table and fill it, its rows visible to all."""
        one = len(self.slices) == 1 and not self.is_small
        return one and self.is_straight and self.table.kind == "r"

    @property
    def fits_in_a_bundle(self) -> bool:
        """Whether it can be copied in one transaction with others of its kind."""
        computed = any(piece.transfer.computed for piece in self.slices)
        return self.is_straight and not computed and self.is_small and len(self.slices) == 1

    @property
    def name(self) -> QualifiedName:
        return self.table.name

    @property
    def columns(self) -> tuple[str, ...]:
        """What is filled by any of the parts, in the table's order: the columns of its rejects."""
        names = {feed.column.name for piece in self.slices for feed in piece.transfer.feeds}
        return tuple(column.name for column in self.table.columns if column.name in names)

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        """All that feeds the table."""
        return tuple({piece.transfer.number: piece.transfer for piece in self.slices}.values())


@dataclass(frozen=True, slots=True)
class Task:
    """What a lane does in one transaction: a part of one load, or several small loads whole."""

    loads: tuple[Load, ...]
    piece: Slice | None = None
    """Of the only load; None where each is copied whole."""


def tasks_of(loads: Sequence[Load], lanes: int) -> Iterator[Task]:
    """What the lanes have to do, in the order of the loads; small ones come last, in bundles."""
    small = [load for load in loads if load.fits_in_a_bundle]
    for load in loads:
        if not load.fits_in_a_bundle:
            yield from (Task((load,), piece) for piece in load.slices)
    shared_out = math.ceil(len(small) / (2 * lanes))
    yield from (Task(tuple(bundle)) for bundle in batches(small, max(1, min(BUNDLE, shared_out))))


@dataclass(frozen=True, slots=True)
class PartRates:
    """Source bytes a second that one lane brings beside the others, as far as they are known."""

    usual: float | None = None
    dear: Mapping[int, float] = field(default_factory=dict)
    """Of transfers whose rows cost much to make, by their numbers."""
    most: float | None = None
    """What a limit leaves to a lane."""

    def of(self, transfer: Transfer) -> float | None:
        """What of the rows is known."""
        own_rate = self.dear.get(transfer.number) if rows_are_dear(transfer) else self.usual
        rates = [rate for rate in (own_rate, self.most) if rate is not None]
        return min(rates) if rates else None


def plan_loads(
    transfers: Sequence[Transfer],
    source: Catalog,
    merged: Mapping[QualifiedName, ExistingRows] | None = None,
    rejecting: Collection[QualifiedName] = (),
    *,
    split: bool = True,
    rates: PartRates | None = None,
) -> tuple[Load, ...]:
    """The tables to fill with their parts, the largest first.

    The rows of `merged` ones stay; refused rows for `rejecting` ones are put aside. `split` says
    whether several parts of one table, side by side, go faster than one. Where `rates` are known,
    a part takes about a minute at most.
    """
    rates = rates or PartRates()
    grouped: dict[QualifiedName, list[Transfer]] = {}
    for transfer in transfers:
        grouped.setdefault(transfer.target.name, []).append(transfer)
    loads = (
        replace(
            _load(group, source, rates, split=split),
            merge=(merged or {}).get(name),
            rejects=name in rejecting,
        )
        for name, group in grouped.items()
    )
    return tuple(sorted(loads, key=lambda load: (-load.bytes, load.name)))


def _load(transfers: Sequence[Transfer], source: Catalog, rates: PartRates, *, split: bool) -> Load:
    pieces = [
        (transfer, part)
        for transfer in transfers
        for part in parts_of(
            transfer, source, _part_bytes(transfer, rates.of(transfer), split=split)
        )
    ]
    sources = [transfer.source for transfer in transfers if transfer.source is not None]
    return Load(
        transfers[0].target,
        tuple(Slice(number, *piece) for number, piece in enumerate(pieces)),
        sum(table.bytes for table in sources),
        sum(table.rows_estimate for table in sources),
    )


def _part_bytes(transfer: Transfer, rate: float | None, *, split: bool) -> int:
    most = most_bytes(transfer, split=split)
    size = transfer.source.bytes if transfer.source is not None else 0
    alone = most > PART_BYTES
    if rate is None:
        return LONG_PART_BYTES if alone and size > most else most
    fitting = max(LEAST_PART_BYTES, int(rate * PART_SECONDS))
    if alone and size <= min(most, WHOLE * fitting):
        return most
    return min(fitting, most)


def most_bytes(transfer: Transfer, *, split: bool) -> int:
    """Source bytes that a part has at most, however fast they are."""
    return PART_BYTES if split or rows_are_dear(transfer) else UNSPLIT_BYTES


def rows_are_dear(transfer: Transfer) -> bool:
    """Whether the rows cost more to make than to take in, so that others wait for their maker.

    A hash or a join for each row does, as do functions in Python; what else SQL works out does not.
    """
    are_made = (
        feed.keys is not None and not isinstance(feed.keys, ShiftedKeys) for feed in transfer.feeds
    )
    return any(are_made) or any(
        isinstance(f.mapping, Lookup | FunctionValue) for f in transfer.feeds
    )


def parts_of(transfer: Transfer, source: Catalog, part_bytes: int = PART_BYTES) -> Iterator[Part]:
    """A transfer's rows in ranges of pages, of every relation that has some."""
    if transfer.source is None:
        yield Part()
        return
    for name in transfer.source.leaves or (transfer.source.name,):
        table = source.tables.get(name, transfer.source)
        yield from _pages(table, source.server.version, part_bytes)


def _pages(table: Table, version: int, part_bytes: int) -> Iterator[Part]:
    """Ranges of pages of about equal bytes; the last is open-ended."""
    parts = math.ceil(table.bytes / part_bytes)
    count = min(parts, table.pages) if version >= PAGE_RANGES_FROM and table.kind == "r" else 1
    if count <= 1:
        yield Part(table.name, bytes=table.bytes)
        return
    bounds = [table.pages * number // count for number in range(count)]
    for first, end in zip(bounds, [*bounds[1:], None], strict=True):
        yield Part(table.name, first or None, end, bytes=table.bytes // count)
