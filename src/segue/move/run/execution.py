"""Steps 4 to 8: the journalled part of a move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cached_property, partial

from segue import __version__, seed_rows
from segue.database.batches import batches
from segue.database.definitions import definitions_down
from segue.database.forecasts import forecast_of, forecast_saved
from segue.database.journal import Journal, begin_run, create_journal
from segue.database.later_tables import LENDING
from segue.database.lending import Lending, close_lending
from segue.database.machine import streams_side_by_side
from segue.database.names import QualifiedName
from segue.database.records import Definition, Phase, PlannedLoad, RunRecord
from segue.database.session import Connection, commit_without_waiting
from segue.errors import VerifyDiffers
from segue.events import (
    CopyPlanned,
    DefinitionsDown,
    ForecastHeld,
    RunStarted,
    TableFinished,
)
from segue.failpoints import reach
from segue.loading import arrivals
from segue.move import rejects, schema
from segue.move.copying.computing import function_pool
from segue.move.copying.lane import LaneSetup
from segue.move.copying.lanes import copy_rows
from segue.move.copying.loads import Load, PartRates, plan_loads
from segue.move.copying.pace import Pace
from segue.move.copying.probing import Prober, part_rates
from segue.move.copying.progress import CopyProgress
from segue.move.copying.source_load import SourceLoad
from segue.move.creation import create_tables
from segue.move.existing_rows import Admission
from segue.move.forecast import kept_forecast
from segue.move.rebuild import Rebuild
from segue.move.rejects import RejectFile
from segue.move.run.ahead import comparing_ahead, known_sums, room_beside
from segue.move.run.compare import compare
from segue.move.run.dry_run import coming_down
from segue.move.run.kept_parts import KeptParts
from segue.move.run.materialized_views import to_refresh
from segue.move.run.onward import migrate_on
from segue.move.run.own_sums import keep_own_sums
from segue.move.run.request import Outcome, Request, Scene
from segue.move.run.seeds import numbers_reached, same_past, seeds_told
from segue.move.run.sequences_step import Numbering
from segue.move.run.supervised import SupervisedTry
from segue.move.steps import Step, Steps
from segue.move.survey import whole_catalog
from segue.move.verify import AheadComparison, VerifyReport
from segue.wording import counted
from segue.workers import Gauge


class Execution:
    """One try of a run, new or resumed, in the journal."""

    def __init__(
        self,
        request: Request,
        scene: Scene,
        steps: Steps,
        admission: Admission,
        resumed: RunRecord | None,
    ) -> None:
        self._request = request
        self._scene = scene
        self._steps = steps
        self._reporter = request.reporter
        self._progress = CopyProgress(request.reporter)
        self._journal = self._begin(resumed)
        self._supervised = SupervisedTry(
            request.workspace,
            self._journal,
            scene.holder,
            lambda: self._progress.done,
            own_heartbeat=scene.sessions.own_heartbeat,
        )
        self._stop = self._supervised.stop
        self._streams = Gauge()
        self._pace = Pace(self._stop, request.max_rate)
        self._ahead_pace = Pace(self._stop, request.max_rate)
        reach("run-begun")
        commit_without_waiting(scene.target)
        with scene.target.transaction():
            self._journal.keys_saved(scene.survey.key_offsets, scene.survey.key_pairs)
        self._scene = scene = self._with_created(scene)
        self._split = streams_side_by_side(scene.source, scene.target)
        self._admission = admission
        self._loads = self._planned(None)
        self._kept_parts = KeptParts(self._journal)
        if resumed is not None and request.sample is None:
            others = {*admission.seeds, *admission.replaced}
            self._loads = self._kept_parts.cut_as_before(self._loads, others)
        self._known = known_sums(self._journal, self._loads)
        self._small = {load.name for load in self._loads if load.is_small}
        self._rejects: tuple[RejectFile, ...] = ()
        steps.write_to(self._journal)
        self._is_whole = resumed is None
        if request.foretold is not None and resumed is None:
            expected = kept_forecast(request.foretold, scene.survey.digest)
            if expected:
                forecast_saved(scene.target, self._journal.run, expected)
        self._reporter.report(
            RunStarted(
                self._journal.run,
                request.workspace.source.label,
                request.workspace.target.label,
                resumed is not None,
            )
        )

    @property
    def run_number(self) -> int:
        """The run's number in the journal."""
        return self._journal.run

    def carry_out(self) -> Outcome:
        """Do steps 4 to 8, and migrate on by the history; what ends them early is written down.

        Raises MigrateOnFailed, CopyFailed, RestoreFailed, VerifyDiffers, SnapshotLost, LockLost or
        Interrupted.
        """
        report, onward = self._supervised.carry_out(self._all_steps)
        self._report_end()
        return Outcome(
            self._journal.run,
            report,
            rejects=self._rejects,
            verified=report.summary,
            onward=onward,
        )

    def _all_steps(self) -> tuple[VerifyReport, str]:
        """What was compared, and what was migrated on, if anything was to be."""
        report = self._steps_4_to_8()
        if self._request.onward is None:
            return report, ""
        self._scene.source.rollback()  # nobody needs the snapshot any more
        remark = migrate_on(self._request, self._journal, self._steps, self._supervised)
        return report, remark

    def _steps_4_to_8(self) -> VerifyReport:
        with self._steps.step(4) as step:
            missing = self._in_parts(self._not_kept())
            self._kept_parts.look(self._request, self._scene, self._stop)
            self._indexes_down(missing, step)
        with self._rebuild() as rebuild, self._source_load() as load, self._ahead(rebuild) as ahead:
            with self._steps.step(5) as step:
                self._copy(missing, rebuild, ahead, step)
            ahead.copied()
            if self._scene.sessions.source:
                load.end()  # its session may be the one that whoever compares lacks
            with self._steps.step(6) as step:
                self._indexes_back(rebuild, step)
            with self._steps.step(7) as step:
                Numbering(self._request, self._scene, self._journal).settle(step)
            with self._steps.step(8) as step:
                rebuild.analyze(self._scene.survey.targets, self._small)
                ahead.finish()
                report = compare(
                    self._request, self._scene, self._journal, self._stop, known=self._known
                )
                step.summary = report.summary
        reach("verified")
        wrong = [t for t in report.tables if not (t.equal or (self._request.follows and t.passing))]
        if wrong:
            raise VerifyDiffers(count=len(wrong))
        return report

    def _rebuild(self) -> Rebuild:
        sessions = self._scene.sessions
        return Rebuild(
            self._opener("builder"), sessions.lanes, self._reporter, self._stop, sessions.target
        )

    def _ahead(self, rebuild: Rebuild) -> AheadComparison:
        """Compares beside the copy, at the same rate where that is limited."""
        return comparing_ahead(
            self._request,
            self._scene,
            self._known,
            self._opener("verify"),
            room_beside(self._scene, self._streams, rebuild, split=self._split),
            self._stop,
            self._ahead_pace if self._is_held else None,
        )

    @property
    def _is_held(self) -> bool:
        request = self._request
        return request.max_rate is not None or request.max_source_load is not None

    def _source_load(self) -> SourceLoad:
        return SourceLoad(
            partial(self._request.workspace.open_source, "load"),
            self._request.max_source_load,
            (self._pace, self._ahead_pace),
            self._reporter,
        )

    def _begin(self, resumed: RunRecord | None) -> Journal:
        target, survey = self._scene.target, self._scene.survey
        create_journal(target)
        LENDING.add_to(target)
        reach("journal-created")
        if resumed is not None:
            journal = Journal(target, resumed.id).resumed()
            close_lending(target, resumed.id)
            return journal
        workspace = self._request.workspace
        run = begin_run(
            target,
            plan_digest=survey.digest,
            source_identity=str(self._scene.source_identity),
            source_label=workspace.source.label,
            target_label=workspace.target.label,
        )
        return Journal(target, run)

    def _opener(self, purpose: str) -> Callable[[], Connection]:
        """Opens sessions on the target as long as it is held for this mover."""
        return partial(self._request.workspace.open_held_target, purpose, self._scene.holder)

    def _with_created(self, scene: Scene) -> Scene:
        """Make what the plan says to create; the survey then shows it as it is."""
        survey = scene.survey
        if not survey.creations:
            return scene
        create_tables(self._journal, survey.creations, survey.plan, survey.source, survey.target)
        reach("tables-created")
        survey_with_created = replace(survey, target=whole_catalog(scene.target), creations=())
        return replace(scene, survey=survey_with_created)

    # Step 4

    def _not_kept(self) -> tuple[Load, ...]:
        """The loads to copy: all but those of an earlier try that equal the new snapshot still."""
        records = {
            record.table: record
            for record in self._journal.loads()
            # What was refused then may not be refused now: an orphan's parent may have come.
            if record.state == "copied" and not record.rejected
        }
        if not records:
            return self._loads
        report = compare(
            self._request,
            self._scene,
            self._journal,
            self._stop,
            records.keys(),
            whole=True,
            known=self._known,
        )
        names = records.keys() - set(report.differing)
        for load in self._loads:
            if load.name in names:
                record = records[load.name]
                self._progress.keep(load.bytes)
                self._reporter.report(
                    TableFinished(
                        str(load.name), record.rows or 0, record.streamed or 0, 0.0, kept=True
                    )
                )
        return tuple(load for load in self._loads if load.name not in names)

    def _planned(self, rates: PartRates | None) -> tuple[Load, ...]:
        survey = self._scene.survey
        return plan_loads(
            survey.transfers,
            survey.source,
            self._admission.merged,
            survey.rejecting,
            split=self._split,
            rates=rates,
        )

    def _in_parts(self, loads: Sequence[Load]) -> tuple[Load, ...]:
        """The loads in parts that take about a minute at most, but those that go on in theirs."""
        workspace, lanes = self._request.workspace, self._scene.sessions.lanes
        prober = Prober(
            partial(workspace.open_source, "probe"),
            self._opener("probe"),
            self._scene.snapshot,
            self._stop.check,
        )
        rates = part_rates(
            loads, self._scene.survey.source, prober, lanes, self._request.max_rate,
            split=self._split,
        )  # fmt: skip
        going_on = self._kept_parts.going_on
        sized = {load.name: load for load in self._planned(rates) if load.name not in going_on}
        return tuple(sized.get(load.name, load) for load in loads)

    def _indexes_down(self, missing: Sequence[Load], step: Step) -> None:
        """Foreign keys first, then what hangs on each table alone; then the tables are emptied.

        In this order no trigger hears that rows go.
        """
        catalog, unbuildable = self._scene.survey.target, self._admission.unbuildable
        keep_own_sums(self._journal, missing)
        refilled = self._expect(missing)
        reach("loads-planned")
        down = definitions_down(self._scene.target)
        keys = schema.foreign_keys_to_drop(catalog, {load.name for load in missing})
        keys = tuple(schema.still_up(keys, down))
        self._take_down(keys)
        for table, number in Counter(c.restores[0].table for c in keys).items():
            self._reporter.report(DefinitionsDown(str(table), number))
        reach("foreign-keys-down")
        for load in missing:
            changes = schema.still_up(coming_down(load, unbuildable), down)
            if changes:
                self._take_down(changes)
                self._reporter.report(
                    DefinitionsDown(str(load.name), sum(change.count for change in changes))
                )
        reach("indexes-down")
        for loads in batches(missing):
            self._empty(loads, refilled)
        reach("tables-emptied")
        count = self._journal.taken_down()
        objects = counted(
            count, "index, constraint or trigger", "indexes, constraints and triggers"
        )
        step.summary = f"{objects} saved and taken down"

    def _take_down(self, changes: Sequence[schema.TakeDown]) -> None:
        for some in batches(changes):
            schema.take_down(self._scene.target, self._journal.run, some)
            reach("definitions-down")

    def _expect(self, missing: Sequence[Load]) -> set[QualifiedName]:
        """Tell everybody what is going to be copied; returns tables with rows of an earlier try."""
        refilled = {r.table for r in self._journal.loads() if r.state in ("copying", "copied")}
        total = sum(load.bytes for load in self._loads)
        self._journal.copied(False)
        self._journal.loads_planned(
            PlannedLoad(
                load.name,
                load.bytes,
                len(load.slices),
                load.merge.value if load.merge is not None else None,
                load.columns if load.rejects else (),
            )
            for load in missing
        )
        self._kept_parts.save(missing)
        self._journal.planned(total, self._progress.done)
        for load in missing:
            self._progress.expect(str(load.name), load.bytes)
        parts = sum(len(load.slices) for load in missing)
        self._reporter.report(CopyPlanned(len(missing), parts, total - self._progress.done))
        return refilled & {load.name for load in missing}

    def _empty(self, loads: Sequence[Load], refilled: set[QualifiedName]) -> None:
        """Leave in the tables what the run found there and the plan lets stay, and nothing else."""
        admission, standing = self._admission, self._kept_parts.standing
        going_on = [load for load in loads if load.name in standing]
        loads = [load for load in loads if load.name not in standing]
        with self._scene.target.transaction():
            for load in going_on:
                self._kept_parts.take_back(load)
            seeded = [load.table for load in loads if load.name in admission.seeds]
            for table in seeded:
                seed_rows.set_aside(self._journal, table)
            seed_rows.empty(self._scene.target, seeded, restart=True)
            again = [load for load in loads if load.name in refilled]
            self._seeds.unsettle([load.name for load in again])
            for load in (load for load in again if load.merge is not None):
                arrivals.take_back(self._journal, load.table)
            others = [load.table for load in again if load.merge is None]
            others += [load.table for load in loads if load.name in admission.replaced]
            seed_rows.empty(self._scene.target, others, restart=False)
            self._journal.loads_emptied(load.name for load in loads)

    # Steps 5 and 6

    def _copy(
        self, missing: Sequence[Load], rebuild: Rebuild, ahead: AheadComparison, step: Step
    ) -> None:
        down = self._down_by_table()
        for table in down.keys() - {load.name for load in missing}:
            rebuild.table(table, down[table])
        workspace = self._request.workspace

        def loaded(load: Load) -> None:
            rebuild.table(load.name, down.get(load.name, []))
            ahead.table(load.name)

        sessions = self._scene.sessions
        permits = (*sessions.source, *sessions.target)
        with function_pool(self._request.processes, self._reporter) as functions:
            copying = LaneSetup(
                partial(workspace.open_source, "lane"),
                self._opener("lane"),
                self._scene.snapshot,
                self._journal,
                self._reporter,
                self._progress,
                self._stop,
                loaded=loaded,
                pace=self._pace,
                lending=self._lending(),
                streams=self._streams,
                functions=functions,
            )
            copy_rows(missing, copying, sessions.lanes, permits, self._kept_parts.standing)
        self._journal.copied(True)
        reach("rows-copied")
        records = self._journal.loads()
        rows = sum(record.rows or 0 for record in records)
        step.summary = f"{counted(rows, 'row')} into {counted(len(records), 'table')}"

    def _lending(self) -> Lending | None:
        """What helpers are told; a sample is lent to nobody, as the plan does not tell its rows."""
        if self._request.sample is not None:
            return None
        return Lending(
            self._journal.run,
            self._journal.attempt,
            self._scene.holder,
            self._scene.snapshot.identifier,
            __version__,
            self._request.max_rate,
            self._request.max_source_load,
        )

    def _indexes_back(self, rebuild: Rebuild, step: Step) -> None:
        rebuild.wait()
        reach("indexes-back")
        self._settle_seeds()
        self._put_rejects_aside()
        keys = [d for d in definitions_down(self._scene.target) if d.phase >= Phase.FOREIGN_KEY]
        rebuild.foreign_keys(keys, self._small)
        reach("foreign-keys-back")
        rebuild.settle()
        views = to_refresh(self._scene.target, self._scene.survey)
        rebuild.refresh(views)
        reach("views-refreshed")
        names = {(d.table, d.name) for d in keys if d.kind == "foreign key"}
        validated = sum(d.phase is Phase.VALIDATION and (d.table, d.name) in names for d in keys)
        step.summary = f"everything is back, {counted(validated, 'foreign key')} validated"
        if views:
            step.summary += f", {counted(len(views), 'materialized view')} refreshed"

    def _settle_seeds(self) -> None:
        fates, refusals = self._seeds.settle()
        reach("seeds-settled")
        for sentence in seeds_told(fates, refusals):
            self._reporter.report(sentence)

    @cached_property
    def _seeds(self) -> seed_rows.SeedSettlement:
        survey = self._scene.survey
        return seed_rows.SeedSettlement(
            self._journal,
            survey.target,
            self._request.workspace.project,
            survey.targets,
            partial(numbers_reached, self._scene.source, survey),
            partial(same_past, self._scene.source, self._scene.target, survey),
            partial(schema.quiet, self._scene.target),
        )

    def _put_rejects_aside(self) -> None:
        """Orphans join the rejects before their foreign keys go back; then all are written down."""
        survey = self._scene.survey
        tables = [load.table for load in self._loads if load.rejects]
        if tables:
            rejects.reject_orphans(self._journal, tables, survey.transfers)
            reach("orphans-rejected")
            folder = self._request.rejects_of(self._journal.run)
            self._rejects = rejects.write_rejects(self._journal, folder)
            reach("rejects-written")

    def _down_by_table(self) -> dict[QualifiedName, list[Definition]]:
        """What has to go back as soon as its table's rows are in; foreign keys come later."""
        down: dict[QualifiedName, list[Definition]] = {}
        for definition in definitions_down(self._scene.target):
            if definition.phase < Phase.FOREIGN_KEY:
                down.setdefault(definition.table, []).append(definition)
        return down

    # The end

    def _forecasts_held(self) -> Iterator[ForecastHeld]:
        """What was foretold beside what came, where one try did it all."""
        run = self._journal.run
        expected = forecast_of(self._journal.connection, run) if self._is_whole else {}
        for step in self._journal.steps() if expected else ():
            if step.number in expected and step.seconds is not None:
                expectation = asdict(expected[step.number])
                yield ForecastHeld(step.number, step.name, **expectation, seconds=step.seconds)

    def _report_end(self) -> None:
        for event in self._forecasts_held():
            self._reporter.report(event)
        self._reporter.report(self._journal.outcome())
