"""Steps 1 to 3: all that happens before the journal knows of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from segue.checks.event_triggers import table_trigger_findings
from segue.checks.rights import rights_in_database
from segue.checks.schemas import home_findings
from segue.checks.servers import LEAST, look_at_server
from segue.database.address import database_name
from segue.database.introspection import read_catalog, read_server
from segue.database.journal import (
    Journal,
    begin_preparation,
    create_journal,
    finish_preparation,
    forget_stop,
    journal_exists,
    preparation,
    runs,
)
from segue.database.lock import take_target
from segue.database.records import RunRecord
from segue.database.session import (
    Connection,
    DatabaseIdentity,
    require_version,
)
from segue.drafting.writing import write_text
from segue.errors import (
    ChecksBlock,
    Interrupted,
    MigrateFailed,
    NoDjangoProject,
    SourceMigrated,
    TargetElsewhere,
    UsageError,
)
from segue.events import FindingReported, Note
from segue.failpoints import reach
from segue.findings import Finding
from segue.move import freshness, prepare
from segue.move.existing_rows import Admission, Counts, admit, confirm_seeds
from segue.move.heartbeat import STOPPED_BY_REQUEST
from segue.move.prepare.scratch import drop_leftovers
from segue.move.rejects import lost_rejects
from segue.move.run import schema_trial
from segue.move.run.compare import compare
from segue.move.run.counting import count_merges
from segue.move.run.dry_run import trial_findings
from segue.move.run.finished import finished_run
from segue.move.run.onward import is_migrating_on
from segue.move.run.recipes import copy_kept
from segue.move.run.refusals import own_rows, previous_run, require_movable_again, standing_rows
from segue.move.run.request import Outcome, Request, Scene
from segue.move.run.schema_trial import UnbuildableIndex
from segue.move.run.seeds import foretold
from segue.move.run.sessions import Sessions, shared_out, wanted
from segue.move.run.way import (
    Chosen,
    TargetGround,
    choose_way,
    elsewhere,
    ground_of,
    is_under_way,
    likely_way,
    named,
    require_untouched,
)
from segue.move.state import rows_of_migrations, settle_state
from segue.move.steps import Steps
from segue.move.survey import (
    Survey,
    findings,
    hold_still,
    reading_of,
    survey_both,
)
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By
from segue.project import Project
from segue.project.history import History
from segue.project.source_history import recorded_schemas, records_of, tenants
from segue.wording import counted
from segue.workers import StopSignal

_MOVED_ON = (
    "migrated it on; what came to the source since was not looked at (--remake DBNAME drops the"
    " target's database and moves anew)"
)

_LEFT_ALONE = (
    'the plan says by = "history", for which migrations run; `copy` and --no-migrate leave them'
    " alone. Run `segue move`, or draft a plan by mapping (`segue plan --by mapping`)"
)

_NOT_MADE = (
    "The project's code cannot make the source's state ({}). So its tables, keys, indexes and"
    " sequences are made as the source has them, and the missing migrations run on those."
    " Functions, triggers and views of the source are not made. --old-code takes the older code."
)


class Preflight:
    """Decides whether a move may begin, and what it begins with."""

    def __init__(self, request: Request, steps: Steps, begun: int | None = None) -> None:
        """`begun` is the run of an earlier try of this process."""
        self._request = request
        self._begun = begun
        self._steps = steps
        self.holder = 0
        """The server's process that holds the target for this mover, after `prepare`."""
        self._prepared: list[str] = []
        self._was_bare = False
        self.left_off: RunRecord | None = None
        """A run that broke off while it migrated on, after `prepare`."""

    @property
    def request(self) -> Request:
        """What was asked for; after `prepare` with the way that it goes."""
        return self._request

    @property
    def _workspace(self) -> Workspace:
        return self._request.workspace

    def prepare_database(self, source: Connection) -> None:
        """See to it that the target database exists. Raises ServerTooOld or DatabaseMissing."""
        require_version(source, "source")
        remade = self._request.remake is not None and self._remake(source)
        create = self._request.create_database or self._request.remake is not None
        if create:
            self._require_migrations()
        copied = create and not remade and self._copy_kept(source)
        created = (
            remade
            or copied
            or prepare.require_database(
                self._workspace.target,
                read_server(source),
                self._request.reporter,
                create=create,
                look=self._look_first,
            )
        )
        if created:
            reach("database-created")
            self._prepared.append("database created again" if remade else "database created")

    def _copy_kept(self, source: Connection) -> bool:
        """Make the target from what an earlier command has kept for it; whether that was done."""
        if self._workspace.project is None or not self._request.migrate:
            return False
        by = likely_way(self._workspace, source, self._wanted)
        return copy_kept(self._request, source, by, self._look_first)

    def _remake(self, source: Connection) -> bool:
        """Drop and make the target anew, unless this move has begun in it; whether that was done.

        Raises UsageError, SameDatabase or CannotRemake.
        """
        endpoint, name = self._workspace.target, self._request.remake
        if name != database_name(endpoint):
            raise UsageError(
                message=f"--remake {name} is not the target database, which is"
                f" {database_name(endpoint)}: give its name to have it dropped"
            )
        if not prepare.database_exists(endpoint, self._request.reporter):
            return False
        with closing(self._workspace.open_target("prepare")) as target:
            compare_sides(source, target)
            if is_under_way(target):
                return False
            rows_held = _count_rows(target)
        prepare.remake_database(endpoint, rows_held, self._request.reporter)
        return True

    def prepare(self, source: Connection, target: Connection) -> DatabaseIdentity:
        """Step 1 on an existing target; returns the source's identity.

        Raises SameDatabase, AnotherMover, Interrupted or MigrateFailed.
        """
        with self._steps.step(1) as step:
            identity, _ = compare_sides(source, target)
            self.holder = take_target(target, self._request.reporter)
            self._heed_stop(target)
            drop_leftovers(target, self._request.reporter)
            self._prepared.append(self._migrate(source, target))
            step.summary = ", ".join(self._prepared)
        return identity

    def look(self, source: Connection, target: Connection) -> Sessions:
        """What each side allows, before anything is written. Raises SameDatabase or ChecksBlock."""
        compare_sides(source, target)
        lanes = self._request.lanes
        on_target, target_allows = look_at_server(target, "target", wanted(lanes))
        on_source, source_allows = look_at_server(source, "source", wanted(lanes))
        rights = rights_in_database(read_server(target))
        self._heed((*on_target, *on_source, *rights, *table_trigger_findings(target)))
        if self._request.max_source_load is not None and source_allows.sessions > LEAST:
            # One looks at the source's load.
            source_allows = replace(source_allows, sessions=source_allows.sessions - 1)
        sessions = shared_out(source_allows, target_allows, lanes)
        if sessions.lanes < lanes:
            tight = min(source_allows, target_allows, key=lambda allowed: allowed.sessions)
            self._request.reporter.report(
                Note(f"{counted(sessions.lanes, 'lane')} instead of {lanes}, for {tight.limit}.")
            )
            self._request = replace(self._request, jobs=sessions.lanes)
        return sessions

    def _look_first(self, target: Connection) -> None:
        """What forbids that anything is written there. Raises ChecksBlock."""
        self._heed(look_at_server(target, "target")[0])

    def _heed(self, findings: Iterable[Finding]) -> None:
        """A later try of a run waits instead: a standby may be about to be promoted."""
        blocking = [finding for finding in findings if finding.blocks]
        if blocking and self._begun is None:
            for finding in blocking:
                self._request.reporter.report(FindingReported(finding))
            raise ChecksBlock(count=len(blocking))

    def _heed_stop(self, target: Connection) -> None:
        """Somebody may have asked to stop while this process waited to try again."""
        records = runs(target) if journal_exists(target) else ()
        for run in (run for run in records if run.unfinished and run.stop_requested):
            if run.id == self._begun:
                Journal(target, run.id, run.tries).ended("stopped", STOPPED_BY_REQUEST)
                raise Interrupted(reason=STOPPED_BY_REQUEST)
            forget_stop(target, run.id)

    def plan(self, source: Connection, target: Connection) -> Survey:
        """Step 2: both catalogs, and the plan, drafted and written down if there was none."""
        with self._steps.step(2) as step:
            self._require_made_state(source, target)
            survey = survey_both(self._workspace, source, target, self._request.only)
            if survey.drafted is not None:
                write_text(self._workspace.plan_path, survey.drafted)
                reach("plan-written")
            step.summary = survey.summary
        return survey

    def _require_made_state(self, source: Connection, target: Connection) -> None:
        """By the history, the records under the snapshot are those that the target was made by.

        Raises SourceMigrated.
        """
        state, onward = preparation(target), self._request.onward
        if state is None or onward is None or onward.project is None:
            return
        now = set(named(records_of(source, onward.project)))
        if now != set(state.records):
            ran, missing_records = sorted(now - {*state.records}), sorted({*state.records} - now)
            reasons = [f"it ran {', '.join(ran)}"] * bool(ran)
            reasons += [f"it no longer records {', '.join(missing_records)}"] * bool(
                missing_records
            )
            raise SourceMigrated(difference=" and ".join(reasons), database=target.info.dbname)

    def previous(self, scene: Scene) -> RunRecord | None:
        """The run to resume, or the finished one of this very move. Raises OtherRunUnfinished."""
        return previous_run(scene.target, scene.source_identity, scene.survey)

    def again(self, scene: Scene, previous: RunRecord) -> Outcome | None:
        """Nothing to do if both sides are still equal; None to move over it, as the plan says.

        Raises AlreadyMoved.
        """
        report = compare(self._request, scene, Journal(scene.target, previous.id), StopSignal())
        if report.equal:
            folder = self._request.rejects_of(previous.id)
            rejects = lost_rejects(Journal(scene.target, previous.id), folder)
            return Outcome(
                previous.id, report, nothing_to_do=True, rejects=rejects, verified=report.summary
            )
        require_movable_again(scene.survey, previous, report)
        return None

    def check(self, scene: Scene, resumed: RunRecord | None) -> Admission:
        """Step 3. Raises ChecksBlock, TargetNotEmpty, Refused or AnswerNeeded."""
        with self._steps.step(3) as step:
            unbuildable = schema_trial.unbuildable(scene.survey, scene.source, scene.target)
            findings_found = self._findings(scene, unbuildable)
            for finding in findings_found:
                self._request.reporter.report(FindingReported(finding))
            blocking = sum(finding.blocks for finding in findings_found)
            if blocking:
                raise ChecksBlock(count=blocking)
            hold_still(scene.source, scene.survey)
            admission = self._admit(scene, resumed)
            if resumed is None:
                findings_found = (*findings_found, *self._tell_seeds(scene))
                self._tell_merges(scene, admission)
            step.summary = _checked(len(findings_found), admission)
        return replace(admission, unbuildable=schema_trial.names_of(unbuildable))

    def _findings(
        self, scene: Scene, unbuildable: Sequence[UnbuildableIndex]
    ) -> tuple[Finding, ...]:
        lanes = self._request.lanes
        reading = reading_of(self._workspace, scene.source, scene.target, scene.snapshot, lanes)
        return findings(
            self._workspace,
            scene.survey,
            scene.source,
            scene.target,
            reading=reading,
            further=trial_findings(scene.survey, scene.target, unbuildable),
        )

    def _tell_seeds(self, scene: Scene) -> tuple[Finding, ...]:
        """What becomes of the seed rows, once it is known that they are some."""
        occupied = freshness.occupied(scene.target, scene.survey.target, scene.survey.existing)
        found = foretold(scene.survey, scene.source, scene.target, occupied, proved=True)
        for finding in found:
            self._request.reporter.report(FindingReported(finding))
        return found

    def _migrate(self, source: Connection, target: Connection) -> str:
        project = self._workspace.project
        run = next((run for run in _known_records(target) if run.unfinished), None)
        if run is not None:
            return self._go_on(target, run)
        if project is None or not self._request.migrate:
            self._require_migrations()
            return "migrations left alone"
        if prepare.needs_migrate(target, project):
            self._heed(home_findings(target, self._workspace.target))
        here = ground_of(target, project)
        way = choose_way(self._workspace, source, here, self._wanted, self._request.reporter)
        if way.by is By.HISTORY:
            return self._make_state(source, target, way)
        require_untouched(self._workspace, target, way.ground)
        if way.ground is not TargetGround.BEGUN and not prepare.needs_migrate(target, project):
            return "migrations were applied" + self._make_tenants(source, target, project)
        self._was_bare = prepare.is_bare(target) or way.ground is TargetGround.BEGUN
        prepare.install_extensions(source, target, self._request.reporter)
        return self._make_newest(source, target, project)

    def _make_tenants(self, source: Connection, target: Connection, project: Project) -> str:
        """Schemas of the source's tenants that the target lacks, as far as the plan needs them."""
        plan, endpoints = self._workspace.plan, (self._workspace.source, self._workspace.target)
        whole = recorded_schemas(target) - prepare.begun_schemas(target)
        schemas = tenants(source, project) - whole
        if plan is not None:
            schemas &= {mapping.target.schema for mapping in plan.tables if not mapping.create}
        for schema in sorted(schemas):
            prepare.make_schema(project, target, endpoints, schema, self._request.reporter)
        return f", {counted(len(schemas), 'schema')} made" if schemas else ""

    def _left_to_the_catalog(self, target: Connection, failure: MigrateFailed) -> str:
        """The code cannot make the old state: its tables are made as the source has them."""
        why = str(failure.__cause__ or failure).strip()
        self._request.reporter.report(Note(_NOT_MADE.format(why), "warning"))
        prepare.wipe(target)
        finish_preparation(target)
        return "the source's state is left to its catalog"

    @property
    def _wanted(self) -> By | None:
        plan = self._workspace.plan
        return plan.by if plan is not None else self._request.by

    def _go_on(self, target: Connection, run: RunRecord) -> str:
        """An unfinished run has settled which way it goes."""
        if self._wanted is By.HISTORY and self._workspace.project is not None:
            self._request = by_history(self._request)
            self.left_off = run if is_migrating_on(target, run) else None
        return "an unfinished run goes on"

    def _require_migrations(self) -> None:
        """By the history, migrations run. Raises NoDjangoProject or UsageError."""
        if self._wanted is not By.HISTORY:
            return
        if self._workspace.project is None:
            raise NoDjangoProject(wanted="a move by the history")
        if not self._request.migrate:
            raise UsageError(message=_LEFT_ALONE)

    def moved_on(self, source: Connection, target: Connection) -> Outcome | None:
        """Nothing to do where this very plan's rows were moved and migrated on."""
        if self._wanted is not By.HISTORY:
            return None
        run = finished_run(source, target, self._request)
        if run is None or not is_migrating_on(target, run):
            return None
        return Outcome(run.id, None, nothing_to_do=True, verified=_MOVED_ON)

    def _make_newest(self, source: Connection, target: Connection, project: Project) -> str:
        create_journal(target)
        begin_preparation(target, By.MAPPING.value, ())
        reach("preparation-begun")
        applied = prepare.migrate(
            project, self._workspace.target, self._workspace.source, self._request.reporter
        )
        tenants_made = self._make_tenants(source, target, project)
        finish_preparation(target)
        reach("migrated")
        return f"{len(applied.migrations)} migrations applied{tenants_made}"

    def _make_state(self, source: Connection, target: Connection, choice: Chosen) -> str:
        """The target as the source's records want it, and without a row."""
        workspace, history = self._workspace, choice.history
        assert workspace.project is not None
        assert history is not None
        if choice.ground not in (TargetGround.BARE, TargetGround.BEGUN, TargetGround.AT_STATE):
            raise TargetElsewhere(**elsewhere(workspace, target))
        self._request = by_history(self._request)
        bare = choice.ground is TargetGround.BARE
        if choice.ground is TargetGround.AT_STATE:
            if _known_records(target) or not _is_outdated(target, history):
                return "the source's state was made"
            prepare.wipe(target)  # the source was migrated since, and no row has come
            bare = True
        catalog = read_catalog(source)
        if bare:
            create_journal(target)
            begin_preparation(target, By.HISTORY.value, named(history.graph.records))
        reach("preparation-begun")
        prepare.extend(workspace.target, catalog.extensions)
        try:
            applied = prepare.make_state(
                workspace.project,
                workspace.target,
                workspace.source,
                history.graph.records,
                self._request.reporter,
                code=self._request.code,
            )
        except MigrateFailed as failure:
            if self._request.code is not None:
                raise
            return self._left_to_the_catalog(target, failure)
        reach("state-migrated")
        settle_state(source, target, read_catalog(target), workspace.project.migrations_table)
        return f"{counted(len(applied.migrations), 'migration')} applied, to the source's state"

    def _admit(self, scene: Scene, resumed: RunRecord | None) -> Admission:
        standing = standing_rows(scene.target, scene.survey, resumed)
        return admit(
            standing.occupied,
            self._own_rows(scene, standing.occupied),
            scene.survey.replaceable,
            database=scene.target.info.dbname,
            confirmed=self._request.confirm_replace,
            asker=self._request.asker,
            merged=standing.merged,
        )

    def _tell_merges(self, scene: Scene, admission: Admission) -> None:
        merges = count_merges(self._workspace, scene.survey, admission.merged, scene.snapshot)
        for merge in merges:
            self._request.reporter.report(merge)

    def _own_rows(self, scene: Scene, occupied: Counts) -> Counts:
        if self._was_bare:
            return {}
        return own_rows(
            self._workspace,
            scene.survey,
            scene.target,
            occupied,
            fresh=self._request.target_is_fresh,
            reporter=self._request.reporter,
            agree=lambda counts: confirm_seeds(counts, self._request.asker),
        )


def by_history(request: Request) -> Request:
    """The same move for the steps from which on the target has the source's own schema."""
    workspace = request.workspace
    return replace(request, workspace=workspace.by_history(), onward=workspace)


def _count_rows(target: Connection) -> str:
    """The rows of a database, counted."""
    catalog = read_catalog(target)
    counts = freshness.occupied(target, catalog, rows_of_migrations(catalog))
    if not counts:
        return "no row"
    rows, tables = counted(sum(counts.values()), "row"), counted(len(counts), "table")
    return f"{rows} in {tables}"


def _is_outdated(target: Connection, history: History) -> bool:
    """Whether the source's records are no longer those that the target was made by."""
    state = preparation(target)
    return state is not None and set(state.records) != set(named(history.graph.records))


def _known_records(target: Connection) -> tuple[RunRecord, ...]:
    return runs(target) if journal_exists(target) else ()


def _checked(found: int, admission: Admission) -> str:
    parts = ["no findings" if not found else f"{counted(found, 'finding')}, none blocks"]
    if admission.seeds:
        rows, tables = sum(admission.seeds.values()), len(admission.seeds)
        parts.append(f"{counted(rows, 'seed row')} in {counted(tables, 'table')} set aside")
    if admission.merged:
        parts.append(f"rows stay in {counted(len(admission.merged), 'table')}")
    if admission.replaced:
        parts.append(f"replaced: {counted(sum(admission.replaced.values()), 'row')}")
    return ", ".join(parts)
