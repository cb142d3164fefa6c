"""Check constraints of the target's tables and domains, put to the rows that arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, arriving_value, mentioned, over_row
from segue.checks.rows.columns import FedColumn, without_modifier
from segue.checks.rows.doubtful_rules import DoubtfulRule
from segue.checks.rows.hash_bounds import HASHED, without_complete_hashes
from segue.checks.rows.preserved import same_sql, stands_not_valid, unchanged
from segue.checks.rows.rules import (
    CHANGED,
    CHECKED,
    NO_NULL,
    REFUSED,
    SQL_FAILS,
    STANDING,
    FailingCondition,
    RowRule,
    ValueTrial,
)
from segue.checks.rows.values import failings
from segue.database.catalog import Column, DataType, Table
from segue.database.constraints import Check
from segue.database.names import QualifiedName
from segue.mapping.sql import as_written
from segue.mapping.transfer import Transfer


def check_rules(table: ArrivingTable, together: Sequence[Transfer]) -> Iterator[DoubtfulRule]:
    """The constraints that arriving rows may violate; `together` are all into the same table."""
    rules = [*_of_the_table(table, together), *_of_domains(table), *_of_computed(table)]
    for rule in (*rules, *_of_partitions(table), *_of_ranges(table)):
        yield DoubtfulRule(table, rule, f"{rule.failing.predicate} of {table.target.name}")


def _of_the_table(table: ArrivingTable, together: Sequence[Transfer]) -> Iterator[RowRule]:
    source = table.transfer.source
    expressions = (
        [c.expression for c in source.checks if c.validated and c.enforced] if source else []
    )
    for check in table.target.checks:
        columns = mentioned(table.target, [check.expression])
        if not check.enforced or table.unknown & set(columns):
            continue
        carried = all(unchanged(table, name) for name in columns)
        if carried and _is_trusted(check) and _is_among(check, expressions):
            continue
        called = f"the check {check.name} ({check.expression})"
        bad = sql.SQL("NOT {}").format(over_row(table, check.expression))
        alone = not check.reads_tables  # else it is down while rows come in
        rule = _rule(table, columns, called, bad, rejectable=alone)
        if stands_not_valid(check, together):
            rule = _as_in_the_source(rule)
        there = sql.SQL("NOT ({})").format(as_written(check.expression)) if alone else None
        yield replace(rule, there=there)


def _as_in_the_source(rule: RowRule) -> RowRule:
    """Rows that stand under the same rule in the source, which is NOT VALID in the target too."""
    effect = "they come in as they are: the rule is down meanwhile, and NOT VALID again afterwards"
    failing = replace(rule.failing, code=STANDING, effect=effect, refused=False)
    mending = "nothing, or correct them in the source: then the rule can be validated"
    return replace(rule, failing=failing, help=mending)


def _is_trusted(check: Check) -> bool:
    """Whether it says of a row that stands what it said when the row came."""
    return check.immutable and not check.reads_tables


def _is_among(check: Check, expressions: Iterable[str]) -> bool:
    return any(same_sql([other], [check.expression]) for other in expressions)


def _of_partitions(table: ArrivingTable) -> Iterator[RowRule]:
    """Rows for which a partitioned table has no partition."""
    source, partition_bounds = table.transfer.source, _bounds(table.target)
    if table.target.kind != "p" or partition_bounds is None or "true" in partition_bounds:
        return
    columns = mentioned(table.target, partition_bounds)
    is_same = source is not None and _bounds(source) == partition_bounds
    if table.unknown & set(columns) or (is_same and all(unchanged(table, n) for n in columns)):
        return
    fits = " OR ".join(f"({bound})" for bound in partition_bounds) or "false"
    bad = sql.SQL("{} IS NOT TRUE").format(over_row(table, fits))
    rule = _rule(table, columns, f"the bounds of all {len(partition_bounds)} partitions", bad)
    if HASHED in fits:  # a hash has no partition for the rest
        yield replace(
            rule, there=sql.SQL("({}) IS NOT TRUE").format(as_written(fits)), target_alone=True
        )
    else:
        yield replace(rule, help=f"{_partition(table.target.name)}; or {rule.help}")


def _bounds(table: Table) -> tuple[str, ...] | None:
    """The conditions on the rows of its partitions; None where one is not known."""
    told = [bound for bound in table.bounds if bound is not None]
    return without_complete_hashes(told) if len(told) == len(table.bounds) else None


def _partition(table: QualifiedName) -> str:
    rest = QualifiedName(table.schema, f"{table.name}_rest")
    statement = f"CREATE TABLE {rest.quoted} PARTITION OF {table.quoted} DEFAULT"
    return f"make a partition for them in the target, such as: {statement}"


def _of_ranges(table: ArrivingTable) -> Iterator[RowRule]:
    """Keys without overlaps take no empty range."""
    for key in table.target.unique_keys:
        column = table.by_name.get(key.columns[-1]) if key.without_overlaps else None
        if column is not None:
            bad = sql.SQL("pg_catalog.isempty({})").format(arriving_value(table, column.column))
            called = f"the key {key.name}, which takes no empty range,"
            yield _rule(table, key.columns[-1:], called, bad)


def _of_domains(table: ArrivingTable) -> Iterator[RowRule]:
    for column in table.columns:
        target_type, source_type = column.column.type, column.given.type
        ours = (
            source_type.domains
            if source_type is not None and unchanged_type(column, source_type)
            else ()
        )
        expressions = [
            rule.expression for domain in ours for rule in domain.rules if rule.validated
        ]
        refuses_null = any(domain.refuses_null for domain in target_type.domains)
        if refuses_null and not any(domain.refuses_null for domain in ours):
            yield _not_null(column, target_type)
        for rule in (rule for domain in reversed(target_type.domains) for rule in domain.rules):
            if not (_is_trusted(rule) and _is_among(rule, expressions)):
                bad = sql.SQL("(SELECT NOT ({}) FROM (SELECT {} AS value) AS arriving)").format(
                    as_written(rule.expression), arriving_value(table, column.column)
                )
                there = sql.SQL("(SELECT NOT ({}) FROM (SELECT {} AS value) AS held)").format(
                    as_written(rule.expression), sql.Identifier(column.column.name)
                )
                called = f"the check {rule.name} ({rule.expression}) of {target_type.text}"
                broken = _rule(table, (column.column.name,), called, bad)
                yield replace(broken, there=None if rule.reads_tables else there)


def holds_doubtful_domains(column: FedColumn) -> bool:
    """Whether a domain within the values, of an array's elements say, may refuse some of them.

    Not where a rule looks into tables, which hold no rows yet.
    """
    given = column.given.type
    same = given is not None and unchanged_type(column, given)
    ours = {kind.name: kind for kind in given.resolved.within} if given and same else {}
    theirs = column.column.type.resolved.within
    if any(rule.reads_tables for kind in theirs for rule in kind.rules):
        return False
    return any(_asks_more(kind, ours.get(kind.name)) for kind in theirs)


def _asks_more(target_type: DataType, ours: DataType | None) -> bool:
    held = [rule.expression for rule in ours.rules if rule.validated] if ours else []
    if target_type.refuses_null and not (ours and ours.refuses_null):
        return True
    return any(not (_is_trusted(rule) and _is_among(rule, held)) for rule in target_type.rules)


def unchanged_type(column: FedColumn, given: DataType) -> bool:
    """Whether values go as they are into a column of the same type."""
    return (
        given.resolved.name == column.column.type.resolved.name and column.given.feed.keys is None
    )


def _not_null(column: FedColumn, data_type: DataType) -> RowRule:
    bad = sql.SQL("{} IS NULL").format(column.safe)
    failing = FailingCondition(NO_NULL, bad, "NULL", f"{data_type.text} takes no NULL")
    what = f"values of {column.given.subject}"
    mending = f'say what stands for NULL: {column.entry} = {{ sql = "..." }}'
    return RowRule(failing, what, mending, frozenset({column.column.name}), column.column.name)


def _rule(
    table: ArrivingTable,
    columns: tuple[str, ...],
    called: str,
    bad: sql.Composable,
    *,
    rejectable: bool = True,
) -> RowRule:
    return RowRule(
        FailingCondition(CHECKED, bad, called, REFUSED, rejectable=rejectable),
        f"rows of {table.target.name}",
        _help(table, columns),
        frozenset(columns),
        columns[0] if columns else None,
        ("violates", "violate"),
    )


def _help(table: ArrivingTable, columns: tuple[str, ...]) -> str:
    column = next((table.by_name[name] for name in columns if name in table.by_name), None)
    entry = f'{column.entry} = {{ sql = "..." }}' if column else "give the columns other values"
    return f"change the values on their way: {entry}; or leave the rows behind with a where"


def _of_computed(table: ArrivingTable) -> Iterator[RowRule]:
    """What columns refuse of the values that the target computes for them."""
    for column in table.target.columns:
        if column.name in table.unknown or not _may_compute_otherwise(table, column):
            continue
        subject = f"{table.target.name}.{column.name}"
        computed = sql.SQL("({})::{}").format(
            as_written(column.generation or ""), column.type.resolved.name.identifier
        )
        here, there = (
            list(_refusals(column, value)) for value in (arriving_value(table, column), computed)
        )
        for failing, same in zip(here, there, strict=True):
            checked = failing.code is CHECKED
            yield RowRule(
                failing,
                f"values computed for {subject}",
                "change the values that it is computed from, or leave the rows behind with a where",
                frozenset({column.name, *mentioned(table.target, [column.generation or ""])}),
                column.name,
                ("violates", "violate") if checked else ("is", "are"),
                same.bad,
            )


def _may_compute_otherwise(table: ArrivingTable, column: Column) -> bool:
    """Whether the target computes values that the source's own column does not vouch for."""
    source = table.transfer.source
    own = source.column(column.name) if source is not None else None
    if column.generation is None or own is None or _is_newly_computed(table, column):
        return column.generation is not None
    return own.type != column.type or (column.refuses_null and own.holds_null)


def _refusals(column: Column, value: sql.Composable) -> Iterator[FailingCondition]:
    if column.refuses_null:
        effect = "the target takes no NULL there"
        yield FailingCondition(NO_NULL, sql.SQL("{} IS NULL").format(value), "NULL", effect)
    found = failings(value, without_modifier(column.type.resolved), column.type)
    yield from (failing for failing in found if failing.code is not CHANGED)
    for rule in (rule for domain in column.type.domains for rule in domain.rules):
        bad = sql.SQL("(SELECT NOT ({}) FROM (SELECT {} AS value) AS computed)").format(
            as_written(rule.expression), value
        )
        yield FailingCondition(CHECKED, bad, f"the check {rule.name} ({rule.expression})", REFUSED)


def computed_trials(table: ArrivingTable) -> Iterator[DoubtfulRule]:
    """One for each generated column whose values the target may fail to work out."""
    for column in table.target.columns:
        if column.name in table.unknown or not _is_newly_computed(table, column):
            continue
        source, subject = table.transfer.source, f"{table.target.name}.{column.name}"
        trial = ValueTrial(
            SQL_FAILS,
            column.name,
            arriving_value(table, column),
            f"rows of {table.target.name}",
            f"fail: the target computes {column.name} from them",
            REFUSED,
            "change the values on their way, or leave the rows behind with a where",
        )
        told = source is not None and source.column(column.name) is not None  # by S220's rule
        yield DoubtfulRule(table, trial, "" if told else f"what {subject} is computed from")


def _is_newly_computed(table: ArrivingTable, column: Column) -> bool:
    """Whether the target computes the column, and the source not the same from the same."""
    if column.generation is None:
        return False
    source = table.transfer.source
    own = source.column(column.name) if source is not None else None
    names = mentioned(table.target, [column.generation])
    same = own is not None and same_sql([own.generation], [column.generation])
    return not (same and all(unchanged(table, name) for name in names))
