"""What a look at both databases tells: their catalogs, the plan over them, the rows' ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from psycopg import sql

from segue.checks import (
    DataCheckContext,
    DataExamination,
    Probes,
    SourceReading,
    check,
    examine,
    probe,
)
from segue.checks.content_types import content_type_findings
from segue.checks.data_migrations import data_migration_findings
from segue.checks.drift import drift_findings
from segue.checks.rows.open_keys import OpenKeys
from segue.database.catalog import Catalog
from segue.database.definitions import definitions_down
from segue.database.introspection import read_catalog
from segue.database.journal import journal_exists
from segue.database.names import QualifiedName
from segue.database.pending import completed
from segue.database.session import Connection, Snapshot, database_identity, join_snapshot
from segue.drafting import Draft, TableChoice, draft, look
from segue.drafting.by_history import draft_by_history
from segue.drafting.moves import moves
from segue.drafting.writing import plan_text
from segue.errors import MigrationsUnreadable, UnknownTable
from segue.findings import Finding
from segue.loading.earlier_runs import expected_rows, read_earlier
from segue.loading.matched_rows import paired
from segue.mapping.creation import Creation, creations, with_created
from segue.mapping.facts import Facts, read_facts
from segue.mapping.identity import label
from segue.mapping.references import References
from segue.mapping.transfer import Transfer, resolve, resolve_what_can_be
from segue.move.workspace import Workspace
from segue.plan.file import digest, parse_plan
from segue.plan.model import By, ExistingRows, OffsetKeys, OnBadRow, Plan
from segue.project import Project
from segue.project.history import Code, History
from segue.project.source_history import read_history, records_of
from segue.wording import counted


@dataclass(frozen=True)
class Survey:
    """Both catalogs, the plan, and every mapping joined with what it is about."""

    source: Catalog
    target: Catalog
    plan: Plan
    project: Project | None = None
    facts: Facts = field(default_factory=Facts)
    """What the rows of both tell beside the catalogs."""
    drafted: str | None = None
    """The text of a new plan, where there was none."""
    not_run: tuple[Code, ...] | None = None
    """Code of migrations that has not run on the rows, as the draft found it; None without one."""
    only: tuple[QualifiedName, ...] = ()
    """Target tables to which a person limited the command; empty for all."""
    creations: tuple[Creation, ...] = ()
    """Tables that the plan has made in the target, and that are not there yet."""
    sampled_from: Plan | None = None
    """The plan of which `plan` takes but a sample; None where it takes everything."""
    share: float = 1.0
    """Of the source's bytes that the sample takes."""
    grown: Mapping[str, float] = field(default_factory=dict)
    """By target table: how many times as much all of its rows are."""

    @property
    def digest(self) -> str:
        """Stands for what is to be done; two runs with the same one are the same move."""
        return move_digest(self.sampled_from or self.plan, self.only)

    @cached_property
    def transfers(self) -> tuple[Transfer, ...]:
        """Every mapping to carry out. Raises PlanMistake for what `check` would tell better."""
        transfers = resolve(self.plan, self.source, self.target, self.project, self.facts)
        return tuple(t for t in transfers if not self.only or t.target.name in self.only)

    @cached_property
    def _without_mistakes(self) -> Mapping[int, Transfer]:
        return resolve_what_can_be(self.plan, self.source, self.target, self.project, self.facts)

    @property
    def what_can_be(self) -> tuple[Transfer, ...]:
        """The mappings without mistakes, for what looks beyond the first of these."""
        transfers = self._without_mistakes.values()
        return tuple(t for t in transfers if not self.only or t.target.name in self.only)

    @property
    def mistaken(self) -> frozenset[int]:
        """The numbers of the other mappings."""
        return frozenset(range(len(self.plan.tables))) - self._without_mistakes.keys()

    @property
    def targets(self) -> tuple[QualifiedName, ...]:
        """The tables to fill, each once."""
        return tuple(dict.fromkeys(transfer.target.name for transfer in self.transfers))

    @property
    def existing(self) -> frozenset[QualifiedName]:
        """The tables to fill that are there already."""
        return frozenset(self.targets) - {creation.target for creation in self.creations}

    @property
    def replaceable(self) -> frozenset[QualifiedName]:
        """The tables whose earlier rows the plan says to replace."""
        replaced = (t for t, existing in self._existing() if existing is ExistingRows.REPLACE)
        return frozenset(replaced)

    @property
    def mergeable(self) -> dict[QualifiedName, ExistingRows]:
        """The tables whose earlier rows the plan says to keep or to update."""
        return {
            table: existing
            for table, existing in self._existing()
            if existing in (ExistingRows.KEEP, ExistingRows.UPDATE)
        }

    @property
    def key_offsets(self) -> dict[str, int]:
        """What is added to keys, by mapping; nothing is settled where the source has no row yet."""
        amounts = {n: self._amount(n) for n in range(len(self.plan.tables)) if n in self._shifting}
        return {
            label(self.plan.tables[n]): amount
            for n, amount in amounts.items()
            if amount is not None
        }

    @property
    def key_pairs(self) -> dict[str, Iterable[tuple[str, str]]]:
        """Keys whose rows the target has under another one, by mapping."""
        return {
            label(self.plan.tables[number]): zip(pairs.pairs.old, pairs.pairs.new, strict=True)
            for number, pairs in self.facts.matches.items()
        }

    @property
    def _shifting(self) -> frozenset[int]:
        offsets = (n for n, m in enumerate(self.plan.tables) if isinstance(m.key, OffsetKeys))
        return frozenset((*offsets, *self.facts.matches))

    def _amount(self, number: int) -> int | None:
        key = self.plan.tables[number].key
        if isinstance(key, OffsetKeys):
            return key.amount
        return self.facts.matches[number].amount

    @property
    def expected(self) -> dict[QualifiedName, sql.Composable]:
        """By table with new keys: which of its rows may be those of arriving rows."""
        expected = {
            table: expected_rows([t for t in self.transfers if t.target.name == table], self.facts)
            for table in self.mergeable
        }
        return {table: rows for table, rows in expected.items() if rows is not None}

    @property
    def reserved(self) -> dict[QualifiedName, int]:
        """The last key of each table with rows of both that is kept for those yet to come."""
        reserved_numbers: dict[QualifiedName, int] = {}
        for number, last in self.facts.reserved.items():
            table = self.plan.tables[number].target
            if table in self.mergeable:
                reserved_numbers[table] = max(last, reserved_numbers.get(table, last))
        return reserved_numbers

    @property
    def rejecting(self) -> frozenset[QualifiedName]:
        """The tables for which the plan says to put refused rows aside."""
        return frozenset(
            transfer.target.name
            for transfer in self.transfers
            if self.plan.on_bad_row_of(transfer.mapping) is OnBadRow.REJECT
        )

    def _existing(self) -> Iterator[tuple[QualifiedName, ExistingRows]]:
        for transfer in self.transfers:
            yield transfer.target.name, self.plan.existing_rows_of(transfer.mapping)

    @property
    def summary(self) -> str:
        """One line about the plan."""
        verb = "drafted" if self.drafted is not None else "read"
        tables = counted(len(self.targets), "table")
        return f"{self.plan.path} {verb}: {tables}, {len(self.plan.skip)} skipped"


def survey_both(
    workspace: Workspace,
    source: Connection,
    target: Connection,
    only: tuple[QualifiedName, ...] = (),
    read: tuple[Catalog, Catalog] | None = None,
) -> Survey:
    """Read both catalogs, and the plan or a draft of it; `only` keeps some target tables.

    `read` are catalogs that were read before and still hold. Raises UnknownTable where the plan
    fills none of that name.
    """
    source_catalog = read[0] if read else read_catalog(source)
    target_catalog = whole_catalog(target, read[1] if read else None)
    plan, drafted, not_run = workspace.plan, None, None
    if plan is None:
        new = draft_plan(workspace, source, source_catalog, target_catalog, target)
        drafted, not_run = plan_text(new), new.not_run
        plan = parse_plan(drafted, str(workspace.plan_path))
    for name in only:
        if not plan.mappings_into(name):
            raise UnknownTable(table=name, path=plan.path)
    catalogs = source_catalog, with_created(plan, source_catalog, target_catalog)
    all_creations = creations(plan, source_catalog, target_catalog)
    facts = read_facts(plan, source, target, catalogs, workspace.project)
    identity = str(database_identity(source))
    earlier = read_earlier(target, identity, move_digest(plan, only))
    facts = paired(plan, source, target, catalogs, workspace.project, facts, earlier)
    return Survey(*catalogs, plan, workspace.project, facts, drafted, not_run, only, all_creations)


def move_digest(plan: Plan, only: tuple[QualifiedName, ...]) -> str:
    """Stands for what is to be done; two runs with the same one are the same move."""
    return digest(plan) + "".join(f" only {name}" for name in sorted(only))


def whole_catalog(target: Connection, read: Catalog | None = None) -> Catalog:
    """The target as it is when what an unfinished run took down is back; `read` as it is now."""
    catalog = read or read_catalog(target)
    return completed(catalog, definitions_down(target)) if journal_exists(target) else catalog


def draft_plan(
    workspace: Workspace,
    source: Connection,
    source_catalog: Catalog,
    target_catalog: Catalog,
    target: Connection | None = None,
) -> Draft:
    """A new draft, with tables of both sides looked into where the catalogs leave a doubt.

    Where there is a plan already, its pairs of tables are known, and what follows from them.
    """
    if workspace.by is By.HISTORY:
        return draft_by_history(
            workspace.source.label,
            workspace.target.label,
            source_catalog,
            target_catalog,
            look(source, source_catalog, target_catalog, None),
        )
    drafts = Drafts(workspace, source, source_catalog, target_catalog, target)
    return drafts.beside(workspace.plan)


class Drafts:
    """Drafts between two databases that were looked into once."""

    def __init__(
        self,
        workspace: Workspace,
        source: Connection,
        source_catalog: Catalog,
        target_catalog: Catalog,
        target: Connection | None = None,
    ) -> None:
        """The sessions stay open for questions about rows."""
        self._workspace, self._catalogs = workspace, (source_catalog, target_catalog)
        self._open_keys = (
            OpenKeys(source, target, self._catalogs, workspace.project) if target else None
        )
        self.seen = look(source, source_catalog, target_catalog, workspace.project, target)
        history = _history(workspace, source, source_catalog)
        self._left = history.code_of_known_apps if history is not None else ()
        computed = {table for _, operation in self._left for table in operation.tables}
        self.seen = replace(self.seen, computed=computed)
        traces = history.graph.traces if history is not None else ()
        self._moves = moves(traces, source_catalog, target_catalog)

    def beside(self, plan: Plan | None) -> Draft:
        """A draft around the pairs of tables that a plan names."""
        mappings = plan.tables if plan is not None else ()
        drafted = draft(
            self._workspace.source.label,
            self._workspace.target.label,
            *self._catalogs,
            self._workspace.project,
            self.seen,
            [
                (mapping.source, mapping.target)
                for mapping in mappings
                if mapping.source is not None
            ],
            self._moves,
        )
        return replace(
            drafted,
            not_run=self._left,
            choices=tuple(self._with_same_rows(drafted.choices, plan)),
        )

    def _with_same_rows(
        self, choices: Iterable[TableChoice], plan: Plan | None
    ) -> Iterator[TableChoice]:
        """Where the plan merges, the question what the same row is."""
        questions = self._open_keys.beside(plan) if plan and self._open_keys else {}
        for choice in choices:
            pair = choice.mapping.source, choice.mapping.target
            yield replace(choice, same_row=questions.get(pair))


def _history(workspace: Workspace, source: Connection, catalog: Catalog) -> History | None:
    """What the project's migrations say of the source, where they say more than its schema."""
    project = workspace.project
    records = set(records_of(source, project)) if project is not None else set()
    if project is None or not records or not project.unapplied_migrations(records):
        return None
    try:
        return read_history(project, source, catalog, (workspace.source, workspace.target))
    except MigrationsUnreadable:
        return None  # `migrate` tells it better; a draft can do without


def findings(
    workspace: Workspace,
    survey: Survey,
    source: Connection,
    target: Connection,
    occupied: Mapping[QualifiedName, int] | None = None,
    reading: SourceReading | None = None,
    further: Iterable[Finding] = (),
    *,
    makes_schemas: bool = False,
) -> tuple[Finding, ...]:
    """What `check` says; nothing is written. `occupied` are tables that may not be filled.

    `reading` is how the rows themselves are looked at; None leaves them alone. `further` is what
    was found by trying. `makes_schemas` says that what is looked for begins with step 1.
    """
    probes = probe(survey.plan, source, target, survey.source, workspace.project)
    all_findings = check(
        survey.plan,
        survey.source,
        survey.target,
        workspace.project,
        probes,
        occupied=occupied,
        facts=survey.facts,
        examined=_examined(survey, probes, reading) if reading is not None else None,
        further=(*further, *_of_the_way(workspace, survey, source)),
        makes_schemas=makes_schemas and survey.drafted is not None,
    )
    if reading is None:
        return all_findings
    sides = survey.source, survey.target
    references = References(survey.plan, *sides, workspace.project, survey.facts)
    return (*all_findings, *content_type_findings(references, source))


def _of_the_way(workspace: Workspace, survey: Survey, source: Connection) -> Iterator[Finding]:
    """By the history, what the target is made without; by mapping, code that does not run."""
    if survey.plan.by is By.HISTORY:
        yield from drift_findings(survey.plan, survey.source, survey.target)
        return
    code = survey.not_run
    if code is None:
        history = _history(workspace, source, survey.source)
        code = history.code_of_known_apps if history is not None else ()
    names = survey.source.tables.keys() | survey.target.tables.keys()
    yield from data_migration_findings(survey.plan, names, code)


def _examined(survey: Survey, probes: Probes, reading: SourceReading) -> DataExamination:
    mistaken = survey.mistaken | {number for number, _ in probes.sql_mistakes}
    context = DataCheckContext(
        survey.plan,
        survey.source,
        survey.target,
        probes.casts,
        survey.project,
        survey.facts,
        frozenset(survey.plan.tables[number].target for number in mistaken),
    )
    askable = [t for t in survey.what_can_be if t.number not in mistaken]
    return examine(context, askable, reading)


def reading_of(
    workspace: Workspace, source: Connection, target: Connection, snapshot: Snapshot, lanes: int
) -> SourceReading:
    """Sessions on the source that all see the snapshot, which `source` holds."""

    def joined() -> Connection:
        connection = workspace.open_source("check")
        # Examples come from the table's beginning, and an answer is sorted in memory.
        connection.execute("SET synchronize_seqscans = off; SET work_mem = '64MB'")
        join_snapshot(connection, snapshot)
        return connection

    return SourceReading(source, target, joined, lanes)


def hold_still(source: Connection, survey: Survey) -> None:
    """Keep the tables from being altered or rewritten while the session's transaction reads them.

    The lock is the one that reading takes anyway; it is only held from the beginning, as pages
    that are read range by range must not be rewritten in between.
    """
    tables = sorted({t.source.name for t in survey.transfers if t.source is not None})
    if tables:
        names = sql.SQL(", ").join(name.identifier for name in tables)
        source.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(names))
