"""One case from its models to its rows, in a process that becomes its new project."""

from __future__ import annotations

import io
import multiprocessing
import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from segue.commandline.cli import main
from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.drafting.redrafting import drafted_text
from segue.drafting.writing import plan_text, unexplained, write_text
from segue.move.run import dry_run
from segue.move.survey import draft_plan
from segue.move.workspace import Workspace, open_workspace
from segue.plan.file import parse_plan
from segue.plan.model import Plan, TableMapping
from segue.project import load
from support.refactors.cases import SOURCE, TARGET, Case
from support.refactors.claims import Claims, claims, completed
from support.refactors.scoring import Score, ranked, score
from support.refactors.sides import Alias, fill_new, fill_old


@dataclass(frozen=True)
class Databases:
    """Two empty databases for one case."""

    old: Alias
    old_url: str
    new: Alias


@dataclass(frozen=True)
class Outcome:
    """What came of a case."""

    score: Score = field(default_factory=Score)
    text: str = ""
    """The draft as it is written."""
    trouble: str = ""
    """Why no draft could be scored; empty for none."""
    failure: str = ""
    """Why the rows are not as they should be; empty where they are."""


def try_case(case: Case, databases: Databases) -> Outcome:
    """Build both sides, score the draft, carry out the finished plan, look at the rows."""
    outcome = Outcome()
    try:
        _in_another_process(fill_old, case, databases.old)
        os.environ[SOURCE.partition(":")[2]] = databases.old_url
        fill_new(case, databases.new)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "segue.toml"
            outcome, finished = _draft(case, path)
            write_text(path, plan_text(unexplained(finished, "# segue.toml, finished")))
            return Outcome(outcome.score, outcome.text, failure=_move(case, path))
    except Exception:
        told = traceback.format_exc()
        if outcome.text:
            return Outcome(outcome.score, outcome.text, failure=told)
        return Outcome(trouble=told, failure=told)


def _in_another_process(work: Any, *arguments: Any) -> None:
    """A process is one Django project for good, so the old one gets its own."""
    answer, told = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        try:
            work(*arguments)
            told.send("")
        except BaseException:
            told.send(traceback.format_exc())

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    trouble = answer.recv()
    child.join()
    if trouble:
        raise RuntimeError(f"the old side:\n{trouble}")


def _draft(case: Case, path: Path) -> tuple[Outcome, Plan]:
    """The draft as `segue plan` makes it, scored; and the plan with all that it should say."""
    workspace = open_workspace(load(None), path, SOURCE, TARGET)
    with workspace.open_source("plan") as source, workspace.open_target("plan") as target:
        catalogs = read_catalog(source), read_catalog(target)
        draft = draft_plan(workspace, source, *catalogs, target)
    text = drafted_text(None, draft, str(path))
    drafted = parse_plan(text, str(path))
    said = _findings(workspace, drafted)
    wanted = claims(completed(case.answers, *catalogs), *catalogs)
    proposed = claims(drafted, *catalogs)
    found = score(case, draft, proposed, wanted, said) + ranked(case, text, proposed, wanted)
    return Outcome(found, f"{text}\n{said}"), finished(case, drafted, wanted, catalogs)


def _findings(workspace: Workspace, drafted: Plan) -> str:
    """What `segue check` says of the draft, in one text."""
    found = dry_run(replace(workspace, plan=drafted), beginning=False).findings
    return "\n".join(f"{f.code} {f.title}: {f.where} {f.effect} {f.help}" for f in found)


def finished(case: Case, drafted: Plan, wanted: Claims, catalogs: tuple[Catalog, Catalog]) -> Plan:
    """The draft after a person went through it: mappings that were right stay as they are."""
    answers = completed(case.answers, *catalogs)
    kept = {(m.source, m.target): m for m in drafted.tables}

    def chosen(mapping: TableMapping) -> TableMapping:
        own = kept.get((mapping.source, mapping.target))
        if own is None or mapping in case.answers.tables:
            return mapping
        return own

    skip = {name: why for name, why in drafted.skip.items() if name not in _sources(answers)}
    tables = tuple(chosen(mapping) for mapping in answers.tables)
    return replace(
        drafted,
        tables=tables,
        skip={**skip, **answers.skip},
        existing_rows=case.answers.existing_rows,
    )


def _sources(plan: Plan) -> set[object]:
    return {mapping.source for mapping in plan.tables}


def _move(case: Case, path: Path) -> str:
    """Carry the plan out as the command does; what went wrong, or nothing."""
    told = io.StringIO()
    options = ["--no-migrate", "--no-input", "--quiet", "--no-color", *case.move]
    if not hasattr(case.data(), "live"):
        options.append("--target-is-fresh")
    with redirect_stdout(told), redirect_stderr(told):
        status = main(["move", "--plan", str(path), *options])
    if status:
        return f"segue move ended with {status}:\n{told.getvalue()}\n{path.read_text()}"
    return "\n".join(_differences(case))


def _differences(case: Case) -> Iterator[str]:
    for number, (there, wanted) in enumerate(case.data().arrived(), 1):
        if isinstance(there, QuerySet):
            there = list(there)
        if there != wanted:
            yield f"look {number}: there is\n  {there!r}\nand there should be\n  {wanted!r}"
