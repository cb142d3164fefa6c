"""Parts as a run lends them, and loads made of lent parts: the same ones on both sides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from segue.database.lending import LentPart
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.transfer import Part, Transfer
from segue.move.copying.loads import Load, Slice, Task
from segue.plan.model import ExistingRows


def lent_parts_of(tasks: Iterable[Task]) -> Iterator[LentPart]:
    """All tasks that can be lent: those that bring one part; bundles of small tables stay here."""
    digests: dict[QualifiedName, str] = {}
    for task in tasks:
        if task.piece is None:
            continue
        (load,), piece = task.loads, task.piece
        if load.name not in digests:
            digests[load.name] = digest_of(load)
        part = piece.part
        yield LentPart(
            load.name,
            piece.number,
            piece.transfer.number,
            part.relation,
            part.first_page,
            part.end_page,
            part.bytes,
            digests[load.name],
        )


def borrowed_loads(
    parts: Sequence[LentPart], transfers: Sequence[Transfer], records: Iterable[LoadRecord]
) -> tuple[dict[QualifiedName, Load], tuple[QualifiedName, ...]]:
    """The loads that these parts belong to, and the tables for which this side makes other SQL."""
    by_number = {transfer.number: transfer for transfer in transfers}
    by_table: dict[QualifiedName, list[LentPart]] = {}
    for part in parts:
        by_table.setdefault(part.table, []).append(part)
    loads: dict[QualifiedName, Load] = {}
    foreign = []
    for record in (record for record in records if record.table in by_table):
        load = _borrowed(by_table[record.table], by_number, record)
        if load is not None and digest_of(load) == by_table[record.table][0].digest:
            loads[record.table] = load
        else:
            foreign.append(record.table)
    return loads, tuple(foreign)


def _borrowed(
    parts: Sequence[LentPart], transfers: Mapping[int, Transfer], record: LoadRecord
) -> Load | None:
    """None where this side knows of no such mapping."""
    if any(_is_unknown(part, transfers) for part in parts):
        return None
    slices = tuple(
        Slice(
            part.number,
            transfers[part.mapping],
            Part(part.relation, part.first_page, part.end_page, part.bytes),
        )
        for part in sorted(parts, key=lambda part: part.number)
    )
    sources = {piece.transfer.source for piece in slices if piece.transfer.source is not None}
    return Load(
        slices[0].transfer.target,
        slices,
        record.bytes,
        sum(table.rows_estimate for table in sources),
        ExistingRows(record.merge) if record.merge is not None else None,
        bool(record.columns),
    )


def _is_unknown(part: LentPart, transfers: Mapping[int, Transfer]) -> bool:
    transfer = transfers.get(part.mapping)
    return transfer is None or transfer.target.name != part.table


def digest_of(load: Load) -> str:
    """Stands for the way of a table's rows: equal where both sides run the same SQL."""
    hashed = hashlib.sha256()
    about = load.merge, load.rejects, load.columns, load.is_small
    hashed.update(repr((str(load.name), about)).encode())
    for transfer in load.transfers:
        hashed.update(repr((transfer.number, sorted(transfer.computed.items()))).encode())
        for statement in (copy_out(transfer.in_sql), copy_in(transfer)):
            hashed.update(statement.as_bytes(None))
    return hashed.hexdigest()
