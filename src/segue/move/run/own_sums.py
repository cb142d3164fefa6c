"""What tables hold before a run merges rows into them, kept for the comparison at its end."""

from __future__ import annotations

from collections.abc import Iterable

from segue.database.journal import Journal
from segue.database.sums import own_sums_of, own_sums_saved
from segue.failpoints import reach
from segue.loading.own_rows import own_sum
from segue.move.copying.loads import Load
from segue.move.verify import reads_alike


def keep_own_sums(journal: Journal, loads: Iterable[Load]) -> None:
    """Before the run writes to them: a table that an earlier try began to fill is left out."""
    known = {*own_sums_of(journal), *(record.table for record in journal.loads())}
    merged = [load.table for load in loads if load.merge is not None and load.name not in known]
    tables = [table for table in merged if reads_alike(table.columns)]
    if tables:
        own_sums_saved(journal, {t.name: own_sum(journal.connection, t) for t in tables})
        reach("own-rows-summed-up")
