"""`plan`, `check` and `move --dry-run`: everything that writes no row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.checks import applied_migrations
from segue.checks.codes import explanation
from segue.checks.rows.rules import UNKNOWN
from segue.commandline.answers.check import check_object
from segue.commandline.answers.dryrun import dry_run_object, dry_run_table
from segue.commandline.answers.plan import plan_object
from segue.commandline.commands.history import show_history
from segue.commandline.commands.interviewing import interview, is_interview
from segue.commandline.commands.invocation import Invocation, table_name
from segue.commandline.terminal import JsonReporter
from segue.commandline.terminal.words import merge_counts
from segue.database.introspection import read_catalog
from segue.database.session import Connection
from segue.drafting import Draft
from segue.drafting.inverse import way_back
from segue.drafting.redrafting import drafted_text
from segue.drafting.writing import write_text
from segue.errors import ChecksBlock, DatabaseMissing, ExitStatus, UsageError
from segue.events import FindingReported
from segue.findings import Finding
from segue.live import check_live
from segue.mapping.sql import copy_in, copy_out
from segue.move.run import DryRun, dry_run, foreseen, target_exists
from segue.move.survey import draft_plan, survey_both
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By
from segue.plan.positions import count_questions
from segue.project import Project
from segue.wording import counted


def plan(invocation: Invocation) -> ExitStatus:
    """`plan`: draft, draft anew, print, or show a table's SQL."""
    workspace, arguments = invocation.workspace(), invocation.arguments
    if is_interview(invocation):
        return interview(invocation)
    if arguments.back:
        return _draft_back(invocation, workspace, Path(arguments.back))
    if arguments.show:
        return _show_sql(invocation, workspace, arguments.show)
    by = By(arguments.by) if arguments.by else None
    with (
        invocation.old_code(workspace.project) as code,
        foreseen(workspace, invocation.reporter, by, code=code) as foresight,
        _both(foresight, "plan") as (source, target),
    ):
        catalogs = read_catalog(source), read_catalog(target)
        draft = draft_plan(foresight, source, *catalogs, target)
        unapplied = _unapplied(target, foresight.project)
    invocation.reporter.close()
    to_stdout = arguments.output == "-"
    path = invocation.plan_path if to_stdout or not arguments.output else Path(arguments.output)
    existing = path.read_text(encoding="utf-8") if path.exists() else None
    text = drafted_text(existing, draft, str(path))
    if to_stdout:
        invocation.screen.print_raw(text)
    elif text != existing:
        write_text(path, text)
    if not to_stdout:
        _tell_of_draft(invocation, draft, path, unapplied, text, changed=text != existing)
    return ExitStatus.DONE


def _unapplied(target: Connection, project: Project | None) -> int:
    """How many migrations the target lacks, whose tables the draft cannot know."""
    applied = applied_migrations(target, project)
    return len(project.unapplied_migrations(set(applied or ()))) if project is not None else 0


def _tell_of_draft(
    invocation: Invocation, draft: Draft, path: Path, unapplied: int, text: str, *, changed: bool
) -> None:
    questions = count_questions(text)
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(plan_object(draft, path, unapplied, questions))
        return
    if unapplied:
        lack = "migration is" if unapplied == 1 else "migrations are"
        invocation.screen.say(
            f"warning: {unapplied:,} {lack} not applied to the target, and the draft knows nothing"
            " of what they make. Run migrate there and draft again, before you answer anything.",
            "yellow",
        )
    targets = {mapping.target for mapping in draft.plan.tables}
    counts = [counted(len(targets), "table"), f"{len(draft.plan.skip)} skipped"]
    if questions:
        counts.append(counted(questions, "open question"))
    verb = "written" if changed else "stays as it is"
    ask = invocation.command("plan --ask", path)
    then = f"answer them with `{ask}` or in the file, then" if questions else "next:"
    invocation.screen.say(
        f"{path} {verb}: {', '.join(counts)}; {then} `{invocation.command('check', path)}`."
    )


def _draft_back(invocation: Invocation, workspace: Workspace, path: Path) -> ExitStatus:
    """`plan --back`: the inverse of a plan that stands. Raises NoPlan or UsageError."""
    workspace.require_plan()
    if path.exists():
        raise UsageError(message=f"{path} is there already: edit it, or name another file")
    with _both(workspace, "plan") as (source, target):
        survey = survey_both(workspace, source, target)
        back = way_back(survey.plan, survey.source, survey.target, survey.transfers)
    write_text(path, back.text)
    for sentence in back.lost:
        invocation.screen.say(f"note: {sentence}")
    for sentence in back.asked:
        invocation.screen.say(f"warning: {sentence}", "yellow")
    led = counted(len(back.plan.tables), "table")
    invocation.screen.say(
        f"{path} written: {led} can be led back. Next: `segue move --live --back`."
    )
    return ExitStatus.DONE


def _show_sql(invocation: Invocation, workspace: Workspace, table: str) -> ExitStatus:
    with (
        foreseen(workspace, invocation.reporter) as foresight,
        _both(foresight, "plan") as (source, target),
    ):
        survey = survey_both(foresight, source, target, (table_name(table),))
    invocation.reporter.close()
    for transfer in survey.transfers:
        calls = "".join(
            f"-- and for each row Python calls {function} for {column}\n"
            for column, function in transfer.computed.items()
        )
        invocation.screen.print_raw(
            f"-- the source runs\n{copy_out(transfer.in_sql).as_string(None)};\n{calls}"
            f"-- the target runs\n{copy_in(transfer).as_string(None)};\n"
        )
    return ExitStatus.DONE


def check(invocation: Invocation) -> ExitStatus:
    """`check`, or all about one code."""
    if invocation.arguments.explain:
        invocation.screen.print_raw(explanation(invocation.arguments.explain))
        return ExitStatus.DONE
    arguments = invocation.arguments
    if arguments.history:
        return show_history(invocation, invocation.workspace())
    workspace = invocation.workspace()
    if arguments.live:
        return _check_live(invocation, workspace)
    with (
        invocation.old_code(workspace.project) as code,
        foreseen(workspace, invocation.reporter, code=code) as foreseen_one,
    ):
        result = dry_run(
            foreseen_one,
            data=not arguments.no_data,
            jobs=arguments.jobs,
            fresh=arguments.target_is_fresh,
            reporter=invocation.reporter,
            beginning=foreseen_one.by is not By.HISTORY,
            makes_schemas=True,
        )
    invocation.reporter.close()
    _tell_findings(invocation, result.findings)
    _tell_merges(invocation, result)
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(check_object(result.findings))
    return ExitStatus.BLOCKED if result.blocked else ExitStatus.DONE


def _check_live(invocation: Invocation, workspace: Workspace) -> ExitStatus:
    """`check --live`: what stands in the way of a live move alone."""
    findings = check_live(workspace, outbox=invocation.arguments.outbox)
    invocation.reporter.close()
    _tell_findings(invocation, findings)
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(check_object(findings))
    return ExitStatus.BLOCKED if any(finding.blocks for finding in findings) else ExitStatus.DONE


def look_only(invocation: Invocation, workspace: Workspace) -> ExitStatus:
    """`move --dry-run`."""
    exists = target_exists(workspace)
    if not exists and not invocation.arguments.create_database:
        raise DatabaseMissing(database=workspace.target.database)
    by = By(invocation.arguments.by) if invocation.arguments.by else None
    anew = invocation.arguments.remake is not None
    with (
        invocation.old_code(workspace.project) as code,
        foreseen(workspace, invocation.reporter, by, anew=anew, code=code) as foreseen_one,
    ):
        if not exists and foreseen_one.by is not By.HISTORY:
            invocation.screen.tell(
                f"The target database {workspace.target.database} would be created and migrated;"
                " what comes after that can be looked at once it is there."
            )
            return ExitStatus.DONE
        result = dry_run(
            foreseen_one,
            fresh=invocation.arguments.target_is_fresh,
            reporter=invocation.reporter,
            beginning=foreseen_one.by is not By.HISTORY,
            makes_schemas=not invocation.arguments.no_migrate,
        )
    invocation.reporter.close()
    _tell_findings(invocation, result.findings)
    if result.blocked:
        raise ChecksBlock(count=sum(finding.blocks for finding in result.findings))
    _tell_merges(invocation, result)
    objects = [dry_run_object(result)]
    invocation.answer(dry_run_table(result), objects=objects)
    return ExitStatus.DONE


FREE = "None of them blocks: nothing stands in the way of a move."
UNSEEN = "None of them blocks. What could not be looked at may still stop a move."


def _tell_findings(invocation: Invocation, findings: tuple[Finding, ...]) -> None:
    if isinstance(invocation.reporter, JsonReporter):
        for finding in findings:
            invocation.reporter.report(FindingReported(finding))
    elif findings:
        invocation.screen.findings(findings, answer=True)
        if not any(finding.blocks for finding in findings):
            unseen = any(finding.code == UNKNOWN[0] for finding in findings)
            invocation.screen.tell(UNSEEN if unseen else FREE)
    else:
        invocation.screen.tell("No findings: nothing stands in the way of a move.")


def _tell_merges(invocation: Invocation, result: DryRun) -> None:
    if isinstance(invocation.reporter, JsonReporter):
        for merge in result.merges:
            invocation.reporter.report(merge)
    elif result.merges:
        lines = "\n".join(f"  {merge_counts(merge)}" for merge in result.merges)
        invocation.screen.tell(f"Into tables whose rows stay would come:\n{lines}")


@contextmanager
def _both(workspace: Workspace, purpose: str) -> Iterator[tuple[Connection, Connection]]:
    """Sessions on two different databases."""
    with workspace.open_source(purpose) as source, workspace.open_target(purpose) as target:
        compare_sides(source, target)
        yield source, target
