"""The rules that each column puts to the values that feed it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

from psycopg import sql

from segue.checks.composites import by_name
from segue.checks.rows.changed_values import changed_values
from segue.checks.rows.geometry import healing
from segue.checks.rows.rules import (
    CHANGED,
    NO_CAST,
    NO_KEY,
    NO_NULL,
    NOT_FOUND,
    OUT_OF_RANGE,
    SQL_FAILS,
    STOPPED,
    UNMAPPED,
    UNREADABLE,
    FailingCondition,
    RowRule,
    ValueTrial,
)
from segue.checks.rows.source_values import SourceValue
from segue.checks.rows.values import failings, may_fail, shown
from segue.database.catalog import STRINGS, Column, DataType, TypeKind
from segue.database.fits import Casts, Fit, is_built, judge
from segue.mapping.keys import ByContentType, KeyKind, MadeUuid, Paired, ShiftedKeys
from segue.mapping.sql import as_written
from segue.mapping.sql.key_spellings import is_spelling, may_spell
from segue.mapping.sql.keys import cases, kind_of
from segue.mapping.sql.values import ROUNDED, given_type
from segue.mapping.transfer import Lookup
from segue.plan.model import Expression, MappedValue
from segue.plan.toml import filler, key, text

_WRITTEN = {KeyKind.NUMBER: "numbers", KeyKind.UUID: "uuids"}


@dataclass(frozen=True, slots=True)
class FedColumn:
    """One column of the target and what can be asked of the values on their way into it."""

    given: SourceValue
    rules: tuple[RowRule, ...]
    trials: tuple[ValueTrial, ...]
    safe: sql.Composable
    """The value as it leaves the source; NULL where the cast is known to fail."""
    target_reads: bool
    """Whether only the target can tell which values the column's type refuses."""

    @property
    def changes_known(self) -> bool:
        """Whether the answers tell all values that change on their way."""
        return any(rule.failing.code is CHANGED for rule in self.rules)

    @property
    def column(self) -> Column:
        return self.given.feed.column

    @property
    def entry(self) -> str:
        """How the column's entry in the plan begins."""
        return key(self.column.name)


def fed(source_value: SourceValue, casts: Casts) -> FedColumn:
    """The rules of a column that values may break, as far as both catalogs tell."""
    column = source_value.feed.column
    found = [*_by_type(source_value, casts), *_by_place(source_value, casts)]
    found += [
        *_by_mapping(source_value),
        *_changed(source_value),
        *_no_keys(source_value),
        *_no_room(source_value),
    ]
    safe = _safe(source_value, found)
    if column.not_null and source_value.may_be_null:
        found.append(_null(source_value, safe, found))
    may_fail = source_value.computed or _cast_may_fail(source_value, casts)
    trials = [_trial(source_value, safe)] if may_fail else []
    rules = tuple(
        RowRule(
            failing,
            f"values of {source_value.subject}",
            _help(source_value, failing),
            frozenset({column.name}),
            column.name,
        )
        for failing in found
    )
    return FedColumn(source_value, rules, tuple(trials), safe, _target_reads(source_value, casts))


def _trial(source_value: SourceValue, safe: sql.Composable) -> ValueTrial:
    column = source_value.feed.column
    says = f"cannot be read as {column.type.resolved.text}"
    how = UNREADABLE, column.name, safe, f"values of {source_value.subject}", says
    mending = f'say what happens to them: {key(column.name)} = {{ sql = "CASE WHEN ... END" }}'
    plain: sql.Composable = source_value.final
    if (modified := _modified(source_value)) is not None:
        says = f"do not fit {column.type.resolved.text}"
        plain = modified.format(source_value.final)
        how = (
            UNREADABLE,
            column.name,
            modified.format(safe),
            f"values of {source_value.subject}",
            says,
        )
        assert source_value.type is not None
        healed = healing(
            source_value.type.resolved.text, column.type.resolved.text, source_value.written
        )
        if healed:
            mending = f"convert them: {key(column.name)} = {{ sql = {text(healed)} }}"
    what = f"rows of {source_value.subject.rpartition('.')[0]}"
    if source_value.computed:
        how = SQL_FAILS, column.name, safe, what, f"fail: the view's {source_value.written}"
    elif _is_sql(source_value):
        how = SQL_FAILS, column.name, safe, what, f"fail: the SQL of {column.name}"
    return ValueTrial(*how, STOPPED, mending, plain=plain)


def _modified(source_value: SourceValue) -> sql.SQL | None:
    """A cast, over `{}`, to the column's type with its modifier, where only the type knows it.

    Types of extensions have modifiers of their own: what a geometry is, how long a vector is.
    """
    theirs, ours = (
        source_value.feed.column.type.resolved,
        source_value.type.resolved if source_value.type else None,
    )
    _, _, modifier = theirs.text.partition("(")
    if ours is None or theirs.builtin or theirs.modifier < 0 or not modifier:
        return None
    if ours.name.name != theirs.name.name or ours.modifier == theirs.modifier:
        return None
    if theirs.kind is not TypeKind.BASE or ours.kind is not TypeKind.BASE:
        return None
    name = ours.name.identifier.as_string(None).replace("{", "{{").replace("}", "}}")
    return as_written("({})::" + name + "(" + modifier)


def _by_mapping(source_value: SourceValue) -> Iterator[FailingCondition]:
    """What a `map` does not name, and what a `lookup` does not find."""
    feed, origin = source_value.feed, sql.Identifier(source_value.feed.origin)
    text = sql.SQL("{}::pg_catalog.text").format(origin)
    if isinstance(feed.mapping, MappedValue) and feed.mapping.otherwise is None:
        values = sql.SQL(", ").join(sql.Literal(old) for old, _ in feed.mapping.values)
        yield FailingCondition(
            UNMAPPED,
            sql.SQL("{} NOT IN ({})").format(text, values)
            if feed.mapping.values
            else sql.SQL("{} IS NOT NULL").format(origin),
            "not named in the map",
            "the plan does not say what happens to them",
            shown=shown(origin),
        )
    if isinstance(feed.mapping, Lookup):
        empty = "the target takes no NULL there" if feed.column.not_null else "NULL stands for them"
        yield FailingCondition(
            NOT_FOUND,
            sql.SQL("{} IS NOT NULL AND {} IS NULL").format(origin, source_value.final),
            "not found by the lookup",
            empty,
            shown=shown(origin),
            refused=feed.column.not_null,
        )


def _by_type(source_value: SourceValue, casts: Casts) -> Iterator[FailingCondition]:
    """What a value breaks before its cast, or after one that has to be tried first."""
    target_type = source_value.feed.column.type
    if _maps_to_texts_that_fit(source_value):
        return
    if source_value.type is not None and not may_fail(source_value.type, target_type, casts):
        yield from failings(source_value.value, source_value.type, target_type)
    elif target_type.resolved.builtin and target_type.resolved.name.name not in ROUNDED:
        yield from failings(source_value.final, without_modifier(target_type.resolved), target_type)


def _by_place(source_value: SourceValue, casts: Casts) -> Iterator[FailingCondition]:
    """Composites of SQL in the plan, which travel by the places of their attributes."""
    if source_value.type is None or not (_is_sql(source_value) and is_built(source_value.type)):
        return
    verdict = judge(source_value.type, source_value.feed.column.type, casts)
    if verdict.fit is Fit.NONE:
        bad = sql.SQL("{} IS DISTINCT FROM NULL").format(source_value.value)
        what = f"of the source's {source_value.type.text}"
        yield FailingCondition(NO_CAST, bad, what, verdict.why, rejectable=False)


def _changed(source_value: SourceValue) -> Iterator[FailingCondition]:
    """What a value is after its cast that it was not before."""
    if (
        source_value.type is not None
        and source_value.feed.keys is None
        and source_value.feed.through is None
    ):
        yield from changed_values(
            source_value.value, source_value.type, source_value.feed.column.type
        )


def _no_keys(source_value: SourceValue) -> Iterator[FailingCondition]:
    """Texts that are no key in any spelling, where those that are follow."""
    feed, have = source_value.feed, given_type(source_value.feed)
    if feed.keys is None or have is None or not may_spell(have) or have.kind is TypeKind.ARRAY:
        return
    for ids, keys in cases(feed.keys):
        kind = kind_of(keys)
        stays = isinstance(keys, Paired) and not keys.amount and not keys.pairs.old
        if stays or kind not in _WRITTEN:
            continue
        beside: sql.Composable = sql.SQL("true")
        if isinstance(feed.keys, ByContentType):
            beside = sql.SQL("{} = ANY ({}::pg_catalog.int8[])").format(
                sql.Identifier(feed.keys.column), list(ids)
            )
        yield FailingCondition(
            NO_KEY,
            sql.SQL("{} AND pg_catalog.btrim({}) <> '' AND NOT {}").format(
                beside, source_value.value, is_spelling(source_value.value, kind)
            ),
            f"not written as {_WRITTEN[kind]}, as the keys are that the column holds",
            "they stay as they are, while the keys beside them become others",
            shown=shown(source_value.value),
            refused=False,
        )


def _no_room(source_value: SourceValue) -> Iterator[FailingCondition]:
    """Keys, and references to them, that an offset moves past what the column can hold."""
    keys, have, target_type = (
        source_value.feed.keys,
        given_type(source_value.feed),
        source_value.feed.column.type,
    )
    amount = keys.amount if isinstance(keys, ShiftedKeys | Paired) else None
    if not amount or have is None or not have.is_integer or target_type.end is None:
        return
    values = list(keys.pairs.old) if isinstance(keys, Paired) else []
    yield FailingCondition(
        OUT_OF_RANGE,
        sql.SQL(
            "CASE WHEN {value}::pg_catalog.numeric + {amount} BETWEEN -{end} AND {end} - 1"
            " THEN false ELSE {value}::pg_catalog.text <> ALL ({found}::pg_catalog.text[]) END"
        ).format(
            value=source_value.value, amount=amount, end=target_type.end, found=sql.Literal(values)
        ),
        f"out of the range of {target_type.text} once {amount:,} is added to keys",
        f"{target_type.text} ends at {target_type.end - 1:,}",
        shown=shown(source_value.value),
        uncastable=True,
    )


def _maps_to_texts_that_fit(source_value: SourceValue) -> bool:
    """Whether a map has only values that are short enough; of others its own rule tells."""
    mapping, target_type = source_value.feed.mapping, source_value.feed.column.type.resolved
    if not isinstance(mapping, MappedValue) or target_type.name.name not in STRINGS:
        return False
    most = math.inf if target_type.length is None else target_type.length
    texts = [new for _, new in mapping.values]
    texts += [mapping.otherwise] if mapping.otherwise is not None else []
    return target_type.builtin and all(isinstance(new, str) and len(new) <= most for new in texts)


def _cast_may_fail(source_value: SourceValue, casts: Casts) -> bool:
    """Whether computing the value can fail in ways that only trying it tells."""
    target_type = source_value.feed.column.type
    if (
        _is_sql(source_value)
        or source_value.feed.through is not None
        or _modified(source_value) is not None
    ):
        return True
    if source_value.type is not None:
        return may_fail(source_value.type, target_type, casts)
    is_made = isinstance(source_value.feed.keys, MadeUuid) or isinstance(
        source_value.feed.mapping, Lookup
    )
    return (
        not is_made
        and target_type.resolved.builtin
        and target_type.resolved.name.name not in STRINGS
    )


def _is_sql(source_value: SourceValue) -> bool:
    """Whether SQL that a person wrote makes the value."""
    feed = source_value.feed
    return isinstance(feed.mapping, Expression) or (feed.source is None and bool(feed.origin))


def without_modifier(data_type: DataType) -> DataType:
    inner = data_type.inner
    return replace(data_type, modifier=-1, inner=without_modifier(inner) if inner else None)


def _target_reads(source_value: SourceValue, casts: Casts) -> bool:
    target_type = source_value.feed.column.type.resolved
    if source_value.type is None or source_value.feed.through is not None:
        return False
    ours = source_value.type.resolved
    while ours.kind is target_type.kind is TypeKind.ARRAY and ours.inner and target_type.inner:
        ours, target_type = ours.inner.resolved, target_type.inner.resolved
    if target_type.builtin or target_type.kind is TypeKind.ENUM or ours.name == target_type.name:
        return False
    return judge(ours, target_type, casts).fit is Fit.MAY_REFUSE


def _safe(source_value: SourceValue, failings: list[FailingCondition]) -> sql.Composable:
    bad = [failing.bad for failing in failings if failing.uncastable]
    return reduce(
        lambda value, condition: sql.SQL("CASE WHEN {} THEN NULL ELSE {} END").format(
            condition, value
        ),
        bad,
        source_value.final,
    )


def _null(
    source_value: SourceValue, safe: sql.Composable, failings: list[FailingCondition]
) -> FailingCondition:
    bad: sql.Composable = sql.SQL("{} IS NULL").format(safe)
    plainly: sql.Composable = sql.SQL("{} IS NULL").format(source_value.final)
    for failing in failings:
        if failing.code is NOT_FOUND:  # another rule tells of these
            plainly = sql.SQL("{} AND ({}) IS NOT TRUE").format(plainly, failing.bad)
        if failing.uncastable or failing.code is NOT_FOUND:
            bad = sql.SQL("{} AND ({}) IS NOT TRUE").format(bad, failing.bad)
    effect = "the target takes no NULL there"
    return FailingCondition(NO_NULL, bad, "NULL", effect, plainly_bad=plainly)


def _help(source_value: SourceValue, failing: FailingCondition) -> str:
    entry = key(source_value.feed.column.name)
    if failing.code is OUT_OF_RANGE and source_value.feed.keys is not None:
        return "make the key and what refers to it bigint in the target; or choose a smaller offset"
    if failing.code is NO_KEY:
        return f'if they mean rows, say by which keys: {entry} = {{ sql = "CASE WHEN ... END" }}'
    if failing.code is NO_NULL:
        return f"say what stands for NULL: {entry} = {_coalesce(source_value)}"
    if failing.code is UNMAPPED:
        return 'name them in the map, or add what stands for all others: else = "..."'
    if failing.code is NOT_FOUND:
        return "bring the rows that are looked up along, or correct the values in the source"
    if failing.code is NO_CAST:
        assert source_value.type is not None
        expression = by_name(
            f"({source_value.written})", source_value.type, source_value.feed.column.type
        )
        return f"map it: {entry} = {{ sql = {text(expression or '...')} }}"
    if failing.mend:
        mended = text(failing.mend.format(source_value.written))
        return f"widen the field, or map the values: {entry} = {{ sql = {mended} }}"
    return f'widen the field, or map the values: {entry} = {{ sql = "..." }}'


def _coalesce(source_value: SourceValue) -> str:
    """`{ sql = "coalesce(total, 0)" }`, with what one would think of first for the type."""
    filling = filler(source_value.feed.column.type)
    inside = filling.removeprefix("{ ").removesuffix(" }").partition(" = ")
    standing = inside[2].strip()
    if inside[0] == "value":
        standing = "'" + standing[1:-1] + "'" if standing.startswith('"') else standing
    else:
        standing = standing[1:-1]
    return f"{{ sql = {text(f'coalesce({source_value.written}, {standing})')} }}"
