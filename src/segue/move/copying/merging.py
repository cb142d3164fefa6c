"""Staged rows meet those that the target holds: these are kept or updated, the rest comes in."""

from __future__ import annotations

from psycopg import sql

from segue import staging
from segue.database.session import Connection
from segue.errors import RepeatedKey
from segue.move.copying.loads import Slice
from segue.plan.model import ExistingRows


def merge_staged(target: Connection, piece: Slice, load: int, existing: ExistingRows) -> int:
    """Bring a part's staged rows into the target; returns how many it changed.

    Keys that come in, and rows that are changed, are noted in the journal under the number `load`.
    Raises RepeatedKey where two source rows would become one row.
    """
    transfer, part = piece.transfer, piece.number
    _refuse(target, piece, staging.repeated_keys(transfer, load))
    updated = 0
    if existing is ExistingRows.UPDATE and staging.changes_anything(transfer):
        _refuse(target, piece, staging.repeated_in_part(transfer))
        target.execute(staging.save_former(transfer, load, part))
        updated = target.execute(staging.update_changed(transfer)).rowcount
    inserted = target.execute(staging.insert_missing(transfer, load, part)).rowcount
    return updated + inserted


def _refuse(target: Connection, piece: Slice, repeated: sql.Composed) -> None:
    first = target.execute(repeated).fetchone()
    if first is not None:
        raise RepeatedKey(table=piece.transfer.target.name, key=first[0])
