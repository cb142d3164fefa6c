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
    Failing,
    RowRule,
    Trial,
)
from segue.checks.rows.source_values import SourceValue
from segue.checks.rows.values import failings, may_fail, shown
from segue.database.catalog import STRINGS, Column, DataType, TypeKind
from segue.database.fits import Casts, Fit, is_built, judge
from segue.mapping.keys import ByContentType, KeyKind, MadeUuid, Paired, Shifted
from segue.mapping.sql import as_written
from segue.mapping.sql.key_spellings import is_spelling, may_spell
from segue.mapping.sql.keys import cases, kind_of
from segue.mapping.sql.values import ROUNDED, given_type
from segue.mapping.transfer import Lookup
from segue.plan.model import Expression, Mapped
from segue.plan.toml import filler, key, text

_WRITTEN = {KeyKind.NUMBER: "numbers", KeyKind.UUID: "uuids"}


@dataclass(frozen=True, slots=True)
class Fed:
    """One column of the target and what can be asked of the values on their way into it."""

    given: SourceValue
    rules: tuple[RowRule, ...]
    trials: tuple[Trial, ...]
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


def fed(given: SourceValue, casts: Casts) -> Fed:
    """The rules of a column that values may break, as far as both catalogs tell."""
    column = given.feed.column
    found = [*_by_type(given, casts), *_by_place(given, casts)]
    found += [*_by_mapping(given), *_changed(given), *_no_keys(given), *_no_room(given)]
    safe = _safe(given, found)
    if column.not_null and given.may_be_null:
        found.append(_null(given, safe, found))
    tried = given.computed or _cast_may_fail(given, casts)
    trials = [_trial(given, safe)] if tried else []
    rules = tuple(
        RowRule(
            failing,
            f"values of {given.subject}",
            _help(given, failing),
            frozenset({column.name}),
            column.name,
        )
        for failing in found
    )
    return Fed(given, rules, tuple(trials), safe, _target_reads(given, casts))


def _trial(given: SourceValue, safe: sql.Composable) -> Trial:
    column = given.feed.column
    says = f"cannot be read as {column.type.resolved.text}"
    how = UNREADABLE, column.name, safe, f"values of {given.subject}", says
    mending = f'say what happens to them: {key(column.name)} = {{ sql = "CASE WHEN ... END" }}'
    plain: sql.Composable = given.final
    if (modified := _modified(given)) is not None:
        says = f"do not fit {column.type.resolved.text}"
        plain = modified.format(given.final)
        how = UNREADABLE, column.name, modified.format(safe), f"values of {given.subject}", says
        assert given.type is not None
        healed = healing(given.type.resolved.text, column.type.resolved.text, given.written)
        if healed:
            mending = f"convert them: {key(column.name)} = {{ sql = {text(healed)} }}"
    what = f"rows of {given.subject.rpartition('.')[0]}"
    if given.computed:
        how = SQL_FAILS, column.name, safe, what, f"fail: the view's {given.written}"
    elif _is_sql(given):
        how = SQL_FAILS, column.name, safe, what, f"fail: the SQL of {column.name}"
    return Trial(*how, STOPPED, mending, plain=plain)


def _modified(given: SourceValue) -> sql.SQL | None:
    """A cast, over `{}`, to the column's type with its modifier, where only the type knows it.

    Types of extensions have modifiers of their own: what a geometry is, how long a vector is.
    """
    wanted, ours = given.feed.column.type.resolved, given.type.resolved if given.type else None
    _, _, modifier = wanted.text.partition("(")
    if ours is None or wanted.builtin or wanted.modifier < 0 or not modifier:
        return None
    if ours.name.name != wanted.name.name or ours.modifier == wanted.modifier:
        return None
    if wanted.kind is not TypeKind.BASE or ours.kind is not TypeKind.BASE:
        return None
    name = ours.name.identifier.as_string(None).replace("{", "{{").replace("}", "}}")
    return as_written("({})::" + name + "(" + modifier)


def _by_mapping(given: SourceValue) -> Iterator[Failing]:
    """What a `map` does not name, and what a `lookup` does not find."""
    feed, origin = given.feed, sql.Identifier(given.feed.origin)
    text = sql.SQL("{}::pg_catalog.text").format(origin)
    if isinstance(feed.mapping, Mapped) and feed.mapping.otherwise is None:
        known = sql.SQL(", ").join(sql.Literal(old) for old, _ in feed.mapping.values)
        yield Failing(
            UNMAPPED,
            sql.SQL("{} NOT IN ({})").format(text, known)
            if feed.mapping.values
            else sql.SQL("{} IS NOT NULL").format(origin),
            "not named in the map",
            "the plan does not say what happens to them",
            shown=shown(origin),
        )
    if isinstance(feed.mapping, Lookup):
        empty = "the target takes no NULL there" if feed.column.not_null else "NULL stands for them"
        yield Failing(
            NOT_FOUND,
            sql.SQL("{} IS NOT NULL AND {} IS NULL").format(origin, given.final),
            "not found by the lookup",
            empty,
            shown=shown(origin),
            refused=feed.column.not_null,
        )


def _by_type(given: SourceValue, casts: Casts) -> Iterator[Failing]:
    """What a value breaks before its cast, or after one that has to be tried first."""
    wanted = given.feed.column.type
    if _maps_to_texts_that_fit(given):
        return
    if given.type is not None and not may_fail(given.type, wanted, casts):
        yield from failings(given.value, given.type, wanted)
    elif wanted.resolved.builtin and wanted.resolved.name.name not in ROUNDED:
        yield from failings(given.final, without_modifier(wanted.resolved), wanted)


def _by_place(given: SourceValue, casts: Casts) -> Iterator[Failing]:
    """Composites of SQL in the plan, which travel by the places of their attributes."""
    if given.type is None or not (_is_sql(given) and is_built(given.type)):
        return
    verdict = judge(given.type, given.feed.column.type, casts)
    if verdict.fit is Fit.NONE:
        bad = sql.SQL("{} IS DISTINCT FROM NULL").format(given.value)
        what = f"of the source's {given.type.text}"
        yield Failing(NO_CAST, bad, what, verdict.why, rejectable=False)


def _changed(given: SourceValue) -> Iterator[Failing]:
    """What a value is after its cast that it was not before."""
    if given.type is not None and given.feed.keys is None and given.feed.through is None:
        yield from changed_values(given.value, given.type, given.feed.column.type)


def _no_keys(given: SourceValue) -> Iterator[Failing]:
    """Texts that are no key in any spelling, where those that are follow."""
    feed, have = given.feed, given_type(given.feed)
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
        yield Failing(
            NO_KEY,
            sql.SQL("{} AND pg_catalog.btrim({}) <> '' AND NOT {}").format(
                beside, given.value, is_spelling(given.value, kind)
            ),
            f"not written as {_WRITTEN[kind]}, as the keys are that the column holds",
            "they stay as they are, while the keys beside them become others",
            shown=shown(given.value),
            refused=False,
        )


def _no_room(given: SourceValue) -> Iterator[Failing]:
    """Keys, and references to them, that an offset moves past what the column can hold."""
    keys, have, wanted = given.feed.keys, given_type(given.feed), given.feed.column.type
    amount = keys.amount if isinstance(keys, Shifted | Paired) else None
    if not amount or have is None or not have.is_integer or wanted.end is None:
        return
    found = list(keys.pairs.old) if isinstance(keys, Paired) else []
    yield Failing(
        OUT_OF_RANGE,
        sql.SQL(
            "CASE WHEN {value}::pg_catalog.numeric + {amount} BETWEEN -{end} AND {end} - 1"
            " THEN false ELSE {value}::pg_catalog.text <> ALL ({found}::pg_catalog.text[]) END"
        ).format(value=given.value, amount=amount, end=wanted.end, found=sql.Literal(found)),
        f"out of the range of {wanted.text} once {amount:,} is added to keys",
        f"{wanted.text} ends at {wanted.end - 1:,}",
        shown=shown(given.value),
        uncastable=True,
    )


def _maps_to_texts_that_fit(given: SourceValue) -> bool:
    """Whether a map has only values that are short enough; of others its own rule tells."""
    mapping, wanted = given.feed.mapping, given.feed.column.type.resolved
    if not isinstance(mapping, Mapped) or wanted.name.name not in STRINGS:
        return False
    most = math.inf if wanted.length is None else wanted.length
    texts = [new for _, new in mapping.values]
    texts += [mapping.otherwise] if mapping.otherwise is not None else []
    return wanted.builtin and all(isinstance(new, str) and len(new) <= most for new in texts)


def _cast_may_fail(given: SourceValue, casts: Casts) -> bool:
    """Whether computing the value can fail in ways that only trying it tells."""
    wanted = given.feed.column.type
    if _is_sql(given) or given.feed.through is not None or _modified(given) is not None:
        return True
    if given.type is not None:
        return may_fail(given.type, wanted, casts)
    made = isinstance(given.feed.keys, MadeUuid) or isinstance(given.feed.mapping, Lookup)
    return not made and wanted.resolved.builtin and wanted.resolved.name.name not in STRINGS


def _is_sql(given: SourceValue) -> bool:
    """Whether SQL that a person wrote makes the value."""
    feed = given.feed
    return isinstance(feed.mapping, Expression) or (feed.source is None and bool(feed.origin))


def without_modifier(data_type: DataType) -> DataType:
    inner = data_type.inner
    return replace(data_type, modifier=-1, inner=without_modifier(inner) if inner else None)


def _target_reads(given: SourceValue, casts: Casts) -> bool:
    wanted = given.feed.column.type.resolved
    if given.type is None or given.feed.through is not None:
        return False
    ours = given.type.resolved
    while ours.kind is wanted.kind is TypeKind.ARRAY and ours.inner and wanted.inner:
        ours, wanted = ours.inner.resolved, wanted.inner.resolved
    if wanted.builtin or wanted.kind is TypeKind.ENUM or ours.name == wanted.name:
        return False
    return judge(ours, wanted, casts).fit is Fit.MAY_REFUSE


def _safe(given: SourceValue, found: list[Failing]) -> sql.Composable:
    bad = [failing.bad for failing in found if failing.uncastable]
    return reduce(
        lambda value, condition: sql.SQL("CASE WHEN {} THEN NULL ELSE {} END").format(
            condition, value
        ),
        bad,
        given.final,
    )


def _null(given: SourceValue, safe: sql.Composable, found: list[Failing]) -> Failing:
    bad: sql.Composable = sql.SQL("{} IS NULL").format(safe)
    plainly: sql.Composable = sql.SQL("{} IS NULL").format(given.final)
    for failing in found:
        if failing.code is NOT_FOUND:  # another rule tells of these
            plainly = sql.SQL("{} AND ({}) IS NOT TRUE").format(plainly, failing.bad)
        if failing.uncastable or failing.code is NOT_FOUND:
            bad = sql.SQL("{} AND ({}) IS NOT TRUE").format(bad, failing.bad)
    effect = "the target takes no NULL there"
    return Failing(NO_NULL, bad, "NULL", effect, plainly_bad=plainly)


def _help(given: SourceValue, failing: Failing) -> str:
    entry = key(given.feed.column.name)
    if failing.code is OUT_OF_RANGE and given.feed.keys is not None:
        return "make the key and what refers to it bigint in the target; or choose a smaller offset"
    if failing.code is NO_KEY:
        return f'if they mean rows, say by which keys: {entry} = {{ sql = "CASE WHEN ... END" }}'
    if failing.code is NO_NULL:
        return f"say what stands for NULL: {entry} = {_coalesce(given)}"
    if failing.code is UNMAPPED:
        return 'name them in the map, or add what stands for all others: else = "..."'
    if failing.code is NOT_FOUND:
        return "bring the rows that are looked up along, or correct the values in the source"
    if failing.code is NO_CAST:
        assert given.type is not None
        made = by_name(f"({given.written})", given.type, given.feed.column.type)
        return f"map it: {entry} = {{ sql = {text(made or '...')} }}"
    if failing.mend:
        mended = text(failing.mend.format(given.written))
        return f"widen the field, or map the values: {entry} = {{ sql = {mended} }}"
    return f'widen the field, or map the values: {entry} = {{ sql = "..." }}'


def _coalesce(given: SourceValue) -> str:
    """`{ sql = "coalesce(total, 0)" }`, with what one would think of first for the type."""
    filling = filler(given.feed.column.type)
    inside = filling.removeprefix("{ ").removesuffix(" }").partition(" = ")
    standing = inside[2].strip()
    if inside[0] == "value":
        standing = "'" + standing[1:-1] + "'" if standing.startswith('"') else standing
    else:
        standing = standing[1:-1]
    return f"{{ sql = {text(f'coalesce({given.written}, {standing})')} }}"
