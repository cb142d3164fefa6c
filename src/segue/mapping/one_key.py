"""Whether rows of different mappings, or two rows of one, may come under one key of a table."""

from __future__ import annotations

from segue.mapping.keys import MadeUuid, Paired
from segue.mapping.transfer import Feed, Transfer
from segue.plan.model import Constant


def keys_differ(transfer: Transfer) -> bool:
    """Whether two rows of a mapping never have one key in the target."""
    return all(feed.mapping is None or isinstance(feed.mapping, Constant)
               for feed in _key_feeds(transfer))  # fmt: skip


def may_share_keys(one: Transfer, other: Transfer) -> bool:
    """Whether a row of one mapping may come under the key of a row of the other.

    Both fill the same table. Matched rows are left out: two of them may rightly be one.
    """
    pairs = list(zip(_key_feeds(one), _key_feeds(other), strict=False))
    if any(isinstance(feed.keys, Paired) for pair in pairs for feed in pair):
        return False
    return not any(_never_equal(left, right) for left, right in pairs)


def is_one_row(one: Transfer, other: Transfer) -> bool:
    """Whether rows of two mappings under one key are always the same row of one source table."""
    if one.source is None or other.source is None or one.source.name != other.source.name:
        return False
    feeds = zip(_key_feeds(one), _key_feeds(other), strict=False)
    return keys_differ(one) and all(
        (a.origin, a.mapping, a.keys) == (b.origin, b.mapping, b.keys) for a, b in feeds
    )


def _never_equal(one: Feed, other: Feed) -> bool:
    if isinstance(one.mapping, Constant) and isinstance(other.mapping, Constant):
        return one.mapping != other.mapping
    made = isinstance(one.keys, MadeUuid), isinstance(other.keys, MadeUuid)
    return any(made) and one.keys != other.keys


def _key_feeds(transfer: Transfer) -> list[Feed]:
    key = transfer.target.primary_key
    fed = {feed.column.name: feed for feed in transfer.feeds}
    return [fed[name] for name in key if name in fed]
