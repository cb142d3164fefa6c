"""`verify`."""

from __future__ import annotations

import os
from contextlib import closing
from functools import partial

from segue import answers
from segue.commands.invocation import Invocation
from segue.database.journal import Journal, journal_exists, runs
from segue.database.session import Connection, exported_snapshot
from segue.errors import ExitStatus, VerifyDiffers
from segue.move.survey import survey_both
from segue.move.verify import Comparing, Keys, VerifyReport, both_have_row_hash
from segue.move.verify import verify as compare
from segue.move.workspace import Workspace, compare_sides
from segue.workers import StopSignal


def verify(invocation: Invocation) -> ExitStatus:
    """`verify`: the report, and exit status 4 where the sides differ."""
    report = _compare(invocation, invocation.workspace())
    invocation.answer(answers.verify_table(report), objects=[answers.verify_object(report)])
    if not report.equal:
        raise VerifyDiffers(count=len(report.differing))
    return ExitStatus.DONE


def _compare(invocation: Invocation, workspace: Workspace) -> VerifyReport:
    with (
        closing(workspace.open_source("snapshot")) as source,
        closing(workspace.open_target("verify")) as target,
    ):
        compare_sides(source, target)
        with exported_snapshot(source) as snapshot:
            survey = survey_both(workspace, source, target)
            servers = survey.source.server, survey.target.server
            comparing = Comparing(
                partial(workspace.open_source, "verify"),
                partial(workspace.open_target, "verify"),
                snapshot,
                invocation.reporter,
                StopSignal(),
                min(4, os.cpu_count() or 2),
                both_have_row_hash(*(server.version for server in servers)),
                _added(target),
            )
            return compare(survey.transfers, comparing)


def _added(target: Connection) -> Keys:
    """The rows that Django added after the newest run's copy, which the source does not have."""
    known = runs(target) if journal_exists(target) else ()
    return Journal(target, known[0].id).added_rows() if known else {}
