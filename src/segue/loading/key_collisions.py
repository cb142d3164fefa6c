"""New rows of a batch that come under one key of their table, as the target's server tells them."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.records import LoadRecord
from segue.loading.bad_rows import TWICE, staged_key, texts
from segue.loading.changed_rows import ChangedRows
from segue.loading.table import arriving, key_columns, same_key
from segue.mapping.sql import target_relation, text_of


def twice(changed: ChangedRows) -> sql.Composed:
    """The keys that several new rows of one mapping have."""
    keys = sql.SQL(", ").join(map(arriving, key_columns(changed.transfer.target)))
    return sql.SQL("SELECT min({}) FROM {} AS s GROUP BY {} HAVING count(*) > 1").format(
        _key(changed), changed.new, keys
    )


def in_both(one: ChangedRows, other: ChangedRows) -> sql.Composed:
    """The keys that new rows of two mappings have."""
    keys = key_columns(one.transfer.target)
    values = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(arriving(c), sql.Identifier(c.name)) for c in keys
    )
    return sql.SQL(
        "SELECT {} FROM {} AS s JOIN (SELECT {} FROM {} AS s) AS t ON {}"
    ).format(_key(one), one.new, values, other.new, same_key(keys))  # fmt: skip


def there(changed: ChangedRows) -> sql.Composed:
    """The keys of new rows under which the table has a row already."""
    return sql.SQL("SELECT {} FROM {} AS s WHERE EXISTS (SELECT {} AS t WHERE {})").format(
        _key(changed),
        changed.new,
        target_relation(changed.transfer),
        same_key(key_columns(changed.transfer.target)),
    )


def known(other: ChangedRows, load: LoadRecord | None, keys: Sequence[str]) -> sql.Composed:
    """Those of the keys whose rows of another mapping are new too, or refused."""
    statement = sql.SQL("SELECT {} FROM {} AS s WHERE {} = ANY ({})").format(
        _key(other), other.new, _key(other), sql.Literal(list(keys))
    )
    if load is None:
        return statement
    return sql.SQL(
        "{} UNION SELECT key FROM segue.reject WHERE load = {} AND mapping = {} AND key = ANY ({})"
    ).format(
        statement,
        sql.Literal(load.number),
        sql.Literal(other.transfer.number),
        sql.Literal(list(keys)),
    )


def reject(
    changed: ChangedRows, load: LoadRecord, keys: Sequence[str], reason: str
) -> sql.Composed:
    """New rows under these keys become rejects."""
    fed = [feed.column for feed in changed.transfer.feeds]
    return sql.SQL(
        "WITH refused AS (DELETE FROM {new} AS s WHERE {key} = ANY ({keys}) RETURNING s.*)"
        " INSERT INTO segue.reject (load, mapping, key, state, reason, texts, hash)"
        " SELECT {load}, {mapping}, {staged}, {state}, {reason}, {texts}, s.segue_hash"
        " FROM refused AS s"
    ).format(
        new=changed.new,
        key=_key(changed),
        staged=staged_key(key_columns(changed.transfer.target)),
        keys=sql.Literal(list(keys)),
        load=sql.Literal(load.number),
        mapping=sql.Literal(changed.transfer.number),
        state=TWICE,
        reason=sql.Literal(reason),
        texts=texts(load.columns, fed, "s"),
    )


def _key(changed: ChangedRows) -> sql.Composable:
    """A new row's key as the target's table has it, in the journal's form."""
    return text_of([arriving(column) for column in key_columns(changed.transfer.target)])
