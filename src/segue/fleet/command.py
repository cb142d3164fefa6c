"""The command `fleet`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from segue.commandline.arguments import PLAN
from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.database.machine import cores
from segue.errors import ExitStatus, UsageError
from segue.fleet.answers import fleet_object, fleet_tables, remarks
from segue.fleet.carrying import MoveErrand
from segue.fleet.cluster import run_on_cluster
from segue.fleet.file import read_fleet, words_of
from segue.fleet.local import run_here
from segue.fleet.model import Fleet, FleetMove
from segue.fleet.moves import Aliases, chosen, databases_of, moves_of
from segue.fleet.progress import Progress
from segue.fleet.results import MoveResult, worst
from segue.fleet.standing import standing_of
from segue.plan.file import read_plan

FEWEST, MOST = 2, 8
"""Moves at once, where nobody says: each has lanes of its own."""


def fleet(invocation: Invocation) -> ExitStatus:
    """`fleet`: all moves of a file, or how they stand. Raises NoFleet, PlanMistake, UsageError."""
    arguments = invocation.arguments
    _require_sense(invocation)
    read = read_fleet(arguments.file)
    moves = chosen(moves_of(read, lambda address: databases_of(address, {})), arguments.only)
    at_once = arguments.jobs or read.at_once
    if arguments.status:
        results = standing_of(moves, _aliases(invocation, moves), at_once or MOST)
        return _answered(invocation, results, ExitStatus.DONE)
    errands = [_errand(invocation, read, move) for move in moves]
    progress = Progress(invocation.reporter, [move.name for move in moves])
    by_name, stopped = _run(invocation, errands, at_once, progress)
    results = [by_name[move.name] for move in moves]
    return _answered(invocation, results, ExitStatus.INTERRUPTED if stopped else worst(results))


def _run(
    invocation: Invocation, errands: Sequence[MoveErrand], at_once: int | None, progress: Progress
) -> tuple[dict[str, MoveResult], bool]:
    say = invocation.screen.say
    if invocation.arguments.dask:
        return run_on_cluster(invocation.arguments.dask, errands, at_once, progress, say)
    here = at_once or min(MOST, max(FEWEST, cores() // 2))
    return run_here(errands, here, progress, say)


def _require_sense(invocation: Invocation) -> None:
    arguments = invocation.arguments
    if arguments.plan != PLAN:
        raise UsageError(message='a fleet\'s plan is named in its file: plan = "segue.toml"')
    if arguments.status and arguments.dask:
        raise UsageError(message="--status asks the targets from here: leave --dask out")
    if arguments.status and arguments.dry_run:
        raise UsageError(message="--status asks what is, --dry-run what would be: give one of them")


def _aliases(invocation: Invocation, moves: Sequence[FleetMove]) -> Aliases:
    """The project's databases, if any move goes to one by its alias."""
    if all(":" in move.target and not move.target.startswith("django:") for move in moves):
        return {}
    project = invocation.project()
    return project.databases if project is not None else {}


def _errand(invocation: Invocation, read: Fleet, move: FleetMove) -> MoveErrand:
    arguments = invocation.arguments
    dry = {"dry_run": True} if arguments.dry_run else {}
    return MoveErrand(
        move.name,
        move.source,
        move.target,
        _template(move.plan) if move.plan is not None else None,
        words_of({**move.options, **dry}),
        invocation.project_words,
        read.folder.resolve() if arguments.dask else read.folder,
    )


def _template(path: Path) -> str:
    """The plan's text. Raises NoPlan or PlanMistake, before any move begins."""
    read_plan(path)
    return path.read_text(encoding="utf-8-sig")


def _answered(
    invocation: Invocation, results: Sequence[MoveResult], status: ExitStatus
) -> ExitStatus:
    invocation.reporter.close()
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(fleet_object(results, status))
        return status
    for table in fleet_tables(results):
        invocation.screen.answer(table)
    for line in remarks(results):
        invocation.screen.tell(line)
    return status
