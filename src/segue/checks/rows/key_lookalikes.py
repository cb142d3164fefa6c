"""Values that look like keys of rows whose keys change, in places that nothing says to follow.

Places are columns of numbers, uuids and texts, arrays of them, and values within JSON documents.
Numbers agree with keys by chance, so their places have names that speak of keys; uuids do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from segue.checks.rows.tree_columns import tree_columns
from segue.database.catalog import INTEGERS, STRINGS, DataType, Table, TypeKind
from segue.database.session import Connection
from segue.findings import Finding, Severity
from segue.mapping.facts import Facts
from segue.mapping.keys import InJson, KeyKind, Paired
from segue.mapping.sql import source_relation
from segue.mapping.sql.key_spellings import canonical, is_spelling
from segue.mapping.transfer import Feed, Transfer
from segue.plan import toml
from segue.plan.model import KeepKeys, Plan, ReferenceValue, ReferringWithin
from segue.wording import counted

NAMED_LIKE_A_KEY = re.compile(r"(^|_)(id|ids|pk|pks)$", re.IGNORECASE)
"""How columns with keys are called; numbers of other names agree with keys by chance."""

NAMED_LIKE_A_CODE = re.compile(r"_(id|pk|key|code|slug|uuid)s?$", re.IGNORECASE)
"""How columns with keys that are texts are called, after the table's name."""

NAMED_LIKE_A_PERSON = re.compile(
    r"(_by|^(created|changed|updated|owner|author|creator|editor|reviewer|approver|assignee|sender"
    r"|recipient|manager|actor)s?)$",
    re.IGNORECASE,
)
"""How columns that tell of people are called."""

NO_NAMES = frozenset({"obj", "object", "row", "record", "entity"})
"""What may stand before `_id` and names no table."""

TEXTS = (*sorted(STRINGS), "citext")

WIDTH_OF_UUID = 32
"""The fewest characters that spell one."""

SAMPLE = 10_000
"""Values by which tables are tried, before all are counted."""

_KEYS_LISTED = (
    '$[*] ? (@.type() == "number" || @.type() == "string" && @ like_regex '
    '"^([0-9]+|[{]?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}[}]?)$")'
)
"""Numbers, or uuids, in a list or alone."""

DOCUMENTS = 1_000
"""JSON documents in which paths are looked for."""

MOST = 0.9
"""How many of the values have to be keys: rows that are gone leave their numbers behind."""

OFFERED = 3
"""Tables that are named, where several fit."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values stand that may be keys."""

    transfer: Transfer
    feed: Feed
    path: tuple[str, ...] = ()
    """Into a JSON document."""

    @property
    def name(self) -> str:
        return self.path[-1] if self.path else self.feed.column.name

    @property
    def label(self) -> str:
        return ".".join((self.feed.column.name, *self.path))

    @property
    def values(self) -> sql.Composable:
        """The values as texts, a row each."""
        column = sql.Identifier(self.feed.origin)
        source = self.feed.source
        if self.path and source is not None:
            return sql.SQL(
                "pg_catalog.jsonb_path_query({}::pg_catalog.jsonb, {}) #>> '{{}}'"
            ).format(column, sql.Literal(_json_path(self.path)))
        if source is not None and source.type.resolved.kind is TypeKind.ARRAY:
            return sql.SQL("pg_catalog.unnest({})::pg_catalog.text").format(column)
        return sql.SQL("{}::pg_catalog.text").format(column)

    def may_hold(self, other: Transfer) -> bool:
        """Whether values of this place can be keys of such rows, by type and name."""
        kind = _key_type(other)
        if kind.is_integer:
            return not self._is_of(("uuid",))
        if kind.is_one_of(("uuid",)):
            return not self._is_of(tuple(INTEGERS))
        base = NAMED_LIKE_A_CODE.sub("", self.name)
        return self._is_of(TEXTS) and _singular(base) == _singular(other.target.name.name)

    def _is_of(self, names: tuple[str, ...]) -> bool:
        """Whether its values are of one of these types, alone or in an array."""
        assert self.feed.source is not None
        kind = self.feed.source.type.resolved
        if kind.kind is TypeKind.ARRAY and kind.inner is not None:
            kind = kind.inner.resolved
        return kind.is_one_of(names)

    def is_named_after(self, other: Transfer) -> bool:
        table = other.target.name.name.lower()
        base = NAMED_LIKE_A_KEY.sub("", self.name).lower().removesuffix("s")
        if NAMED_LIKE_A_PERSON.search(base):
            return "user" in table
        if base in NO_NAMES:
            return False
        return base == table.removesuffix("s") or (len(base) > 2 and base in table)


def lookalike_findings(
    plan: Plan, transfers: Sequence[Transfer], facts: Facts, session: Connection
) -> Iterator[Finding]:
    """A finding for each place of which nearly every value is a key that becomes another."""
    changing = [transfer for transfer in transfers if keys_change(transfer, facts)]
    for transfer in transfers if changing else ():
        for feed in transfer.feeds:
            if not _is_asked(transfer, feed):
                continue
            for place in _places(transfer, feed, changing, session):
                others = [other for other in changing if place.may_hold(other)]
                fitting = _fitting(place, others, session)
                keys, values = _keys_among(place, fitting[0], session) if fitting else (0, 0)
                if keys and _is_touched(place, fitting[0], facts, session):
                    yield _finding(plan, place, fitting, keys, values)


def keys_change(transfer: Transfer, facts: Facts) -> bool:
    """Whether the rows, which are a table's with one column for a key, get other keys."""
    source, pairs = transfer.source, facts.matches.get(transfer.number)
    if source is None or len(source.primary_key) != 1 or isinstance(transfer.mapping.key, KeepKeys):
        return False
    if source.column(source.primary_key[0]) is None:
        return False
    if _key_type(transfer).is_integer:
        return pairs is None or bool(pairs.amount) or bool(pairs.pairs.old)
    return pairs is not None and bool(_changed_keys(pairs))


def _key_type(transfer: Transfer) -> DataType:
    assert transfer.source is not None
    column = transfer.source.column(transfer.source.primary_key[0])
    assert column is not None
    return column.type.resolved


def _kind(transfer: Transfer) -> KeyKind:
    return KeyKind.of(_key_type(transfer))


def _changed_keys(pairs: Paired) -> list[str]:
    """The keys, as texts, that become others where a row of the target is the same."""
    return [old for old, new in zip(pairs.pairs.old, pairs.pairs.new, strict=True) if old != new]


def _is_asked(transfer: Transfer, feed: Feed) -> bool:
    """Whether nothing is said of what a column's values refer to."""
    name = feed.column.name
    if transfer.source is None or feed.source is None or feed.mapping is not None:
        return False
    return (
        (feed.keys is None or bool(_followed(feed)))
        and (name,) != transfer.target.primary_key
        and name not in tree_columns(transfer.target)
        and not _refers(transfer.target, name)
        and not _refers(transfer.source, feed.origin)
    )


def _followed(feed: Feed) -> tuple[tuple[str, ...], ...]:
    """The paths into the column's documents whose keys follow; others may hold keys too."""
    return tuple(path for path, _ in feed.keys.places) if isinstance(feed.keys, InJson) else ()


def _refers(table: Table, column: str) -> bool:
    return any(column in key.columns for key in table.foreign_keys)


def _places(
    transfer: Transfer, feed: Feed, changing: Sequence[Transfer], session: Connection
) -> Iterator[_Place]:
    """A column with numbers, by its name and type, or the places in its documents."""
    assert feed.source is not None
    data_type = feed.source.type.resolved
    if data_type.is_one_of(("json", "jsonb")):
        for path in _paths(transfer, feed, session):
            place = _Place(transfer, feed, path)
            if path not in _followed(feed) and _is_named(place, changing):
                yield place
        return
    place = _Place(transfer, feed)
    if data_type.kind is TypeKind.ARRAY:
        inner = data_type.inner
        if inner is not None and (inner.is_integer or inner.is_one_of(("uuid", *TEXTS))):
            yield place
    elif data_type.is_one_of(TEXTS):
        is_named_so = NAMED_LIKE_A_KEY.search(place.name) or NAMED_LIKE_A_CODE.search(place.name)
        if is_named_so or _has_uuids(place, changing, session):
            yield place
    elif data_type.is_one_of(("uuid",)) or (data_type.is_integer and _is_named(place, changing)):
        yield place


def _has_uuids(place: _Place, changing: Sequence[Transfer], session: Connection) -> bool:
    """Whether uuids are among a place's first texts, where such keys change."""
    width = place.feed.source.type.length if place.feed.source is not None else None
    if not any(_kind(other) is KeyKind.UUID for other in changing):
        return False
    if width is not None and width < WIDTH_OF_UUID:
        return False
    statement = sql.SQL("SELECT FROM (SELECT {} AS value {} LIMIT {}) AS v WHERE {} LIMIT 1")
    spelled = is_spelling(sql.SQL("value"), KeyKind.UUID)
    rows = source_relation(place.transfer)
    return bool(rows_if_any(session, statement.format(place.values, rows, SAMPLE, spelled)))


def _is_named(place: _Place, changing: Sequence[Transfer]) -> bool:
    """Whether a place is called as keys are, as people are, or as a table is."""
    if NAMED_LIKE_A_KEY.search(place.name) or NAMED_LIKE_A_PERSON.search(place.name):
        return True
    return any(_singular(place.name) == _singular(one.target.name.name) for one in changing)


def _singular(name: str) -> str:
    """A table's name without its app, and any name without the s of the plural."""
    return name.lower().rpartition("_")[2].removesuffix("s")


def _paths(transfer: Transfer, feed: Feed, session: Connection) -> list[tuple[str, ...]]:
    """Where numbers or uuids, or lists of them, stand in the first documents, in lists too."""
    statement = sql.SQL(
        "WITH RECURSIVE node (path, value) AS (SELECT '{{}}'::pg_catalog.text[], document"
        " FROM (SELECT {column}::pg_catalog.jsonb AS document {rows} LIMIT {limit}) AS d"
        " UNION ALL SELECT e.path, e.value FROM node AS n, LATERAL ("
        "SELECT n.path || o.key, o.value FROM pg_catalog.jsonb_each(CASE"
        " pg_catalog.jsonb_typeof(n.value) WHEN 'object' THEN n.value ELSE '{{}}' END) AS o"
        " UNION ALL SELECT n.path, a.value FROM pg_catalog.jsonb_array_elements(CASE"
        " pg_catalog.jsonb_typeof(n.value) WHEN 'array' THEN n.value ELSE '[]' END) AS a (value)"
        " WHERE pg_catalog.jsonb_typeof(a.value) IN ('object', 'array')) AS e (path, value)"
        " WHERE pg_catalog.cardinality(n.path) < 5)"
        " SELECT DISTINCT path FROM node WHERE pg_catalog.cardinality(path) > 0"
        " AND pg_catalog.jsonb_path_exists(value, {keys}) ORDER BY 1"
    ).format(
        keys=sql.Literal(_KEYS_LISTED),
        column=sql.Identifier(feed.origin),
        rows=source_relation(transfer),
        limit=DOCUMENTS,
    )
    paths = (tuple(path) for (path,) in rows_if_any(session, statement))
    return [path for path in paths if not any("." in name for name in path)]


def _json_path(path: Sequence[str]) -> str:
    """The place, and what is listed there."""
    names = ("".join(f"\\{c}" if c in '"\\' else c for c in name) for name in path)
    return "$" + "".join(f'."{name}"' for name in names) + "[*]"


def _fitting(place: _Place, changing: Sequence[Transfer], session: Connection) -> list[Transfer]:
    """Tables whose keys the first values are: the one that the place is named after, or some.

    Those of few rows come first: it is the less by chance that they have all these keys.
    """
    transfers: list[tuple[int, Transfer]] = []
    for other in sorted(changing, key=lambda other: not place.is_named_after(other)):
        keys, values = _keys_among(place, other, session, SAMPLE)
        if keys and keys >= MOST * values:
            if place.is_named_after(other):
                return [other]
            transfers.append((_size(other, session), other))
    transfers.sort(key=lambda one: one[0])
    return [other for _, other in transfers[:OFFERED]]


def _size(other: Transfer, session: Connection) -> int:
    """How many rows a table has, up to a limit from which on chance decides."""
    assert other.source is not None
    statement = sql.SQL("SELECT count(*) FROM (SELECT FROM {} LIMIT {}) AS some").format(
        other.source.name.identifier, SAMPLE
    )
    rows = rows_if_any(session, statement)
    return int(rows[0][0]) if rows else SAMPLE


def _keys_among(
    place: _Place, other: Transfer, session: Connection, limit: int | None = None
) -> tuple[int, int]:
    """How many of the values are keys of the other table, and how many there are."""
    assert other.source is not None
    kind, key = _kind(other), sql.Identifier(other.source.primary_key[0])
    whole = kind is KeyKind.NUMBER
    known_by = canonical(sql.SQL("value"), kind)
    number = sql.SQL("CASE WHEN {} THEN value::pg_catalog.int8 END").format(
        is_spelling(sql.SQL("value"), kind)
    )
    statement = sql.SQL(
        "SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM {other} AS o WHERE {key} = number)),"
        " count(*) FROM (SELECT {number} AS number"
        " FROM (SELECT {values} AS value {rows}{limit}) AS v) AS n WHERE number IS NOT NULL"
    ).format(
        values=place.values,
        rows=source_relation(place.transfer),
        limit=sql.SQL("" if limit is None else " LIMIT {}").format(limit),
        number=number if whole else known_by,
        key=sql.SQL("o.{}" if whole else "o.{}::pg_catalog.text").format(key),
        other=other.source.name.identifier,
    )
    rows = rows_if_any(session, statement)
    return rows[0] if rows else (0, 0)


def _is_touched(place: _Place, other: Transfer, facts: Facts, session: Connection) -> bool:
    """Whether a value is a key that becomes another; of numbers all but a few do."""
    if _key_type(other).is_integer:
        return True
    statement = sql.SQL(
        "SELECT EXISTS (SELECT FROM (SELECT {values} AS value {rows}) AS v"
        " WHERE {known_by} = ANY ({changed}::pg_catalog.text[]))"
    ).format(
        known_by=canonical(sql.SQL("value"), _kind(other)),
        values=place.values,
        rows=source_relation(place.transfer),
        changed=sql.Literal(_changed_keys(facts.matches[other.number])),
    )
    rows = rows_if_any(session, statement)
    return bool(rows and rows[0][0])


def rows_if_any(session: Connection, statement: sql.Composed) -> list[Any]:
    """None where a `where` of the plan cannot be worked out: other checks tell of it."""
    try:
        with session.transaction():
            return session.execute(statement).fetchall()
    except psycopg.Error:
        return []


def _finding(
    plan: Plan, place: _Place, fitting: Sequence[Transfer], keys: int, values: int
) -> Finding:
    column, into = place.feed.column.name, place.transfer.target.name
    names = [str(other.target.name) for other in fitting]
    name = names[0] if len(names) == 1 else "..."
    count = f"{keys:,} of {counted(values, 'value')}" if keys < values else counted(values, "value")
    return Finding(
        "K108",
        Severity.WARNING,
        f"{count} of {into}.{place.label} look like keys of {' or '.join(names)}, which become"
        " others",
        place=plan.place(place.transfer.mapping, column),
        effect="they stay as they are, and may mean other rows then",
        help=f"if they are keys, say of which table: {_said(place, column, name)}",
        subject=f"{into}.{place.label}",
    )


def _said(place: _Place, column: str, table: str) -> str:
    """The entry of the plan, with what it says already of other places in the documents."""
    how, path = place.transfer.mapping.columns.get(column), ".".join(place.path)
    known: dict[str, str] = {}
    if isinstance(how, ReferenceValue) and how.path:
        known = {how.path: str(how.table)}
    elif isinstance(how, ReferringWithin):
        known = {name: str(other) for name, other in how.tables}
    if not known:
        within = f", path = {toml.text(path)}" if path else ""
        return f"{toml.key(column)} = {{ refers_to = {toml.text(table)}{within} }}"
    places = ", ".join(
        f"{toml.text(name)} = {toml.text(other)}" for name, other in {**known, path: table}.items()
    )
    return f"{toml.key(column)} = {{ refers_to = {{ {places} }} }}"
