"""What a run brought into tables whose rows stay, taken back: its rows alone, and its changes."""

from __future__ import annotations

from segue.database.catalog import Table
from segue.database.journal import Journal
from segue.loading.merging import delete_arrived, put_back_former


def take_back(journal: Journal, table: Table) -> int:
    """Delete the rows that the run inserted and give those it changed their values back.

    Foreign keys to the table must be down, and a transaction open that makes the journal forget
    these rows. What others wrote into them since is gone with them. Returns how many were deleted.
    """
    load = journal.load_number(table.name)
    count = journal.connection.execute(delete_arrived(table, load)).rowcount
    former = put_back_former(table, load)
    if former is not None:
        journal.connection.execute(former)
    return count
