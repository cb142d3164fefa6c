"""`verify`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from segue.commandline.answers.verify import rows_object, rows_table, verify_object, verify_table
from segue.commandline.commands.invocation import Invocation, table_name
from segue.database.journal import Journal, journal_exists, runs
from segue.database.names import QualifiedName
from segue.database.rejects import RejectSums, reject_sums
from segue.database.session import Connection, Snapshot, database_identity, exported_snapshot
from segue.database.sums import own_sums_of
from segue.errors import ExitStatus, MovedOn, NotWhole, VerifyDiffers
from segue.loading.row_comparison import JudgingRules, judgings
from segue.mapping.transfer import Transfer
from segue.move import control
from segue.move.rejects import readable
from segue.move.run import is_migrating_on
from segue.move.run.sessions import to_read_both
from segue.move.survey import Survey, survey_both
from segue.move.verify import Comparing, Keys, differing_by_key, differing_rows
from segue.move.verify import verify as compare
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By
from segue.workers import StopSignal


def verify(invocation: Invocation) -> ExitStatus:
    """`verify`: all tables, or the rows of one; exit status 4 where the sides differ."""
    workspace, table = invocation.workspace(), invocation.arguments.rows
    _refuse_moved_on(workspace)
    if table:
        return _name_rows(invocation, workspace, table_name(table))
    with _scene(workspace) as scene:
        sessions = to_read_both(scene.source, scene.target, min(4, os.cpu_count() or 2))
        comparing = Comparing(
            partial(workspace.open_source, "verify"),
            partial(workspace.open_target, "verify"),
            scene.snapshot,
            invocation.reporter,
            StopSignal(),
            sessions.lanes,
            scene.added,
            scene.merged,
            scene.rejects,
            sessions.source,
            sessions.target,
        )
        report = compare(scene.transfers, comparing)
        reason = control.lacking(scene.target)
    invocation.answer(verify_table(report), objects=[verify_object(report)])
    if not report.equal:
        raise VerifyDiffers(count=len(report.differing))
    if reason:
        raise NotWhole(what=f"the rows are equal, but {reason}")
    return ExitStatus.DONE


def _refuse_moved_on(workspace: Workspace) -> None:
    """After a move by the history the sides have different schemas. Raises MovedOn."""
    if workspace.plan is None or workspace.plan.by is not By.HISTORY:
        return
    with closing(workspace.open_target("verify")) as target:
        records = runs(target) if journal_exists(target) else ()
        if records and is_migrating_on(target, records[0]):
            raise MovedOn(run=records[0].id)


def _name_rows(invocation: Invocation, workspace: Workspace, table: QualifiedName) -> ExitStatus:
    with _scene(workspace, (table,)) as scene:
        judging = scene.merged.get(table) or _with_rejects(scene, table)
        if judging is None:
            added = scene.added.get(table, ())
            rows = differing_rows(scene.transfers, scene.source, scene.target, without=added)
        else:
            rows = differing_by_key(scene.transfers, scene.source, scene.target, judging)
    invocation.answer(rows_table(rows), objects=[rows_object(rows)])
    return ExitStatus.DIFFERENT if rows.count else ExitStatus.DONE


def _with_rejects(scene: _BothSides, table: QualifiedName) -> JudgingRules | None:
    """How a table is judged some of whose rows were refused, if its rows can be told apart."""
    if table not in scene.rejects or not scene.transfers[0].target.primary_key:
        return None
    rejects = scene.rejects[table]
    return JudgingRules(keeps=False, load=rejects.load, alone=True, mended=bool(rejects.mended))


@dataclass(frozen=True, slots=True)
class _BothSides:
    """Both databases at one moment of the source."""

    source: Connection
    """In a transaction of the snapshot."""
    target: Connection
    snapshot: Snapshot
    transfers: tuple[Transfer, ...]
    added: Keys
    """The rows that no source has: seed rows that stayed, and what Django itself added."""
    merged: Mapping[QualifiedName, JudgingRules]
    """Tables whose earlier rows stayed, and how they are judged."""
    rejects: Mapping[QualifiedName, RejectSums]
    """What the target refused, by table."""


@contextmanager
def _scene(workspace: Workspace, only: tuple[QualifiedName, ...] = ()) -> Iterator[_BothSides]:
    with (
        closing(workspace.open_source("verify")) as source,
        closing(workspace.open_target("verify")) as target,
    ):
        compare_sides(source, target)
        with exported_snapshot(source) as snapshot:
            survey = survey_both(workspace, source, target, only)
            run = _newest_run(source, target)
            yield _BothSides(source, target, snapshot, *_after(run, survey))


def _after(
    run: Journal | None, survey: Survey
) -> tuple[
    tuple[Transfer, ...],
    Keys,
    Mapping[QualifiedName, JudgingRules],
    Mapping[QualifiedName, RejectSums],
]:
    """What a run left behind that comparing has to know of."""
    if run is None:
        return survey.transfers, {}, judgings(survey.mergeable, (), survey.expected), {}
    loads, sums = run.loads(), reject_sums(run)
    rejects = {load.table: sums[load.number] for load in loads if load.number in sums}
    transfers = readable(run, survey.transfers)
    mended = [load for load, each in sums.items() if each.mended]
    own = own_sums_of(run)
    judging_by_table = judgings(survey.mergeable, loads, survey.expected, mended=mended, own=own)
    return transfers, run.added_rows(), judging_by_table, rejects


def _newest_run(source: Connection, target: Connection) -> Journal | None:
    """The newest run that read this source: one from another says nothing of its rows."""
    records = runs(target) if journal_exists(target) else ()
    identity = str(database_identity(source))
    return next((Journal(target, r.id) for r in records if r.source_identity == identity), None)
