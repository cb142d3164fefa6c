"""Many small things done together: in one statement, or in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

BATCH = 100
"""Tables or definitions: each takes a few locks of max_locks_per_transaction, which is often 64
for each of at least 100 sessions."""

Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    """The items in their order, in groups of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
