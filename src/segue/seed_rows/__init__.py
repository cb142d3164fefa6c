"""Seed rows: what `migrate` wrote into the target makes way for the source's rows, ids and all.

Before rows are copied, what such a table holds is set aside in the journal and the table is
emptied, in one transaction. When the rows are in, those that the source lacks come back, and every
reference to a seed row leads to the row that stands for it. `restore` can give all of them back.
"""

from segue.seed_rows.fates import Fate, Numbers, SeedRow
from segue.seed_rows.foretelling import foretell
from segue.seed_rows.keeping import empty, give_back, set_aside
from segue.seed_rows.settling import Refusal, SeedSettlement

__all__ = [
    "Fate",
    "Numbers",
    "Refusal",
    "SeedRow",
    "SeedSettlement",
    "empty",
    "foretell",
    "give_back",
    "set_aside",
]
