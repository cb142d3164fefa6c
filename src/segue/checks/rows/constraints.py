"""Check constraints of the target's tables and domains, put to the rows that arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving, arriving_value, mentioned
from segue.checks.rows.columns import Fed
from segue.checks.rows.preserved import same_sql, unchanged
from segue.checks.rows.rules import CHECKED, NO_NULL, REFUSED, Failing, RowRule
from segue.checks.rows.trying import refusal
from segue.database.catalog import DataType
from segue.database.session import Connection
from segue.mapping.sql import as_written, source_relation


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A rule that the source does not understand."""

    subject: str
    reason: str


def check_rules(table: Arriving, connection: Connection) -> Iterator[RowRule | Unanswerable]:
    """The constraints that arriving rows may violate."""
    for rule in (*_of_the_table(table), *_of_domains(table)):
        reason = rule_refusal(connection, table, rule)
        yield (
            Unanswerable(f"{rule.failing.predicate} of {table.target.name}", reason)
            if reason
            else rule
        )


def _of_the_table(table: Arriving) -> Iterator[RowRule]:
    source = table.transfer.source
    held = [c.expression for c in source.checks if c.validated and c.enforced] if source else []
    for check in table.target.checks:
        columns = mentioned(table.target, [check.expression])
        if not check.enforced or table.unknown & set(columns):
            continue
        carried = all(unchanged(table, name) for name in columns)
        if carried and any(same_sql([other], [check.expression]) for other in held):
            continue
        row = sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(arriving_value(table, column), sql.Identifier(column.name))
            for column in table.target.columns
            if column.name in columns
        )
        called = f"the check {check.name} ({check.expression})"
        yield _rule(table, columns, called, check.expression, row)


def _of_domains(table: Arriving) -> Iterator[RowRule]:
    for fed in table.columns:
        wanted, given = fed.column.type, fed.given.type
        ours = given.domains if given is not None and unchanged_type(fed, given) else ()
        held = [rule.expression for domain in ours for rule in domain.rules if rule.validated]
        refuses_null = any(domain.refuses_null for domain in wanted.domains)
        if refuses_null and not any(domain.refuses_null for domain in ours):
            yield _not_null(fed, wanted)
        for rule in (rule for domain in reversed(wanted.domains) for rule in domain.rules):
            if not any(same_sql([other], [rule.expression]) for other in held):
                row = sql.SQL("{} AS value").format(arriving_value(table, fed.column))
                called = f"the check {rule.name} ({rule.expression}) of {wanted.text}"
                yield _rule(table, (fed.column.name,), called, rule.expression, row)


def unchanged_type(fed: Fed, given: DataType) -> bool:
    """Whether values go as they are into a column of the same type."""
    return given.resolved.name == fed.column.type.resolved.name and fed.given.feed.keys is None


def _not_null(fed: Fed, data_type: DataType) -> RowRule:
    bad = sql.SQL("{} IS NULL").format(fed.safe)
    failing = Failing(NO_NULL, bad, "NULL", f"{data_type.text} takes no NULL")
    what = f"values of {fed.given.subject}"
    mending = f'say what stands for NULL: {fed.entry} = {{ sql = "..." }}'
    return RowRule(failing, what, mending, frozenset({fed.column.name}), fed.column.name)


def _rule(
    table: Arriving, columns: tuple[str, ...], called: str, condition: str, row: sql.Composable
) -> RowRule:
    bad = sql.SQL("(SELECT NOT ({}) FROM (SELECT {}) AS arriving)").format(
        as_written(condition), row
    )
    return RowRule(
        Failing(CHECKED, bad, called, REFUSED),
        f"rows of {table.target.name}",
        _help(table, columns),
        frozenset(columns),
        columns[0] if columns else None,
        ("violates", "violate"),
    )


def _help(table: Arriving, columns: tuple[str, ...]) -> str:
    fed = next((table.by_name[name] for name in columns if name in table.by_name), None)
    entry = f'{fed.entry} = {{ sql = "..." }}' if fed else "give the columns other values"
    return f"change the values on their way: {entry}; or leave the rows behind with a where"


def rule_refusal(connection: Connection, table: Arriving, rule: RowRule) -> str:
    """What the source says against the question itself, which may use what it does not have."""
    relation = source_relation(table.transfer)
    return refusal(connection, sql.SQL("SELECT {} {} LIMIT 0").format(rule.failing.bad, relation))
