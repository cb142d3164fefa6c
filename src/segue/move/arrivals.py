"""What a run brought into tables whose rows stay, taken back: its rows alone, and its changes."""

from __future__ import annotations

from segue import staging
from segue.database.catalog import Table
from segue.database.journal import Journal


def take_back(journal: Journal, table: Table) -> None:
    """Delete the rows that the run inserted and give those it changed their values back.

    Foreign keys to the table must be down, and a transaction open. What others wrote into these
    rows since is gone with them.
    """
    load = journal.load_number(table.name)
    journal.connection.execute(staging.delete_arrived(table, load))
    former = staging.put_back_former(table, load)
    if former is not None:
        journal.connection.execute(former)
    journal.load_undone(load)
