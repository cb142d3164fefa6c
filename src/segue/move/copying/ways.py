"""How the rows of a part get into their table: straight, merged with others, or sifted.

Each way is worked within the part's transaction of the target, before and after the pump.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from psycopg import sql

from segue.database.pump import PumpResult
from segue.database.records import PartCounts
from segue.database.rejects import SourceFault, part_settled, save_faults
from segue.database.session import Connection
from segue.errors import RepeatedKey
from segue.loading import source_faults
from segue.loading.bad_rows import reject_repeated, sift_staged
from segue.loading.merging import PartArrival, bring_in, first_repeated
from segue.loading.source_faults import search
from segue.loading.table import copy_into_staged, create_staged
from segue.mapping.sql import copy_in
from segue.mapping.sql.checksums import shared_columns
from segue.mapping.transfer import LeftOut, Part, Transfer
from segue.move.copying.loads import Load

WINDOW = 1024
"""Pages (8 MiB) that are searched for faults at once, which are kept in memory meanwhile."""


class CopyWay(Protocol):
    """A way of one part into its table."""

    @property
    def transfer(self) -> Transfer:
        """What the source sends."""

    @property
    def copy_in(self) -> sql.Composed:
        """What the target runs to receive it."""

    def settle(self, pumped: PumpResult) -> PartCounts:
        """What is left to do when it was received, and what came of it."""


class DirectWay:
    """Into a table that holds no rows but those of this run."""

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer

    @property
    def copy_in(self) -> sql.Composed:
        return copy_in(self.transfer)

    def settle(self, pumped: PumpResult) -> PartCounts:
        return PartCounts(pumped.rows, pumped.bytes)


class FrozenWay(DirectWay):
    """The same in one transaction that makes the table anew: nobody has to look again later.

    Readers wait until it ends. Where somebody wrote rows meanwhile, those stay, for verify to tell.
    """

    def __init__(self, target: Connection, transfer: Transfer) -> None:
        super().__init__(transfer)
        name = transfer.target.name.identifier
        target.execute(sql.SQL("LOCK TABLE ONLY {} IN ACCESS EXCLUSIVE MODE").format(name))
        ((has_rows,),) = target.execute(sql.SQL("SELECT EXISTS (SELECT FROM ONLY {})").format(name))
        if not has_rows:
            target.execute(sql.SQL("TRUNCATE ONLY {}").format(name))
        self._frozen = not has_rows

    @property
    def copy_in(self) -> sql.Composed:
        return copy_in(self.transfer, frozen=self._frozen)


class MergeWay:
    """Into a table whose rows stay: through a temporary table, all at once."""

    def __init__(self, target: Connection, arrival: PartArrival) -> None:
        self._target = target
        self._arrival = arrival
        self.transfer = arrival.transfer
        target.execute(create_staged(self.transfer))

    @property
    def copy_in(self) -> sql.Composed:
        return copy_into_staged(self.transfer)

    def settle(self, pumped: PumpResult) -> PartCounts:
        """Raises RepeatedKey where two source rows would become one row."""
        first = self._target.execute(first_repeated(self._arrival)).fetchone()
        if first is not None:
            raise RepeatedKey(table=self.transfer.target.name, key=first[0])
        for statement in bring_in(self._arrival):
            self._target.execute(statement)
        changed, _ = part_settled(self._target, self._arrival.load, self._arrival.part)
        return PartCounts(changed, pumped.bytes, there=pumped.rows - changed)


class _Aside:
    """Rejects of a part that never come to the temporary table."""

    def __init__(self, target: Connection, arrival: PartArrival) -> None:
        self._target = target
        self._arrival = arrival
        self.count = 0

    def put(self, faults: Sequence[SourceFault]) -> None:
        """Keep them in the journal."""
        arrival, mapping = self._arrival, self._arrival.transfer.number
        if faults:
            save_faults(self._target, arrival.load, arrival.part, mapping, faults)
            self.count += len(faults)


class SiftWay:
    """Through a temporary table, and from there the rows that the target takes."""

    def __init__(self, target: Connection, arrival: PartArrival, load: Load, aside: _Aside) -> None:
        self._target = target
        self._arrival = arrival
        self._load = load
        self._aside = aside
        self.transfer = arrival.transfer
        target.execute("SET CONSTRAINTS ALL IMMEDIATE")
        target.execute(create_staged(self.transfer))

    @property
    def copy_in(self) -> sql.Composed:
        return copy_into_staged(self.transfer)

    def put_aside(self, faults: Sequence[SourceFault]) -> None:
        """Reject rows that do not come to the temporary table."""
        self._aside.put(faults)

    def settle(self, pumped: PumpResult) -> PartCounts:
        arrival, load = self._arrival, self._load
        hashed = shared_columns(load.transfers)
        if arrival.merge is not None:
            for statement in reject_repeated(arrival, load.columns, hashed):
                self._target.execute(statement)
        self._target.execute(sift_staged(arrival, load.columns, hashed))
        changed, rejected = part_settled(self._target, arrival.load, arrival.part)
        arrived = pumped.rows - (rejected - self._aside.count)
        rows = changed if arrival.merge is not None else arrived
        return PartCounts(rows, pumped.bytes, there=arrived - rows, rejected=rejected)


def sift(
    source: Connection, target: Connection, arrival: PartArrival, part: Part, load: Load
) -> SiftWay:
    """The way for a part of which a row was refused: faults of the source are rejected at once."""
    transfer, places = arrival.transfer, []
    aside = _Aside(target, arrival)
    for window in _windows(transfer, part):
        faults = search(source, transfer, window, load.columns)
        aside.put(faults)
        places += [fault.place for fault in faults if fault.place is not None]
    if places:
        left_out = LeftOut(source_faults.place_columns(transfer), tuple(places))
        arrival = replace(arrival, transfer=replace(transfer, left_out=left_out))
    return SiftWay(target, arrival, load, aside)


def row_at_fault(source: Connection, transfer: Transfer, part: Part, load: Load) -> str | None:
    """The first row of a part that the source cannot work out: its key, and what fails."""
    for window in _windows(transfer, part):
        for fault in search(source, transfer, window, load.columns):
            columns = ", ".join(source_faults.place_columns(transfer))
            return f"row {columns} = {fault.place}, {fault.reason}"
    return None


def _windows(transfer: Transfer, part: Part) -> Iterator[Part]:
    """Pieces of a part whose faults fit into memory; nothing where there is no table to search."""
    if part.relation is None or transfer.source is None or transfer.source.kind not in "rp":
        return
    start, end = part.first_page, part.end_page
    if start is None and end is None:
        yield part  # perhaps a server that reads the whole table for a range of its pages
        return
    first, last = start or 0, end if end is not None else transfer.source.pages
    for page in range(first, last, WINDOW):
        upto = page + WINDOW
        yield replace(part, first_page=page, end_page=end if upto >= last else upto)
