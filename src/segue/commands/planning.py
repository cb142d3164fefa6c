"""`plan`, `check` and `move --dry-run`: everything that writes no row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue import answers
from segue.commands.invocation import Invocation, table_name
from segue.database.introspection import read_catalog
from segue.database.session import Connection
from segue.errors import ExitStatus
from segue.move.survey import Survey, draft_plan, survey_both
from segue.move.survey import check as look_for_findings
from segue.move.workspace import Workspace, compare_sides
from segue.plan.draft import Draft
from segue.plan.findings import Finding
from segue.plan.redrafting import drafted_text
from segue.plan.writing import write_text
from segue.statements import copy_in, copy_out
from segue.terminal import JsonReporter
from segue.terminal.text import counted, size


def plan(invocation: Invocation) -> ExitStatus:
    """`plan`: draft, draft anew, print, or show a table's SQL."""
    workspace, arguments = invocation.workspace(), invocation.arguments
    if arguments.show:
        return _show_sql(invocation, workspace, arguments.show)
    with _both(workspace, "plan") as (source, target):
        draft = draft_plan(workspace, source, read_catalog(source), read_catalog(target))
    to_stdout = arguments.output == "-"
    path = invocation.plan_path if to_stdout or not arguments.output else Path(arguments.output)
    existing = path.read_text(encoding="utf-8") if path.exists() else None
    text = drafted_text(existing, draft, str(path))
    if to_stdout:
        invocation.screen.print_raw(text)
    elif text != existing:
        write_text(path, text)
    if not to_stdout:
        _tell_of_draft(invocation, draft, path, changed=text != existing)
    return ExitStatus.DONE


def _tell_of_draft(invocation: Invocation, draft: Draft, path: Path, *, changed: bool) -> None:
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers.plan_object(draft, path))
        return
    said = [counted(len(draft.plan.tables), "table"), f"{len(draft.plan.skip)} skipped"]
    if draft.open_questions:
        said.append(counted(draft.open_questions, "open question"))
    verb = "written" if changed else "stays as it is"
    then = "answer them in the file, then" if draft.open_questions else "next:"
    invocation.screen.say(f"{path} {verb}: {', '.join(said)}; {then} `{invocation.prog} check`.")


def _show_sql(invocation: Invocation, workspace: Workspace, table: str) -> ExitStatus:
    with _both(workspace, "plan") as (source, target):
        survey = survey_both(workspace, source, target, (table_name(table),))
    for transfer in survey.transfers:
        invocation.screen.print_raw(
            f"-- the source runs\n{copy_out(transfer).as_string(None)};\n"
            f"-- the target runs\n{copy_in(transfer).as_string(None)};\n"
        )
    return ExitStatus.DONE


def check(invocation: Invocation) -> ExitStatus:
    """`check`."""
    workspace = invocation.workspace()
    findings, _ = _look(workspace)
    _tell_findings(invocation, findings)
    return _verdict(findings)


def look_only(invocation: Invocation, workspace: Workspace) -> ExitStatus:
    """`move --dry-run`."""
    findings, survey = _look(workspace)
    _tell_findings(invocation, findings)
    if not isinstance(invocation.reporter, JsonReporter):
        total = sum(t.source.bytes for t in survey.transfers if t.source is not None)
        invocation.screen.tell(
            f"The move would copy {counted(len(survey.transfers), 'table')}, {size(total)}, from "
            f"{workspace.source.label} to {workspace.target.label}. Nothing was written."
        )
    return _verdict(findings)


def _look(workspace: Workspace) -> tuple[tuple[Finding, ...], Survey]:
    with _both(workspace, "check") as (source, target):
        survey = survey_both(workspace, source, target)
        return tuple(look_for_findings(workspace, survey, source, target)), survey


def _tell_findings(invocation: Invocation, findings: tuple[Finding, ...]) -> None:
    if isinstance(invocation.reporter, JsonReporter):
        for finding in findings:
            invocation.reporter.report(finding.event)
    elif findings:
        invocation.screen.findings(findings, answer=True)
    else:
        invocation.screen.tell("No findings: the move can begin.")


def _verdict(findings: tuple[Finding, ...]) -> ExitStatus:
    blocked = any(finding.blocks for finding in findings)
    return ExitStatus.BLOCKED if blocked else ExitStatus.DONE


@contextmanager
def _both(workspace: Workspace, purpose: str) -> Iterator[tuple[Connection, Connection]]:
    """Sessions on two different databases."""
    with workspace.open_source(purpose) as source, workspace.open_target(purpose) as target:
        compare_sides(source, target)
        yield source, target
