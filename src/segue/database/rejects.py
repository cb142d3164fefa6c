"""Rows that the target refused, as the journal keeps them until they are mended elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A source row that cannot be worked out, by the source itself or by a Python function."""

    place: str | None
    """Tells the row that the source cannot work out, see `mapping.transfer.LeftOut`; else None."""
    state: str
    """The SQLSTATE."""
    reason: str
    texts: Sequence[str | None]
    """What would have come, in the order of the load's columns."""
    key: str | None = None
    """In the target."""
    hash: int | None = None
    """As verifying computes it, where the source can work the row out."""


@dataclass(frozen=True, slots=True)
class RejectSums:
    """All rejects of one load together."""

    load: int
    """The load's number."""
    rows: int
    unreadable: int
    """Of these, rows that the source could not work out."""
    checksum: int
    """The sum of the others' hashes."""
    mended: int = 0
    """Of all of them, rows in whose place a mended one came in since."""


@dataclass(frozen=True, slots=True)
class RejectGroup:
    """Rejects of one table that have one reason."""

    table: QualifiedName
    columns: Sequence[str]
    """Of the reject file."""
    state: str
    """The SQLSTATE."""
    reason: str
    """In the server's words, with … for each value."""
    rows: int
    example: str
    """The reason of one of them, whole."""
    key: str | None
    """The key of one of them in the target; None where none has one."""


def reject_groups(journal: Journal) -> tuple[RejectGroup, ...]:
    """The rejects of a run by table and reason."""
    rows = journal.connection.execute(query("reject_groups"), {"run": journal.run})
    return tuple(RejectGroup(QualifiedName(schema, table), *rest) for schema, table, *rest in rows)


def save_faults(
    connection: Connection, load: int, part: int, mapping: int, faults: Sequence[SourceFault]
) -> None:
    """Within the transaction that brings the part's other rows."""
    with connection.cursor().copy(query("reject_copy")) as rows:
        for fault in faults:
            rows.write_row((
                load, part, mapping, fault.place, fault.key, fault.state, fault.reason,
                list(fault.texts), fault.hash,
            ))  # fmt: skip


def part_settled(connection: Connection, load: int, part: int) -> tuple[int, int]:
    """Rows of a part that changed tables whose rows stay, and its rejects."""
    row = connection.execute(query("part_settled"), {"load": load, "part": part}).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def reject_sums(journal: Journal) -> dict[int, RejectSums]:
    """The loads of a run that had rejects, by number; those that were mended are among them."""
    sums = _sums(journal, "reject_sums")
    mended = _sums(journal, "mended_sums") if journal.is_current() else {}
    for load, more in mended.items():
        open_ = sums.get(load, RejectSums(load, 0, 0, 0))
        sums[load] = RejectSums(
            load,
            open_.rows + more.rows,
            open_.unreadable + more.unreadable,
            open_.checksum + more.checksum,
            more.rows,
        )
    return sums


def _sums(journal: Journal, statement: str) -> dict[int, RejectSums]:
    rows = journal.connection.execute(query(statement), {"run": journal.run})
    return {
        load: RejectSums(load, count, unread, int(total)) for load, count, unread, total in rows
    }


def unreadable_places(journal: Journal, load: int) -> dict[int, tuple[str, ...]]:
    """The rows of a load that the source could not work out, by the mapping that reads them."""
    found: dict[int, tuple[str, ...]] = {}
    for statement in ("reject_places", *(["mended_places"] if journal.is_current() else [])):
        for mapping, places in journal.connection.execute(query(statement), {"load": load}):
            found[mapping] = (*found.get(mapping, ()), *places)
    return found


def rows_rejected(connection: Connection, load: int, count: int) -> None:
    """Within the transaction that took rows of the load out again."""
    connection.execute(query("rows_rejected"), {"load": load, "count": count})
