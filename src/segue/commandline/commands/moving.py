"""`move` and `copy`."""

from __future__ import annotations

from dataclasses import replace

from segue.commandline import answers
from segue.commandline.commands.invocation import Invocation, table_name
from segue.commandline.commands.planning import look_only
from segue.commandline.terminal import JsonReporter
from segue.errors import ExitStatus, UsageError
from segue.move.run import Outcome, Rehearsed, Request, rehearse
from segue.move.run import move as run_move
from segue.move.sampling import parse_sample
from segue.move.workspace import Workspace
from segue.plan.model import By


def move(invocation: Invocation) -> ExitStatus:
    """`move`: all steps, or with `--dry-run` only what can be known without them."""
    arguments, workspace = invocation.arguments, invocation.workspace()
    if arguments.dry_run and arguments.rehearse:
        raise UsageError(message="--dry-run and --rehearse are two ways to try: give one of them")
    if arguments.sample and not arguments.rehearse:
        raise UsageError(message="--sample goes with --rehearse: a move takes all rows")
    if arguments.dry_run:
        return look_only(invocation, workspace)
    request = Request(
        workspace,
        invocation.reporter,
        invocation.asker,
        jobs=arguments.jobs,
        create_database=arguments.create_database,
        migrate=not arguments.no_migrate,
        target_is_fresh=arguments.target_is_fresh,
        confirm_replace=arguments.confirm_replace,
        rejects=arguments.rejects,
        sample=parse_sample(arguments.sample) if arguments.sample else None,
        by=By(arguments.by) if arguments.by else None,
        remake=arguments.remake,
    )
    with invocation.old_code(workspace.project) as code:
        request = replace(request, code=code)
        if arguments.rehearse:
            return _rehearsed(invocation, rehearse(request))
        return _told(invocation, workspace, run_move(request))


def _rehearsed(invocation: Invocation, rehearsed: Rehearsed) -> ExitStatus:
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers.rehearsal_object(rehearsed))
    else:
        for line in answers.rehearsal_lines(rehearsed):
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
        migrate=False,
        target_is_fresh=arguments.target_is_fresh,
        confirm_replace=arguments.confirm_replace,
        rejects=arguments.rejects,
        only=tuple(table_name(text) for text in arguments.only),
    )
    return _told(invocation, workspace, run_move(request))


def _told(invocation: Invocation, workspace: Workspace, outcome: Outcome) -> ExitStatus:
    if isinstance(invocation.reporter, JsonReporter):
        for told in answers.outcome_objects(outcome):
            invocation.reporter.write(told)
    elif outcome.nothing_to_do:
        invocation.screen.tell(
            f"Nothing to do: run {outcome.run} moved this already, and {outcome.verified}."
        )
    else:
        invocation.screen.tell(f"Verified: {outcome.verified}.")
        if outcome.onward:
            invocation.screen.tell(f"Migrated on: {outcome.onward}.")
        invocation.screen.say(
            f"Next: start the project on {workspace.target.label}."
            f" `{invocation.command('forget')}` removes the journal from it when you are done."
        )
    return _told_of_rejects(invocation, outcome)


def _told_of_rejects(invocation: Invocation, outcome: Outcome) -> ExitStatus:
    if outcome.rejects and isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers.rejects_object(outcome.rejects))
    elif outcome.rejects:
        invocation.screen.tell(answers.rejects_text(outcome.rejects))
    return ExitStatus.REJECTS if outcome.rejects else ExitStatus.DONE
