"""`move` and `copy`."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from dataclasses import replace

from segue.commandline.answers.rehearsal import rehearsal_lines, rehearsal_object
from segue.commandline.answers.rejects import rejects_object, rejects_text
from segue.commandline.answers.verify import outcome_objects
from segue.commandline.commands.invocation import Invocation, table_name
from segue.commandline.commands.planning import look_only
from segue.commandline.terminal import JsonReporter
from segue.database.introspection import read_catalog
from segue.database.table_order import order_of
from segue.errors import ExitStatus, UsageError
from segue.events import Reporter
from segue.move import control
from segue.move.copying.pace import parse_rate
from segue.move.forecast import forecast_path
from segue.move.run import Outcome, RehearsalResult, Request, moved_before, rehearse
from segue.move.run import move as run_move
from segue.move.sampling import parse_sample
from segue.move.workspace import Workspace
from segue.plan.model import By
from segue.wording import counted

SHOWN = 5
"""Tables that a message names."""


def move(invocation: Invocation) -> ExitStatus:
    """`move`: all steps, or with `--dry-run` only what can be known without them."""
    arguments, workspace = invocation.arguments, invocation.workspace()
    if arguments.dry_run and arguments.rehearse:
        raise UsageError(message="--dry-run and --rehearse are two ways to try: give one of them")
    others = (arguments.dry_run, arguments.rehearse, arguments.remake, arguments.once)
    if arguments.live and any(others):
        raise UsageError(message="--live goes with none of --dry-run, --rehearse, --remake, --once")
    if arguments.dask and (arguments.dry_run or arguments.rehearse):
        raise UsageError(message="--dask goes with neither --dry-run nor --rehearse")
    if (arguments.outbox or arguments.back) and not arguments.live:
        raise UsageError(message="--back and --outbox go with --live")
    if arguments.sample and not arguments.rehearse:
        raise UsageError(message="--sample goes with --rehearse: a move takes all rows")
    request = Request(
        workspace,
        invocation.reporter,
        invocation.asker,
        jobs=arguments.jobs,
        processes=arguments.processes,
        create_database=arguments.create_database,
        migrate=not arguments.no_migrate,
        target_is_fresh=arguments.target_is_fresh,
        confirm_replace=arguments.confirm_replace,
        rejects=arguments.rejects,
        sample=parse_sample(arguments.sample) if arguments.sample else None,
        by=By(arguments.by) if arguments.by else None,
        remake=arguments.remake,
        foretold=forecast_path(workspace.plan_path),
        max_rate=_max_rate(invocation),
        max_source_load=arguments.max_source_load,
    )
    if arguments.once:
        before = moved_before(request)
        if before is not None:
            return _tell_outcome(invocation, workspace, before)
    if arguments.dry_run:
        return look_only(invocation, workspace)
    if arguments.dask:
        with _helped(invocation, workspace) as reporter:
            return _end(invocation, replace(request, reporter=reporter))
    return _end(invocation, request)


def _max_rate(invocation: Invocation) -> int | None:
    text = invocation.arguments.max_rate
    return parse_rate(text) if text else None


def _end(invocation: Invocation, request: Request) -> ExitStatus:
    arguments, workspace = invocation.arguments, request.workspace
    if arguments.live:
        from segue.commandline.commands.live import move_and_follow

        return move_and_follow(invocation, request)
    with invocation.old_code(workspace.project) as code:
        request = replace(request, code=code)
        if arguments.rehearse:
            return _rehearsed(invocation, rehearse(request))
        return _tell_outcome(invocation, workspace, run_move(request))


def _helped(invocation: Invocation, workspace: Workspace) -> AbstractContextManager[Reporter]:
    """A reporter for a move that a cluster helps."""
    from segue.cluster.helpers import HelpErrand, helped

    def errand() -> HelpErrand:
        plan = workspace.plan_path.read_text(encoding="utf-8-sig")
        sides = workspace.source.label, workspace.target.label
        return HelpErrand(*sides, plan, invocation.project_words)

    return helped(invocation.arguments.dask, invocation.reporter, errand)


def _rehearsed(invocation: Invocation, rehearsed: RehearsalResult) -> ExitStatus:
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(rehearsal_object(rehearsed))
    else:
        for line in rehearsal_lines(rehearsed):
            invocation.screen.tell(line)
    return _told_of_rejects(invocation, rehearsed.outcome)


def copy(invocation: Invocation) -> ExitStatus:
    """`copy`: a plan that exists, into tables that exist."""
    arguments, workspace = invocation.arguments, invocation.workspace()
    workspace.require_plan()
    request = Request(
        workspace,
        invocation.reporter,
        invocation.asker,
        jobs=arguments.jobs,
        processes=arguments.processes,
        migrate=False,
        target_is_fresh=arguments.target_is_fresh,
        confirm_replace=arguments.confirm_replace,
        rejects=arguments.rejects,
        only=tuple(table_name(text) for text in arguments.only),
        max_rate=_max_rate(invocation),
        max_source_load=arguments.max_source_load,
    )
    outcome = run_move(request)
    return _tell_outcome(
        invocation, workspace, outcome, _unfilled_tables(workspace) if request.only else ()
    )


def _unfilled_tables(workspace: Workspace) -> tuple[str, ...]:
    """The tables of the plan that no finished run has filled, parents first."""
    plan = workspace.require_plan()
    with closing(workspace.open_target("status")) as target:
        filled = control.filled(target)
        targets = {mapping.target for mapping in plan.tables} - filled
        catalog = read_catalog(target)
    tables = [name for name in targets if name in catalog.tables]
    return tuple(map(str, order_of(tables, catalog)))


def _tell_outcome(
    invocation: Invocation, workspace: Workspace, outcome: Outcome, left: tuple[str, ...] = ()
) -> ExitStatus:
    if isinstance(invocation.reporter, JsonReporter):
        for line in outcome_objects(outcome):
            invocation.reporter.write(line)
    elif outcome.nothing_to_do:
        invocation.screen.tell(
            f"Nothing to do: run {outcome.run} moved this already, and {outcome.verified}."
        )
    else:
        invocation.screen.tell(f"Verified: {outcome.verified}.")
        if outcome.onward:
            invocation.screen.tell(f"Migrated on: {outcome.onward}.")
        if left:
            more = f" and {len(left) - SHOWN:,} more" if len(left) > SHOWN else ""
            invocation.screen.say(
                f"Next: {counted(len(left), 'table')} of the plan left, first what others refer to:"
                f" {', '.join(left[:SHOWN])}{more}."
                f" `{invocation.prog} copy --only {left[0]}` goes on."
            )
            return _told_of_rejects(invocation, outcome)
        invocation.screen.say(
            f"Next: start the project on {workspace.target.label}."
            f" `{invocation.command('forget')}` later removes the journal from it."
        )
    return _told_of_rejects(invocation, outcome)


def _told_of_rejects(invocation: Invocation, outcome: Outcome) -> ExitStatus:
    if outcome.rejects and isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(rejects_object(outcome.rejects))
    elif outcome.rejects:
        invocation.screen.tell(rejects_text(outcome.rejects))
    return ExitStatus.REJECTS if outcome.rejects else ExitStatus.DONE
