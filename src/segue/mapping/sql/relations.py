"""Where the rows are: the source with all that its values need, the target as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg import sql

from segue.mapping.sql.keys import NEW, OLD, join, key_joins, pairs_relation
from segue.mapping.sql.values import as_written, given_type, raw_value, source_values
from segue.mapping.transfer import LeftOut, Lookup, Part, Transfer


def source_relation(
    transfer: Transfer, part: Part | None = None, also: sql.Composable | None = None
) -> sql.Composable:
    """`FROM ...` of the source with the mapping's condition, limited to the part if given one.

    `also` is one more condition; where rows are left out, it is over the source's own columns.
    """
    limits = _range(part, row_place(transfer)) if part is not None else []
    if also is not None:
        limits.append(also)
    relation, conditions = _relation(transfer, part), [*limits]
    if transfer.left_out is not None:
        relation, conditions = _without(transfer, transfer.left_out, relation, limits), []
    if transfer.mapping.where:
        conditions.insert(0, sql.SQL("(\n{}\n)").format(as_written(transfer.mapping.where)))
    where = sql.SQL(" WHERE ") + sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("")
    joins = sql.SQL("").join(_joins(transfer))
    return sql.SQL("FROM {}{}{}").format(relation, joins, where)


def relation_of(transfer: Transfer, rows: sql.Composable) -> sql.Composable:
    """`FROM ...` of other rows in the place of the source's, under its name."""
    assert transfer.source is not None
    return sql.SQL("FROM {} AS {}{}").format(
        rows, sql.Identifier(transfer.source.name.name), sql.SQL("").join(_joins(transfer))
    )


def row_place(transfer: Transfer) -> sql.Composable:
    """The `ctid` of a row of the source table; by the bare name it cannot be had beside joins."""
    name = transfer.source.name.name if transfer.source is not None else "query"
    return sql.Identifier(name, "ctid")


def target_relation(transfer: Transfer) -> sql.Composable:
    """`FROM ...` of the target table, without its inheritance children."""
    return sql.SQL("FROM {}").format(transfer.target.only)


def target_columns(transfer: Transfer) -> tuple[sql.Identifier, ...]:
    """The columns that the transfer fills, in feed order."""
    return tuple(sql.Identifier(feed.column.name) for feed in transfer.feeds)


def _without(
    transfer: Transfer,
    left_out: LeftOut,
    relation: sql.Composable,
    limits: Sequence[sql.Composable],
) -> sql.Composable:
    """The relation without some rows, behind a fence (OFFSET 0) that no other condition passes:
    it may be the mapping's own that cannot be worked out for them.
    """
    assert transfer.source is not None
    columns = [sql.Identifier(column) for column in left_out.columns]
    place = columns[0] if len(columns) == 1 else sql.SQL("ROW({})").format(_listed(columns))
    listed = sql.SQL("pg_catalog.unnest({}::pg_catalog.text[])").format(
        sql.Literal(list(left_out.texts))
    )
    others = sql.SQL(
        "NOT EXISTS (SELECT FROM {} AS segue_left (segue_out)"
        " WHERE segue_out = {}::pg_catalog.text)"
    ).format(listed, place)
    return sql.SQL("(SELECT ctid, * FROM {} WHERE {} OFFSET 0) AS {}").format(
        relation,
        sql.SQL(" AND ").join([*limits, others]),
        sql.Identifier(transfer.source.name.name),
    )


def _listed(values: list[sql.Identifier]) -> sql.Composable:
    return sql.SQL(", ").join(values)


def _relation(transfer: Transfer, part: Part | None) -> sql.Composable:
    if transfer.source is None:
        query = as_written((transfer.mapping.query or "").rstrip().rstrip(";"))
        return sql.SQL("(\n{}\n) AS query").format(query)
    name = part.relation if part is not None and part.relation else transfer.source.name
    # A plain table's inheritance children are tables of their own; a root has no rows itself.
    one_table = transfer.source.kind == "r" or name != transfer.source.name
    relation = sql.SQL("ONLY {}" if one_table else "{}").format(name.identifier)
    if name == transfer.source.name:
        return relation
    # SQL of the plan may name the table, not knowing of its partitions.
    return sql.SQL("{} AS {}").format(relation, sql.Identifier(transfer.source.name.name))


def _joins(transfer: Transfer) -> Iterator[sql.Composable]:
    for place, feed in enumerate(transfer.feeds):
        if isinstance(feed.mapping, Lookup):
            value = sql.Identifier(feed.origin)
            yield join(_looked_up(feed.mapping), value, str(place))
        elif feed.keys is not None:
            target_type = feed.column.type.resolved
            have = given_type(feed)
            yield from key_joins(raw_value(feed, place), have, feed.keys, target_type, str(place))


def _looked_up(lookup: Lookup) -> sql.Composable:
    """Each value once, with its row's key: of several rows with one value, the first by key."""
    selects = [_fed_pairs(lookup, transfer) for transfer in lookup.transfers]
    if lookup.present.old or not selects:
        relation = pairs_relation(lookup.present)
        selects.append(sql.SQL("SELECT * FROM {} AS present ({}, {})").format(relation, OLD, NEW))
    return sql.SQL(
        "(SELECT DISTINCT ON ({old}) {old}, {new} FROM ({all}) AS known ({old}, {new})"
        " WHERE {old} IS NOT NULL ORDER BY {old}, {new})"
    ).format(old=OLD, new=NEW, all=sql.SQL(" UNION ALL ").join(selects))


def _fed_pairs(lookup: Lookup, transfer: Transfer) -> sql.Composable:
    """What a mapping brings into the table that is looked into: value and key."""
    names = [feed.column.name for feed in transfer.feeds]
    values = dict(zip(names, source_values(transfer), strict=True))
    return sql.SQL("SELECT {}::pg_catalog.text, {}::pg_catalog.text {}").format(
        values[lookup.by], values[lookup.key], source_relation(transfer)
    )


def _range(part: Part, place: sql.Composable) -> list[sql.Composable]:
    conditions: list[sql.Composable] = []
    if part.first_page is not None:
        conditions.append(sql.SQL("{} >= {}::tid").format(place, _tid(part.first_page)))
    if part.end_page is not None:
        conditions.append(sql.SQL("{} < {}::tid").format(place, _tid(part.end_page)))
    return conditions


def _tid(page: int) -> sql.Literal:
    return sql.Literal(f"({page},0)")
