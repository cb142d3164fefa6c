"""How a key or a reference to one travels: by arithmetic, or by a join with what stands for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from psycopg import sql

from segue.database.catalog import DataType, TypeKind
from segue.mapping.keys import (
    ByContentType,
    InJson,
    KeyKind,
    Keys,
    MadeUuid,
    Paired,
    Pairs,
    ShiftedKeys,
    Travel,
)
from segue.mapping.sql.key_spellings import canonical, is_spelling, may_spell, respelled

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
    value: sql.Composable, have: DataType | None, travel: Travel, target_type: DataType, place: str
) -> Iterator[sql.Composable]:
    """The joins that `travelled` needs; keys within a value are looked up one by one."""
    if isinstance(travel, InJson) or target_type.kind is TypeKind.ARRAY:
        return
    for number, (_, keys) in enumerate(cases(travel)):
        if isinstance(keys, Paired) and keys.pairs.old:
            key = canonical(value, _kind(keys, have))
            yield join(pairs_relation(keys.pairs), key, f"{place}_{number}")


def travelled(
    value: sql.Composable, have: DataType | None, travel: Travel, target_type: DataType, place: str
) -> sql.Composable:
    """The value, of the type `have` if that is known, as it is to arrive in the target's type.

    NULL stays NULL.
    """
    if isinstance(travel, InJson):
        return _in_json(value, travel)
    if target_type.kind is TypeKind.ARRAY and not isinstance(travel, ByContentType):
        return _elements(value, have, travel)
    if not isinstance(travel, ByContentType):
        return _by_keys(value, have, travel, target_type, f"{place}_0")
    whens = [
        sql.SQL("WHEN {} = ANY ({}::pg_catalog.int8[]) THEN {}::pg_catalog.text").format(
            sql.Identifier(travel.column),
            list(ids),
            _by_keys(value, have, keys, target_type, f"{place}_{number}"),
        )
        for number, (ids, keys) in enumerate(travel.cases)
    ]
    return sql.SQL("CASE {} ELSE {}::pg_catalog.text END").format(sql.SQL(" ").join(whens), value)


def _kind(keys: Keys, have: DataType | None) -> KeyKind:
    """How values spell such keys; those that have one form alone are compared as they are."""
    if not may_spell(have):
        return KeyKind.TEXT
    return kind_of(keys)


def kind_of(keys: Keys) -> KeyKind:
    """What such keys are in the source."""
    return KeyKind.NUMBER if isinstance(keys, ShiftedKeys) else keys.kind


def _elements(value: sql.Composable, have: DataType | None, keys: Keys) -> sql.Composable:
    """An array of keys, as an array of texts."""
    key = _text_by_keys(sql.SQL("e.key::pg_catalog.text"), keys, _kind(keys, have))
    return sql.SQL(
        "CASE WHEN {value} IS NOT NULL THEN ARRAY(SELECT {key} FROM pg_catalog.unnest({value})"
        " WITH ORDINALITY AS e (key, place) ORDER BY place) END"
    ).format(value=value, key=key)


def _in_json(value: sql.Composable, within: InJson) -> sql.Composable:
    """A document with other keys where the paths lead, if they lead anywhere."""
    whole = sql.SQL("{}::pg_catalog.jsonb").format(value)
    changed: sql.Composable = whole
    for number, (path, keys) in enumerate(within.places):
        alias = f"segue_document_{number}"
        changed = sql.SQL("(SELECT {} FROM (SELECT {} OFFSET 0) AS {} (node))").format(
            _below(sql.Identifier(alias, "node"), path, keys), changed, sql.Identifier(alias)
        )
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END").format(whole, changed)


def _below(node: sql.Composable, path: Sequence[str], keys: Keys) -> sql.Composable:
    """A node with other keys at the end of a path, which leads into each element of a list.

    The elements are written once: what has none is taken for a list of one.
    """
    if path and path[0].isdecimal():  # the place of one element
        return _at(node, path, keys)
    inner_alias, alias = f"segue_given_{len(path)}", f"segue_{len(path)}"
    element = sql.Identifier(alias, "node")
    return sql.SQL(
        "(SELECT CASE pg_catalog.jsonb_typeof({node}) WHEN 'array'"
        " THEN coalesce(changed, '[]') ELSE changed -> 0 END"
        " FROM (SELECT {whole} OFFSET 0) AS {given} (node), LATERAL ("
        "SELECT pg_catalog.jsonb_agg({changed} ORDER BY place) FROM"
        " pg_catalog.jsonb_array_elements(CASE pg_catalog.jsonb_typeof({node}) WHEN 'array'"
        " THEN {node} ELSE pg_catalog.jsonb_build_array({node}) END)"
        " WITH ORDINALITY AS {alias} (node, place)) AS {changes} (changed))"
    ).format(
        whole=node,
        node=sql.Identifier(inner_alias, "node"),
        changed=_at(element, path, keys) if path else _json_key(element, keys),
        given=sql.Identifier(inner_alias),
        alias=sql.Identifier(alias),
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
    text = sql.Identifier("segue_key", "text")
    new = _text_by_keys(text, keys, kind_of(keys))
    whole = sql.SQL(r"pg_catalog.regexp_replace({}, '\.0+$', '')").format(text)
    number = _text_by_keys(whole, keys, KeyKind.TEXT)
    as_number = sql.SQL("({})::pg_catalog.jsonb").format(number)
    if isinstance(keys, MadeUuid):
        as_number = sql.SQL("pg_catalog.to_jsonb({})").format(number)
    return sql.SQL(
        "(SELECT CASE pg_catalog.jsonb_typeof({node}) WHEN 'number' THEN {number}"
        " WHEN 'string' THEN pg_catalog.to_jsonb({new}) ELSE {node} END"
        " FROM (SELECT {node} #>> '{{}}' OFFSET 0) AS segue_key (text))"
    ).format(node=node, number=as_number, new=new)


def _text_by_keys(text: sql.Composable, keys: Keys, kind: KeyKind) -> sql.Composable:
    """A key as text, spelled as such of the kind may be, without the joins of whole columns."""
    match keys:
        case ShiftedKeys(amount):
            return _shifted_text(text, amount, kind)
        case MadeUuid(origin):
            return _uuid_text(text, origin, kind)
        case Paired(pairs, amount):
            rest = text if amount is None else _shifted_text(text, amount, kind)
            # One document that is read once, not a relation that is read for every key.
            document = sql.Literal(json.dumps(dict(zip(pairs.old, pairs.new, strict=True))))
            lookup = sql.SQL("({}::pg_catalog.jsonb ->> ({}))").format(
                document, canonical(text, kind)
            )
            key = sql.Identifier("segue_found", "key")
            return sql.SQL(
                "coalesce((SELECT {} FROM (SELECT {} OFFSET 0) AS segue_found (key)), {})"
            ).format(respelled(text, key, kind), lookup, rest)


def cases(travel: Travel) -> tuple[tuple[tuple[int, ...], Keys], ...]:
    """The ways in which whole values travel, each with the content types beside it, if any."""
    if isinstance(travel, InJson):
        return ()
    return travel.cases if isinstance(travel, ByContentType) else (((), travel),)


def _by_keys(
    value: sql.Composable, have: DataType | None, keys: Keys, target_type: DataType, place: str
) -> sql.Composable:
    kind = _kind(keys, have)
    match keys:
        case ShiftedKeys(amount):
            return _shifted(value, amount, target_type, kind)
        case MadeUuid(origin):
            return _uuid(value, origin) if not may_spell(have) else _uuid_text(value, origin, kind)
        case Paired(pairs, amount):
            rest = value if amount is None else _shifted(value, amount, target_type, kind)
            if not pairs.old:
                return rest
            return sql.SQL("coalesce({}, {}::pg_catalog.text)").format(
                respelled(value, joined(place), kind), rest
            )


def _shifted(
    value: sql.Composable, amount: int, target_type: DataType, kind: KeyKind
) -> sql.Composable:
    if target_type.is_integer:
        return sql.SQL("({}::pg_catalog.int8 + {})").format(value, amount)
    return _shifted_text(value, amount, kind)


def _shifted_text(value: sql.Composable, amount: int, kind: KeyKind) -> sql.Composable:
    """An object id in a text column may be anything; only a number can be a shifted key."""
    key = sql.SQL("({}::pg_catalog.text::pg_catalog.int8 + {})::pg_catalog.text").format(
        value, amount
    )
    return sql.SQL("CASE WHEN {} THEN {} ELSE {}::pg_catalog.text END").format(
        is_spelling(value, KeyKind.NUMBER), respelled(value, key, kind), value
    )


def _uuid_text(value: sql.Composable, origin: str, kind: KeyKind) -> sql.Composable:
    """The same for uuids that are made: what cannot be a key stays."""
    return sql.SQL("CASE WHEN {} THEN {}::pg_catalog.text ELSE {}::pg_catalog.text END").format(
        is_spelling(value, kind), _uuid(canonical(value, kind), origin), value
    )


def _uuid(value: sql.Composable, origin: str) -> sql.Composable:
    """A uuid of version 8 (RFC 9562: of the maker's own making) out of an MD5 hash."""
    digest = sql.SQL("pg_catalog.md5({} || {}::pg_catalog.text)").format(origin, value)
    versioned = sql.SQL("overlay({} placing '8' from 13 for 1)").format(digest)
    return sql.SQL("overlay({} placing 'a' from 17 for 1)::pg_catalog.uuid").format(versioned)


def _alias(place: str) -> sql.Identifier:
    return sql.Identifier(f"segue_{place}")
