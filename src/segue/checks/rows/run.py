"""Looks at the data of every table that has a rule which rows may break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from segue.checks.rows.arriving_rows import ArrivingTable, arriving
from segue.checks.rows.changed_referents import Databases, replaced_hits, skipped_hits
from segue.checks.rows.constraints import (
    check_rules,
    computed_trials,
    holds_doubtful_domains,
)
from segue.checks.rows.count_rules import BrokenRule, ask
from segue.checks.rows.damaged_indexes import from_the_rows, untrue_indexes
from segue.checks.rows.doubtful_rules import DoubtfulRule, UnanswerableRule, settle
from segue.checks.rows.duplicates import ask_sharing, doubtful_keys
from segue.checks.rows.encoding import encoding_trials
from segue.checks.rows.exclusions import ask_excluding, doubtful_exclusions
from segue.checks.rows.existing_rows import ask_staying, rules_beside_others
from segue.checks.rows.foreign_keys import Referents, ask_referring, doubtful_references
from segue.checks.rows.generated_columns import generated_rules
from segue.checks.rows.key_lookalikes import lookalike_findings
from segue.checks.rows.left_behind import left_behind_hits
from segue.checks.rows.login_sessions import session_findings
from segue.checks.rows.match_doubts import doubt_hits
from segue.checks.rows.model_choices import choice_rules, read_common
from segue.checks.rows.named_objects import name_rules
from segue.checks.rows.parallel import Question, SourceReading, ask_all
from segue.checks.rows.row_size import read_tables_with_large_values, sending_rules
from segue.checks.rows.rules import RowRule, ValueTrial
from segue.checks.rows.shared_keys import shared_key_hits
from segue.checks.rows.source_values import is_python
from segue.checks.rows.target_rules import ask_target_of
from segue.checks.rows.target_types import ask_target
from segue.checks.rows.tree_numbers import tree_hits
from segue.checks.rows.wording import unknown, worded
from segue.database.catalog import Catalog
from segue.database.constraints import Index
from segue.database.fits import Casts
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.findings import Finding
from segue.mapping.facts import Facts, MappedColumn
from segue.mapping.references import References
from segue.mapping.transfer import Transfer
from segue.plan.model import Plan
from segue.project.values import Project

ByTarget = Mapping[QualifiedName, Sequence[ArrivingTable]]


@dataclass(frozen=True, slots=True)
class DataExamination:
    """What a look at the data told."""

    hits: tuple[Finding, ...] = ()
    refusals: frozenset[MappedColumn] = frozenset()
    """Columns of which is known now whether their type refuses a value."""
    changes: frozenset[MappedColumn] = frozenset()
    """Columns of which is known now how many values change on their way."""


@dataclass(frozen=True, slots=True)
class DataCheckContext:
    """What decides which questions there are."""

    plan: Plan
    source: Catalog
    target: Catalog
    casts: Casts
    """The source's."""
    project: Project | None
    facts: Facts = field(default_factory=Facts)
    in_error: frozenset[QualifiedName] = frozenset()
    """Tables of the target that a mapping with a mistake is to fill."""


def examine(
    context: DataCheckContext, transfers: Iterable[Transfer], reading: SourceReading
) -> DataExamination:
    """Ask the source for rows that the target would refuse; nothing is written.

    `transfers` are those of the plan. SQL in it that does not run is left to other checks.
    """
    tables = list(arriving(transfers, reading.session, context.casts))
    by_size = sorted(tables, key=lambda table: table.bytes, reverse=True)
    by_target: dict[QualifiedName, list[ArrivingTable]] = {}
    for table in by_size:
        by_target.setdefault(table.target.name, []).append(table)
    hits = list(_filled_by_python(context.plan, tables))
    hits += _about_same_rows(context, [table.transfer for table in tables], reading)
    broken: list[tuple[ArrivingTable, RowRule]] = []
    questions = [
        *_about_rows(context, by_size, reading, hits, broken),
        *_about_target_types(context, by_size, reading),
        *_about_keys(context, by_target, reading),
        *_about_exclusions(context, by_target),
        *_about_references(context, by_target, reading),
    ]
    places = {
        (table.transfer.number, column.column.name): column
        for table in tables
        for column in table.columns
    }
    answered = ask_all(questions, reading)
    references = References(
        context.plan, context.source, context.target, context.project, context.facts
    )
    behind = left_behind_hits(references, by_target, broken, reading.session)
    return DataExamination(
        (*hits, *answered, *behind),
        frozenset(places),
        frozenset(place for place, column in places.items() if column.changes_known),
    )


def _about_same_rows(
    context: DataCheckContext, transfers: Sequence[Transfer], reading: SourceReading
) -> Iterator[Finding]:
    """What keys of two databases mean to each other; asked alone, as the target writes for it."""
    plan, facts = context.plan, context.facts
    databases = Databases(plan, context.source, context.target, context.project, facts)
    yield from doubt_hits(plan, facts)
    yield from tree_hits(plan, transfers, facts, reading)
    yield from lookalike_findings(plan, transfers, facts, reading.session)
    yield from session_findings(plan, transfers, facts, reading.session)
    yield from shared_key_hits(plan, transfers, facts, reading)
    yield from replaced_hits(databases, transfers, reading)
    yield from skipped_hits(databases, transfers, reading)


def _about_rows(
    context: DataCheckContext,
    tables: Sequence[ArrivingTable],
    reading: SourceReading,
    hits: list[Finding],
    broken: list[tuple[ArrivingTable, RowRule]],
) -> Iterator[Question]:
    """One question for each table that has any; rules that cannot be asked become hits.

    Those that rows break are noted as `broken`.
    """
    common = read_common(reading.session, tables) if context.project is not None else {}
    large = read_tables_with_large_values(reading.session, tables)
    into: dict[QualifiedName, list[Transfer]] = {}
    for table in tables:
        into.setdefault(table.target.name, []).append(table.transfer)
    doubtful = [each for table in tables for each in _doubtful(table, into[table.target.name])]
    settled = settle(doubtful, reading.session)
    for table in tables:
        rules = [rule for column in table.columns for rule in column.rules]
        rules += choice_rules(table, context.project, common, reading.session)
        trials = [trial for column in table.columns for trial in column.trials]
        trials += encoding_trials(table, context.source.server, context.target.server)
        rules += sending_rules(table, large)
        rules += name_rules(table, reading)
        place = context.plan.place(table.transfer.mapping)
        for each in settled.get(table.transfer.number, ()):
            match each:
                case ValueTrial():
                    trials.append(each)
                case RowRule():
                    rules.append(each)
                case UnanswerableRule(asked=RowRule(there=there)) if there is not None:
                    ask = partial(ask_target_of, context.plan, table, each, reading)
                    yield reading.with_the_target(ask)
                case UnanswerableRule():
                    hits.append(unknown(each.subject, each.reason, place))
        if rules or trials or table.transfer.mapping.where:
            yield partial(_ask_rows, context, table, rules, trials, broken)


def _doubtful(table: ArrivingTable, together: Sequence[Transfer]) -> Iterator[DoubtfulRule]:
    yield from computed_trials(table)
    yield from check_rules(table, together)
    yield from generated_rules(table)


def _ask_rows(
    context: DataCheckContext,
    table: ArrivingTable,
    rules: Sequence[RowRule],
    trials: Sequence[ValueTrial],
    broken: list[tuple[ArrivingTable, RowRule]],
    connection: Connection,
) -> Sequence[Finding]:
    answers = tuple(ask(connection, context.source, table.transfer, rules, trials))
    broken += [(table, answer.rule) for answer in answers if isinstance(answer, BrokenRule)]
    return [worded(context.plan, table.transfer, answer) for answer in answers]


def _about_target_types(
    context: DataCheckContext, tables: Sequence[ArrivingTable], reading: SourceReading
) -> Iterator[Question]:
    for table in tables:
        for column in table.columns:
            if column.target_reads or holds_doubtful_domains(column):
                texts = partial(ask_target, context.plan, table, column, reading)
                yield reading.with_the_target(texts)


def _about_keys(
    context: DataCheckContext, by_target: ByTarget, reading: SourceReading
) -> Iterator[Question]:
    tables = [table.transfer.source for together in by_target.values() for table in together]
    sources = {table.name: table for table in tables if table is not None}
    untrue = untrue_indexes(reading.session, list(sources.values()))
    for together in by_target.values():
        for key in doubtful_keys(together, untrue):
            yield partial(_ask_sharing, context.plan, together, key, reading)
        for table in together:
            for rule in rules_beside_others(context.plan, table, reading.target):
                staying = partial(ask_staying, context.plan, table, rule, reading.target)
                yield reading.with_the_target(staying)


def _ask_sharing(
    plan: Plan,
    tables: Sequence[ArrivingTable],
    key: Index,
    reading: SourceReading,
    connection: Connection,
) -> Sequence[Finding]:
    """An index that is not true would hide what is asked for."""
    with from_the_rows(connection):
        return ask_sharing(plan, tables, key, reading, connection)


def _about_references(
    context: DataCheckContext, by_target: ByTarget, reading: SourceReading
) -> Iterator[Question]:
    where = Referents(context.plan, context.source, context.target, by_target)
    for tables in by_target.values():
        for table in tables:
            for reference in doubtful_references(where, table):
                if reference.references.name in context.in_error:
                    continue  # nobody can say which rows will be there
                referring = partial(ask_referring, where, reference, reading.target)
                yield reading.with_the_target(referring)


def _about_exclusions(context: DataCheckContext, by_target: ByTarget) -> Iterator[Question]:
    for tables in by_target.values():
        for exclusion in doubtful_exclusions(tables):
            yield partial(ask_excluding, context.plan, tables, exclusion)


def _filled_by_python(plan: Plan, tables: Iterable[ArrivingTable]) -> Iterator[Finding]:
    for table in tables:
        mapping = table.transfer.mapping
        for name, how in mapping.columns.items():
            if is_python(how):
                subject = f"the values of {table.target.name}.{name}"
                yield unknown(subject, "Python makes them", plan.place(mapping, name))
