"""How a key or a reference to one travels: by arithmetic, or by a join with what stands for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg import sql

from segue.database.catalog import DataType, TypeKind
from segue.mapping.keys import ByContentType, InJson, Keys, MadeUuid, Paired, Pairs, Shifted, Travel

OLD, NEW = sql.Identifier("segue_old"), sql.Identifier("segue_new")
"""Columns of joined relations; their names must not be those of a source column."""


def joined(place: str) -> sql.Composable:
    """What the relation joined for a feed says."""
    return sql.SQL("{}.{}").format(_alias(place), NEW)


def join(relation: sql.Composable, value: sql.Composable, place: str) -> sql.Composable:
    """Join a relation of texts (old, new) with at most one row for each value."""
    return sql.SQL(
        " LEFT JOIN {relation} AS {alias} ({old}, {new})"
        " ON {alias}.{old} = {value}::pg_catalog.text"
    ).format(relation=relation, alias=_alias(place), old=OLD, new=NEW, value=value)


def pairs_relation(pairs: Pairs) -> sql.Composable:
    """Pairs as a relation of two columns."""
    columns = (
        sql.SQL("pg_catalog.unnest({}::pg_catalog.text[])").format(sql.Literal(list(texts)))
        for texts in (pairs.old, pairs.new)
    )
    return sql.SQL("ROWS FROM ({})").format(sql.SQL(", ").join(columns))


def key_joins(
    value: sql.Composable, travel: Travel, wanted: DataType, place: str
) -> Iterator[sql.Composable]:
    """The joins that `travelled` needs; keys within a value are looked up one by one."""
    if isinstance(travel, InJson) or wanted.kind is TypeKind.ARRAY:
        return
    for number, (_, keys) in enumerate(_cases(travel)):
        if isinstance(keys, Paired) and keys.pairs.old:
            yield join(pairs_relation(keys.pairs), value, f"{place}_{number}")


def travelled(
    value: sql.Composable, travel: Travel, wanted: DataType, place: str
) -> sql.Composable:
    """The value as it is to arrive in a column of the wanted type; NULL stays NULL."""
    if isinstance(travel, InJson):
        return _in_json(value, travel)
    if wanted.kind is TypeKind.ARRAY and not isinstance(travel, ByContentType):
        return _elements(value, travel)
    if not isinstance(travel, ByContentType):
        return _by_keys(value, travel, wanted, f"{place}_0")
    whens = [
        sql.SQL("WHEN {} = ANY ({}::pg_catalog.int8[]) THEN {}::pg_catalog.text").format(
            sql.Identifier(travel.column),
            list(ids),
            _by_keys(value, keys, wanted, f"{place}_{number}"),
        )
        for number, (ids, keys) in enumerate(travel.cases)
    ]
    return sql.SQL("CASE {} ELSE {}::pg_catalog.text END").format(sql.SQL(" ").join(whens), value)


def _elements(value: sql.Composable, keys: Keys) -> sql.Composable:
    """An array of keys, as an array of texts."""
    return sql.SQL(
        "CASE WHEN {value} IS NOT NULL THEN ARRAY(SELECT {key} FROM pg_catalog.unnest({value})"
        " WITH ORDINALITY AS e (key, place) ORDER BY place) END"
    ).format(value=value, key=_text_by_keys(sql.SQL("e.key::pg_catalog.text"), keys))


def _in_json(value: sql.Composable, within: InJson) -> sql.Composable:
    """A document with other keys where the path leads, if it leads anywhere."""
    whole = sql.SQL("{}::pg_catalog.jsonb").format(value)
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END").format(
        whole, _below(whole, within.path, within.keys)
    )


def _below(node: sql.Composable, path: Sequence[str], keys: Keys) -> sql.Composable:
    """A node with other keys at the end of a path, which leads into each element of a list.

    The elements are written once: what has none is taken for a list of one.
    """
    if path and path[0].isdecimal():  # the place of one element
        return _at(node, path, keys)
    element = sql.Identifier(f"segue_{len(path)}", "node")
    return sql.SQL(
        "(SELECT CASE pg_catalog.jsonb_typeof({node}) WHEN 'array'"
        " THEN coalesce(pg_catalog.jsonb_agg({new} ORDER BY place), '[]')"
        " ELSE pg_catalog.jsonb_agg({new}) -> 0 END"
        " FROM (SELECT place, {changed} AS new FROM pg_catalog.jsonb_array_elements("
        "CASE pg_catalog.jsonb_typeof({node}) WHEN 'array' THEN {node}"
        " ELSE pg_catalog.jsonb_build_array({node}) END)"
        " WITH ORDINALITY AS {alias} (node, place)) AS {changes})"
    ).format(
        node=node,
        new=sql.SQL("new"),
        changed=_at(element, path, keys) if path else _json_key(element, keys),
        alias=sql.Identifier(f"segue_{len(path)}"),
        changes=sql.Identifier(f"segue_changed_{len(path)}"),
    )


def _at(node: sql.Composable, path: Sequence[str], keys: Keys) -> sql.Composable:
    """A node with other keys where the path leads from it."""
    step = sql.SQL("ARRAY[{}]::pg_catalog.text[]").format(sql.Literal(path[0]))
    child = sql.SQL("({} #> {})").format(node, step)
    return sql.SQL(
        "CASE WHEN {child} IS NULL THEN {node}"
        " ELSE pg_catalog.jsonb_set({node}, {step}, {changed}, false) END"
    ).format(child=child, node=node, step=step, changed=_below(child, path[1:], keys))


def _json_key(node: sql.Composable, keys: Keys) -> sql.Composable:
    """A number stays one where its key is one; text stays text; all else stays as it is."""
    text = sql.SQL("({} #>> '{{}}')").format(node)
    new = _text_by_keys(text, keys)
    as_number = sql.SQL("({})::pg_catalog.jsonb").format(new)
    if isinstance(keys, MadeUuid):
        as_number = sql.SQL("pg_catalog.to_jsonb({})").format(new)
    return sql.SQL(
        "CASE pg_catalog.jsonb_typeof({node}) WHEN 'number' THEN {number}"
        " WHEN 'string' THEN pg_catalog.to_jsonb({new}) ELSE {node} END"
    ).format(node=node, number=as_number, new=new)


def _text_by_keys(text: sql.Composable, keys: Keys) -> sql.Composable:
    """A key as text, without the joins that whole columns have."""
    match keys:
        case Shifted(amount):
            return _shifted_text(text, amount)
        case MadeUuid(origin):
            return sql.SQL("{}::pg_catalog.text").format(_uuid(text, origin))
        case Paired(pairs, amount):
            rest = text if amount is None else _shifted_text(text, amount)
            return sql.SQL(
                "coalesce((SELECT {new} FROM {pairs} AS p ({old}, {new}) WHERE {old} = {text}),"
                " {rest})"
            ).format(old=OLD, new=NEW, pairs=pairs_relation(pairs), text=text, rest=rest)


def _cases(travel: Travel) -> tuple[tuple[tuple[int, ...], Keys], ...]:
    if isinstance(travel, InJson):
        return ()
    return travel.cases if isinstance(travel, ByContentType) else (((), travel),)


def _by_keys(value: sql.Composable, keys: Keys, wanted: DataType, place: str) -> sql.Composable:
    match keys:
        case Shifted(amount):
            return _shifted(value, amount, wanted)
        case MadeUuid(origin):
            return _uuid(value, origin)
        case Paired(pairs, amount):
            rest = value if amount is None else _shifted(value, amount, wanted)
            if not pairs.old:
                return rest
            return sql.SQL("coalesce({}, {}::pg_catalog.text)").format(joined(place), rest)


def _shifted(value: sql.Composable, amount: int, wanted: DataType) -> sql.Composable:
    if wanted.is_integer:
        return sql.SQL("({}::pg_catalog.int8 + {})").format(value, amount)
    return _shifted_text(value, amount)


def _shifted_text(value: sql.Composable, amount: int) -> sql.Composable:
    """An object id in a text column may be anything; only a number can be a shifted key."""
    return sql.SQL(
        "CASE WHEN {0}::pg_catalog.text ~ '^-?[0-9]{{1,18}}$'"
        " THEN ({0}::pg_catalog.text::pg_catalog.int8 + {1})::pg_catalog.text"
        " ELSE {0}::pg_catalog.text END"
    ).format(value, amount)


def _uuid(value: sql.Composable, origin: str) -> sql.Composable:
    """A uuid of version 8 (RFC 9562: of the maker's own making) out of an MD5 hash."""
    digest = sql.SQL("pg_catalog.md5({} || {}::pg_catalog.text)").format(origin, value)
    versioned = sql.SQL("overlay({} placing '8' from 13 for 1)").format(digest)
    return sql.SQL("overlay({} placing 'a' from 17 for 1)::pg_catalog.uuid").format(versioned)


def _alias(place: str) -> sql.Identifier:
    return sql.Identifier(f"segue_{place}")
