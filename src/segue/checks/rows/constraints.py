"""Check constraints of the target's tables and domains, put to the rows that arrive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving, arriving_value, mentioned
from segue.checks.rows.columns import Fed
from segue.checks.rows.preserved import same_sql, unchanged
from segue.checks.rows.rules import CHECKED, NO_NULL, REFUSED, Failing, RowRule
from segue.checks.rows.trying import refusal
from segue.database.catalog import DataType, Table, TypeKind
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.sql import as_written, source_relation

Domains = Mapping[QualifiedName, tuple[tuple[str, str | None], ...]]
"""By domain: the names and conditions of its constraints; None stands for NOT NULL."""


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A rule that the source does not understand."""

    subject: str
    reason: str


def check_rules(
    table: Arriving, domains: tuple[Domains, Domains], connection: Connection
) -> Iterator[RowRule | Unanswerable]:
    """The constraints that arriving rows may violate; `domains` of the source and the target."""
    for rule in (*_of_the_table(table), *_of_domains(table, *domains)):
        reason = _refusal(connection, table, rule)
        yield (
            Unanswerable(f"{rule.failing.predicate} of {table.target.name}", reason)
            if (reason)
            else rule
        )


def read_domains(connection: Connection, tables: Iterable[Table]) -> Domains:
    """The constraints of every domain that is the type of a column."""
    names = {c.type.name for t in tables for c in t.columns if c.type.kind is TypeKind.DOMAIN}
    if not names:
        return {}
    asked = {"schemas": [n.schema for n in names], "names": [n.name for n in names]}
    found: dict[QualifiedName, tuple[tuple[str, str | None], ...]] = {}
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = ''")
        for schema, name, called, definition in connection.execute(query("domain_checks"), asked):
            domain = QualifiedName(schema, name)
            condition = _condition(definition) if definition else None
            found[domain] = (*found.get(domain, ()), (called, condition))
    return found


def _condition(definition: str) -> str | None:
    """What stands within CHECK (...); None where it is not enforced."""
    found = re.fullmatch(
        r"CHECK (\(.*\))(?: NO INHERIT)?(?: NOT VALID)?( NOT ENFORCED)?", definition, re.DOTALL
    )
    return None if found is None or found[2] else found[1]


def _of_the_table(table: Arriving) -> Iterator[RowRule]:
    source = table.transfer.source
    held = [c for c in source.constraints if c.kind == "c" and c.validated] if source else []
    known = [_condition(constraint.definition) for constraint in held]
    for constraint in table.target.constraints:
        condition = _condition(constraint.definition) if constraint.kind == "c" else None
        if condition is None:
            continue
        columns = mentioned(table.target, [condition])
        if table.unknown & set(columns):
            continue
        carried = all(unchanged(table, name) for name in columns)
        if carried and any(same_sql([other], [condition]) for other in known):
            continue
        row = sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(arriving_value(table, column), sql.Identifier(column.name))
            for column in table.target.columns
            if column.name in columns
        )
        called = f"the check {constraint.name} {condition}"
        yield _rule(table, columns, called, condition, row)


def _of_domains(table: Arriving, ours: Domains, theirs: Domains) -> Iterator[RowRule]:
    for fed in table.columns:
        data_type = fed.column.type
        if data_type.kind is not TypeKind.DOMAIN:
            continue
        given = fed.given.type
        held = ours.get(given.name, ()) if given is not None and unchanged_type(fed, given) else ()
        for name, condition in theirs.get(data_type.name, ()):
            if any(same_sql([other], [condition]) for _, other in held):
                continue
            if condition is None:
                yield _not_null(fed, data_type)
                continue
            row = sql.SQL("{} AS value").format(arriving_value(table, fed.column))
            called = f"the check {name} {condition} of {data_type.text}"
            yield _rule(table, (fed.column.name,), called, condition, row)


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


def _refusal(connection: Connection, table: Arriving, rule: RowRule) -> str:
    """What the source says against the question itself, which may use what it does not have."""
    relation = source_relation(table.transfer)
    return refusal(connection, sql.SQL("SELECT {} {} LIMIT 0").format(rule.failing.bad, relation))
