"""All tries of a move, and what each goes through."""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial

import psycopg

from segue.database.decisions import PATIENCE, decide
from segue.database.session import exported_snapshot
from segue.errors import CannotConnect, LockLost, SnapshotLost
from segue.events import Note, Retrying
from segue.move.run.gate import Gate
from segue.move.run.request import Outcome, Request, Scene
from segue.move.run.work import Work
from segue.move.sampling import take_sample
from segue.move.steps import Steps
from segue.move.watch import Watch


def move(request: Request) -> Outcome:
    """The eight steps, resumed where an earlier try broke off.

    A line that breaks is tried again with the patience a failover needs. Raises SegueError.
    """
    for attempt in itertools.count(1):
        attempted = _Try(request)
        try:
            return attempted.run()
        except (SnapshotLost, LockLost, CannotConnect, psycopg.OperationalError) as error:
            lost = isinstance(error, SnapshotLost | LockLost)
            seconds = PATIENCE[0] if lost else decide(error).wait_before(attempt)
            if seconds is None or attempt > len(PATIENCE) or not attempted.began:
                raise
            request.reporter.report(Retrying("the move", str(error).strip(), attempt, seconds))
            time.sleep(seconds)
    raise AssertionError("counting never ends")


class _Try:
    """One try of a move, on a snapshot of its own."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.began = False
        """Whether the journal knows the run; before that there is nothing to go on with."""

    def run(self) -> Outcome:
        """Every step that is left. Raises SegueError, or psycopg.Error for a broken line."""
        request, steps = self._request, Steps(self._request.reporter)
        gate, workspace = Gate(request, steps), request.workspace
        sides = (
            ("source", partial(workspace.open_source, "watch")),
            ("target", partial(workspace.open_target, "watch")),
        )
        with ExitStack() as stack:
            stack.enter_context(Watch(sides, request.reporter))
            source = stack.enter_context(closing(workspace.open_source("snapshot")))
            gate.prepare_database(source)
            target = stack.enter_context(closing(workspace.open_target("control")))
            identity = gate.prepare(source, target)
            snapshot = stack.enter_context(exported_snapshot(source))
            survey = gate.plan(source, target)
            scene = Scene(source, target, gate.holder, snapshot, identity, survey)
            previous = gate.previous(scene)
            if previous is not None and previous.state == "done":
                outcome = gate.again(scene, previous)
                if outcome is not None:
                    return outcome
                previous = None
            admission = gate.check(scene, previous)
            scene = _sampled(request, scene)
            work = Work(request, scene, steps, admission, previous)
            self.began = True
            return replace(work.carry_out(), share=scene.survey.share)


def _sampled(request: Request, scene: Scene) -> Scene:
    """What the checks looked at as a whole, limited to the sample that is to be copied."""
    if request.sample is None:
        return scene
    survey = scene.survey
    sampled = take_sample(
        survey.transfers, survey.plan, survey.source, request.sample, scene.source
    )
    request.reporter.report(
        Note(f"A sample of {sampled.rows:,} rows is copied, with all that they refer to.")
    )
    limited = replace(
        survey,
        plan=sampled.plan,
        source=sampled.source,
        sampled_from=survey.plan,
        share=sampled.share,
    )
    return replace(scene, survey=limited)
