"""The rules that each column puts to the values that feed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

from psycopg import sql

from segue.database.catalog import Column, DataType, TypeKind
from segue.plan.check.data.given import Given
from segue.plan.check.data.rules import CHANGED, NO_NULL, Failing, RowRule
from segue.plan.check.data.values import failings, may_fail
from segue.plan.check.types import STRINGS, Casts
from segue.plan.keys import MadeUuid
from segue.plan.model import Expression
from segue.plan.toml import filler, key, text
from segue.plan.transfer import Lookup
from segue.statements.values import ROUNDED


@dataclass(frozen=True, slots=True)
class Fed:
    """One column of the target and what can be asked of the values on their way into it."""

    given: Given
    rules: tuple[RowRule, ...]
    tried: bool
    """Whether only carrying the values over tells if that goes."""
    safe: sql.Composable
    """The value as it leaves the source; NULL where the cast is known to fail."""
    refusals_known: bool
    """Whether the answers tell all values that the column's type refuses."""

    @property
    def changes_known(self) -> bool:
        """Whether the answers tell all values that change on their way."""
        return any(rule.failing.code is CHANGED for rule in self.rules)

    @property
    def column(self) -> Column:
        return self.given.feed.column


def fed(given: Given, casts: Casts) -> Fed:
    """The rules of a column that values may break, as far as both catalogs tell."""
    column = given.feed.column
    found = list(_by_type(given, casts))
    safe = _safe(given, found)
    if column.not_null and given.may_be_null:
        found.append(_null(safe, found))
    tried = _cast_may_fail(given, casts)
    rules = tuple(
        RowRule(failing, column.name, given.subject, _help(given, failing)) for failing in found
    )
    return Fed(given, rules, tried, safe, _refusals_known(given))


def _by_type(given: Given, casts: Casts) -> Iterator[Failing]:
    """What a value breaks before its cast, or after one that has to be tried first."""
    wanted = given.feed.column.type
    if given.type is not None and not may_fail(given.type, wanted, casts):
        yield from failings(given.value, given.type, wanted)
    elif wanted.resolved.builtin and wanted.resolved.name.name not in ROUNDED:
        yield from failings(given.final, _without_modifier(wanted.resolved), wanted)


def _cast_may_fail(given: Given, casts: Casts) -> bool:
    """Whether computing the value can fail in ways that only trying it tells."""
    wanted = given.feed.column.type
    if isinstance(given.feed.mapping, Expression):
        return True
    if given.type is not None:
        return may_fail(given.type, wanted, casts)
    made = isinstance(given.feed.keys, MadeUuid) or isinstance(given.feed.mapping, Lookup)
    return not made and wanted.resolved.builtin and wanted.resolved.name.name not in STRINGS


def _without_modifier(data_type: DataType) -> DataType:
    inner = data_type.inner
    return replace(data_type, modifier=-1, inner=_without_modifier(inner) if inner else None)


def _refusals_known(given: Given) -> bool:
    wanted = given.feed.column.type.resolved
    if given.type is None or wanted.builtin or wanted.kind is TypeKind.ENUM:
        return True
    return given.type.resolved.name == wanted.name


def _safe(given: Given, found: list[Failing]) -> sql.Composable:
    bad = [failing.bad for failing in found if failing.uncastable]
    return reduce(
        lambda value, condition: sql.SQL("CASE WHEN {} THEN NULL ELSE {} END").format(
            condition, value
        ),
        bad,
        given.final,
    )


def _null(safe: sql.Composable, found: list[Failing]) -> Failing:
    bad: sql.Composable = sql.SQL("{} IS NULL").format(safe)
    for failing in found:
        if failing.uncastable:  # another rule tells of these
            bad = sql.SQL("{} AND ({}) IS NOT TRUE").format(bad, failing.bad)
    return Failing(NO_NULL, bad, "NULL", "the target takes no NULL there")


def _help(given: Given, failing: Failing) -> str:
    column = given.feed.column
    if failing.code is NO_NULL:
        return f"say what stands for NULL: {key(column.name)} = {_coalesce(given)}"
    if failing.mend:
        mended = text(failing.mend.format(given.written))
        return f"widen the field, or map the values: {key(column.name)} = {{ sql = {mended} }}"
    return f'widen the field, or map the values: {key(column.name)} = {{ sql = "..." }}'


def _coalesce(given: Given) -> str:
    """`{ sql = "coalesce(total, 0)" }`, with what one would think of first for the type."""
    filling = filler(given.feed.column.type)
    inside = filling.removeprefix("{ ").removesuffix(" }").partition(" = ")
    standing = inside[2].strip()
    if inside[0] == "value":
        standing = "'" + standing[1:-1] + "'" if standing.startswith('"') else standing
    else:
        standing = standing[1:-1]
    return f"{{ sql = {text(f'coalesce({given.written}, {standing})')} }}"
