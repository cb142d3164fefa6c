"""What keeps a move from beginning, beside findings: one owner for `move`, `check`, `--dry-run`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from segue.database.journal import Journal, journal_exists, runs
from segue.database.lock import lock_holder, running
from segue.database.names import QualifiedName
from segue.database.records import RunRecord
from segue.database.session import Connection, DatabaseIdentity
from segue.errors import (
    AlreadyMoved,
    AnotherMover,
    AnswerNeeded,
    CannotConnect,
    CannotCreateDatabase,
    MigrateFailed,
    OtherRunUnfinished,
    PlanMistake,
    SegueError,
    TooFewConnections,
)
from segue.events import NoAsker, Note, Reporter
from segue.findings import TARGET, Finding, Severity
from segue.move import freshness
from segue.move.existing_rows import Counts, confirm_seeds
from segue.move.prepare.kept import kept_copy, scratch_made_anew
from segue.move.run.recipes import recipe_for
from segue.move.survey import Survey
from segue.move.verify import VerifyReport
from segue.move.workspace import Workspace
from segue.plan.model import ExistingRows
from segue.project.code_digest import code_digest
from segue.project.source_history import records_of
from segue.seed_rows.digests import SeedDigests

PROVING = "The target holds rows already: migrating a scratch database shows whose they are."

Comparison = Callable[[RunRecord], VerifyReport]


def previous_run(target: Connection, source: DatabaseIdentity, survey: Survey) -> RunRecord | None:
    """The run to resume, or the finished one of this very move. Raises OtherRunUnfinished."""
    records = runs(target) if journal_exists(target) else ()
    latest = next((run for run in records if run.state != "given up"), None)
    if latest is None:
        return None
    same_source = latest.source_identity == str(source)
    if same_source and latest.plan_digest == survey.digest:
        return latest
    if latest.unfinished:
        difference = _difference(latest, survey) if same_source else "it read another source"
        raise OtherRunUnfinished(
            run=latest.id, started=f"{latest.started:%Y-%m-%d %H:%M}", difference=difference
        )
    return None


def _difference(run: RunRecord, survey: Survey) -> str:
    """In what a run of another digest differs from what is asked for now."""
    plan, requested = (digest.partition(" only ") for digest in (run.plan_digest, survey.digest))
    if plan[0] != requested[0]:
        return "its plan was another"
    only = plan[2].replace(" only ", ", ")
    return f"it copies {only} alone (--only)" if only else "it copies all tables of the plan"


def require_movable_again(survey: Survey, previous: RunRecord, report: VerifyReport) -> None:
    """Raises AlreadyMoved where a finished move may not be done over what the target holds now."""
    if survey.replaceable or set(report.differing) <= survey.mergeable.keys():
        return
    raise AlreadyMoved(
        run=previous.id,
        finished=f"{previous.finished or previous.heartbeat:%Y-%m-%d %H:%M}",
        tables="\n".join(f"  {table}" for table in report.differing),
    )


@dataclass(frozen=True, slots=True)
class StandingRows:
    """The tables to be filled that hold rows, as a new or a resumed run finds them."""

    occupied: Counts
    """Those whose rows have to go before others come in."""
    merged: dict[QualifiedName, ExistingRows]
    """Those whose rows stay."""


def standing_rows(target: Connection, survey: Survey, resumed: RunRecord | None) -> StandingRows:
    """What is in the way; what an earlier try of the same run brought is not."""
    states: dict[QualifiedName, str | None] = {}
    if resumed is not None:
        loads = Journal(target, resumed.id).loads()
        states = {load.table: load.merge for load in loads if load.state != "waiting"}
    readable = {name for name in survey.existing if survey.target.tables[name].readable}
    occupied = freshness.occupied(target, survey.target, readable - states.keys())
    merged = {table: how for table, how in survey.mergeable.items() if table in occupied}
    merged |= {table: ExistingRows(how) for table, how in states.items() if how is not None}
    return StandingRows({t: n for t, n in occupied.items() if t not in survey.mergeable}, merged)


def _is_replaced(survey: Survey, table: QualifiedName) -> bool:
    """Whether the table's own mapping says that its rows go: a plan's word for all means others."""
    mappings = survey.plan.mappings_into(table)
    return any(mapping.existing_rows is ExistingRows.REPLACE for mapping in mappings)


def own_rows(
    workspace: Workspace,
    survey: Survey,
    target: Connection,
    occupied: Counts,
    *,
    fresh: bool,
    reporter: Reporter,
    agree: Callable[[Counts], bool],
) -> Counts:
    """Those of the occupied tables whose rows `migrate` alone does not explain.

    `fresh` is what a person said beforehand, `agree` asks where it can be proved by nobody.
    """
    project = workspace.project
    used = project.used if project is not None else freshness.tables_of_people(survey.target)
    if not occupied:
        return {}
    if fresh:
        to_go = {table: count for table, count in occupied.items() if _is_replaced(survey, table)}
        return {**to_go, **freshness.not_seeded(occupied, used)}
    if project is None or occupied.keys() <= survey.replaceable:
        return occupied
    if survey.target.server.can_create_database:
        try:
            return _proved(workspace, survey, target, occupied, reporter)
        except (MigrateFailed, CannotCreateDatabase, CannotConnect, TooFewConnections) as error:
            causes = [f"  because: {cause}" for cause in (error.__cause__,) if cause is not None]
            reporter.report(Note("\n".join([f"{_UNPROVED} {error}", *causes]), "warning"))
    return freshness.not_seeded(occupied, used) if agree(occupied) else occupied


_UNPROVED = "A scratch database cannot tell whose rows the target holds:"


def _proved(
    workspace: Workspace, survey: Survey, target: Connection, occupied: Counts, reporter: Reporter
) -> Counts:
    """The tables whose rows `migrate` in a scratch database does not explain.

    Raises CannotCreateDatabase, or MigrateFailed: the target may hold what somebody made for it by
    hand, such as a collation.
    """
    project = workspace.project
    assert project is not None
    digests = SeedDigests(code_digest(None), records_of(target, project))
    known = freshness.remembered(target, survey.target, occupied, digests.read())
    if known is not None:
        return known
    reporter.report(Note(PROVING))
    recipe = recipe_for(workspace, survey.source, None)
    renumbered = [name for name in (project.content_types, project.permissions) if name]
    # A copy of what was kept, and what the migrations make once more, if that is asked for.
    scratches = iter((kept_copy, scratch_made_anew))
    proof = freshness.prove(
        target,
        survey.target,
        occupied,
        renumbered,
        lambda: next(scratches)(recipe, reporter),
    )
    digests.write(proof.digests)
    return proof.own


@dataclass(slots=True)
class Refusals:
    """The same questions, asked by a command that only looks."""

    workspace: Workspace
    survey: Survey
    target: Connection
    fresh: bool
    reporter: Reporter
    occupied: Counts | None = None
    """After `findings`: tables with rows of their own that the plan does not let go or stay."""
    standing: Counts | None = None
    """After `findings`: tables whose rows would make way, those of an earlier try apart."""

    def findings(self, source: DatabaseIdentity, compare: Comparison) -> Iterator[Finding]:
        """What a move would say, with the same codes."""
        if lock_holder(self.target) is not None:
            yield finding(AnotherMover(holder=running(self.target)))
        try:
            previous = previous_run(self.target, source, self.survey)
            if previous is not None and previous.state == "done":
                report = compare(previous)
                if report.equal:
                    self.standing = {}
                    return
                require_movable_again(self.survey, previous, report)
                previous = None
            self.occupied = self._kept_rows(previous)
        except AnswerNeeded as question:
            yield _open_question(question)
        except (OtherRunUnfinished, AlreadyMoved) as refusal:
            yield finding(refusal)
        except PlanMistake:
            return  # others tell of it, with all mistakes at once

    def _kept_rows(self, resumed: RunRecord | None) -> Counts:
        occupied = standing_rows(self.target, self.survey, resumed).occupied
        self.standing = occupied
        own = own_rows(
            self.workspace,
            self.survey,
            self.target,
            occupied,
            fresh=self.fresh,
            reporter=self.reporter,
            agree=lambda counts: confirm_seeds(counts, NoAsker()),
        )
        return {table: rows for table, rows in own.items() if table not in self.survey.replaceable}


def _open_question(question: AnswerNeeded) -> Finding:
    first, *rest = str(question.facts["question"]).splitlines()
    return Finding(
        "T121", Severity.WARNING,
        f"{first[0].lower()}{first[1:]}".rstrip(":"),
        place=TARGET,
        effect="`move` asks before it goes on: " + "; ".join(line.strip() for line in rest),
        help=question.advice,
    )  # fmt: skip


def finding(error: SegueError) -> Finding:
    """What a move says when it stops, said beforehand."""
    title, *rest = str(error).splitlines()
    return Finding(
        error.code,
        Severity.ERROR,
        title.rstrip(":"),
        place=TARGET,
        effect="; ".join(line.strip() for line in rest) or "a move stops before it does anything",
        help=error.advice,
    )
