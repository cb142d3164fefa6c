"""`plan --questions`, `--answer`, `--accept`, `--ask`: one interview, for programs and people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from segue.commandline import answers
from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.database.introspection import read_catalog
from segue.drafting.interview import Interview, Question
from segue.drafting.writing import write_text
from segue.errors import AnswerRefused, ExitStatus, UsageError
from segue.move.survey import Drafts
from segue.move.workspace import compare_sides
from segue.plan.toml import text
from segue.wording import counted

LATER, LEAVE = "l", "q"


def is_interview(invocation: Invocation) -> bool:
    """Whether the command is about what the plan leaves open."""
    said = invocation.arguments
    return bool(said.ask or said.questions or said.answer or said.accept)


def interview(invocation: Invocation) -> ExitStatus:
    """List, take or ask for answers; the plan is written after each."""
    arguments = invocation.arguments
    with _opened(invocation) as talk:
        if arguments.questions:
            return _list(invocation, talk)
        if arguments.answer:
            return _take(invocation, talk, _read(arguments.answer))
        if arguments.accept:
            return _told(invocation, talk, talk.accept_best(), {})
        return _ask(invocation, talk)


@contextmanager
def _opened(invocation: Invocation) -> Iterator[Interview]:
    workspace, path = invocation.workspace(), invocation.plan_path
    with workspace.open_source("plan") as source, workspace.open_target("plan") as target:
        compare_sides(source, target)
        ours, theirs = read_catalog(source), read_catalog(target)
        drafts = Drafts(workspace, source, ours, theirs, target)
        existing = path.read_text(encoding="utf-8") if path.exists() else None
        yield Interview(existing, drafts.beside, ours, drafts.seen.samples)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as a program writes it."""

    id: str
    line: str
    reason: str


def _read(name: str) -> list[GivenAnswer]:
    """The answers in a file: a JSON list, or an object a line. Raises UsageError."""
    try:
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        found = (
            json.loads(content)
            if content.lstrip().startswith("[")
            else [json.loads(line) for line in content.splitlines() if line.strip()]
        )
        return [_given(one) for one in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            message=f"{name} holds no answers ({error}): it takes objects with id and line"
        ) from None


def _given(said: Mapping[str, object]) -> GivenAnswer:
    for name in ("skip", "drop"):
        if name in said:
            return GivenAnswer(str(said["id"]), f"{name} = {text(str(said[name]))}", "")
    return GivenAnswer(str(said["id"]), str(said["line"]), str(said.get("reason", "")))


def _take(invocation: Invocation, talk: Interview, given: list[GivenAnswer]) -> ExitStatus:
    refused: dict[str, str] = {}
    for answer in given:
        try:
            talk.answer(answer.id, answer.line, answer.reason)
        except AnswerRefused as error:
            refused[answer.id] = str(error)
    talk.settle()
    return _told(invocation, talk, len(given) - len(refused), refused)


def _told(
    invocation: Invocation, talk: Interview, taken: int, refused: Mapping[str, str]
) -> ExitStatus:
    """Write the plan, and say what became of the answers."""
    path = invocation.plan_path
    write_text(path, talk.text)
    left = sum(question.required for question in talk.questions())
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers.answers_object(path, taken, refused, left))
    else:
        for reason in refused.values():
            invocation.screen.say(f"refused: {reason}", "yellow")
        invocation.screen.say(
            f"{path} written: {counted(taken, 'answer')} taken, {counted(left, 'open question')}"
            " left."
        )
    return ExitStatus.USAGE if refused else ExitStatus.DONE


def _list(invocation: Invocation, talk: Interview) -> ExitStatus:
    values = bool(invocation.arguments.values)
    for question in talk.questions():
        if isinstance(invocation.reporter, JsonReporter):
            invocation.reporter.write(answers.question_object(question, values=values))
        else:
            invocation.screen.print_raw(f"{_shown(question)}\n\n")
    return ExitStatus.DONE


def _ask(invocation: Invocation, talk: Interview) -> ExitStatus:
    """One question at a time; what is left for later is asked the next time."""
    path, later, taken = invocation.plan_path, set[str](), 0
    while True:
        question = next((q for q in talk.questions() if q.id not in later), None)
        if question is None:
            break
        said = invocation.asker.line(_shown(question), help=HELP).strip()
        if said == LEAVE:
            break
        if said in ("", LATER):
            later.add(question.id)
            continue
        try:
            talk.answer(question.id, _line(question, said), "answered")
        except AnswerRefused as error:
            invocation.screen.say(str(error), "yellow")
            continue
        talk.settle()
        taken += 1
        write_text(path, talk.text)
    return _told(invocation, talk, taken, {})


HELP = "Answer with `segue plan --answer FILE`, or in the file itself."


def _line(question: Question, said: str) -> str:
    """A number means an option; anything else is the line itself."""
    if said.isdecimal() and 0 < int(said) <= len(question.options):
        return question.options[int(said) - 1].line
    return said


def _shown(question: Question) -> str:
    """The question as plain lines."""
    place = (
        f"{question.target}.{question.column}"
        if question.kind == "column"
        else (f"{question.source}.{question.column}" if question.column else str(question.source))
    )
    rows = f", about {counted(question.rows, 'row')}" if question.rows > 0 else ""
    lines = [f"{place}{rows}: {question.reason}", f"  id: {question.id}"]
    for number, option in enumerate(question.options, 1):
        lines.append(f"  {number}  {option.line.replace(chr(10), '; ')}  ({option.reason})")
    for name, values in question.samples.items():
        lines.append(f"     {name}: {', '.join(map(answers.masked, values))}")
    way = 'skip = "why"' if question.kind == "table" else "a line of your own"
    lines.append(f"  a number, {way}, {LATER} for later, {LEAVE} to leave")
    return "\n".join(lines)
