"""`plan --questions`, `--answer`, `--accept`, `--ask`: one interview, for programs and people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from segue.commandline.answers.plan import answers_object, masked, question_object
from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.database.introspection import read_catalog
from segue.database.statistics import Inquiry
from segue.drafting.interview import Interview, Question
from segue.drafting.values import NO_REASON
from segue.drafting.writing import write_text
from segue.errors import AnswerRefused, ExitStatus, UsageError
from segue.move.survey import Drafts
from segue.move.workspace import compare_sides
from segue.plan.toml import key, text
from segue.wording import counted

LATER, LEAVE = "l", "q"


def is_interview(invocation: Invocation) -> bool:
    """Whether the command is about what the plan leaves open."""
    options = invocation.arguments
    return bool(options.ask or options.questions or options.answer or options.accept)


def interview(invocation: Invocation) -> ExitStatus:
    """List, take or ask for answers; the plan is written after each."""
    arguments = invocation.arguments
    with _opened(invocation) as talk:
        if arguments.questions:
            return _list(invocation, talk)
        if arguments.answer:
            return _take(invocation, talk, _read_answers(arguments.answer))
        if arguments.accept:
            return _write_plan(invocation, talk, talk.accept_best(), {})
        return _ask(invocation, talk)


@contextmanager
def _opened(invocation: Invocation) -> Iterator[Interview]:
    workspace, path = invocation.workspace(), invocation.plan_path
    with workspace.open_source("plan") as source, workspace.open_target("plan") as target:
        compare_sides(source, target)
        ours, theirs = read_catalog(source), read_catalog(target)
        drafts = Drafts(workspace, source, ours, theirs, target)
        existing = path.read_text(encoding="utf-8") if path.exists() else None
        rows = Inquiry(source)
        yield Interview(existing, drafts.beside, ours, drafts.seen.samples, rows)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as a program writes it."""

    id: str
    line: str
    reason: str


def _read_answers(name: str) -> list[GivenAnswer]:
    """The answers in a file: a JSON list, or an object a line. Raises UsageError."""
    try:
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        pairs = (
            json.loads(content)
            if content.lstrip().startswith("[")
            else [json.loads(line) for line in content.splitlines() if line.strip()]
        )
        return [_given_answer(one) for one in pairs]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            message=f"{name} holds no answers ({error}): it takes objects with id and line"
        ) from None


def _given_answer(answer: Mapping[str, object]) -> GivenAnswer:
    for name in ("skip", "drop"):
        if name in answer:
            return GivenAnswer(str(answer["id"]), f"{name} = {text(str(answer[name]))}", "")
    return GivenAnswer(str(answer["id"]), str(answer["line"]), str(answer.get("reason", "")))


def _take(invocation: Invocation, talk: Interview, answers: list[GivenAnswer]) -> ExitStatus:
    refused: dict[str, str] = {}
    for answer in answers:
        try:
            talk.answer(answer.id, answer.line, answer.reason)
        except AnswerRefused as error:
            refused[answer.id] = str(error)
    talk.settle()
    return _write_plan(invocation, talk, len(answers) - len(refused), refused)


def _write_plan(
    invocation: Invocation, talk: Interview, taken: int, refused: Mapping[str, str]
) -> ExitStatus:
    """Write the plan, and say what became of the answers."""
    path = invocation.plan_path
    write_text(path, talk.text)
    left = sum(question.required for question in talk.questions())
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers_object(path, taken, refused, left))
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
            invocation.reporter.write(question_object(question, values=values))
        else:
            lines = _as_lines(question, values=values)
            invocation.screen.print_raw(f"{lines}\n\n")
    return ExitStatus.DONE


def _ask(invocation: Invocation, talk: Interview) -> ExitStatus:
    """One question at a time; what is left for later is asked the next time."""
    path, later, count = invocation.plan_path, set[str](), 0
    while True:
        open_ones = [question for question in talk.questions() if question.id not in later]
        if not open_ones:
            break
        question, left = open_ones[0], len(open_ones)
        lines = _as_lines(question, values=bool(invocation.arguments.values))
        prompt = f"\n{counted(left, 'question')} left\n{lines}\n{_ways(question)}"
        reply = invocation.asker.line(prompt, help=HELP).strip()
        if reply == LEAVE:
            break
        if reply in ("", LATER):
            later.add(question.id)
            continue
        line, reason = _answer(question, reply)
        if line == f"{key(question.column)} = {NO_REASON}":
            why = invocation.asker.line("  why is it left behind? ", help=HELP).strip()
            line, reason = f"drop = {text(why)}", "answered"
        try:
            talk.answer(question.id, line, reason)
        except AnswerRefused as error:
            invocation.screen.say(str(error), "yellow")
            continue
        talk.settle()
        count += 1
        write_text(path, talk.text)
    return _write_plan(invocation, talk, count, {})


HELP = "Answer with `segue plan --answer FILE`, or in the file itself."


def _answer(question: Question, said: str) -> tuple[str, str]:
    """A line and its reason: a number means an option; anything else is the line itself."""
    if said.isdecimal() and 0 < int(said) <= len(question.options):
        option = question.options[int(said) - 1]
        return option.line, f"answered; {option.reason}"
    return said, "answered"


def _ways(question: Question) -> str:
    """How it may be answered."""
    own = {"table": 'to = "schema.table", skip = "why"', "drop": 'drop = "why"'}
    how = own.get(question.kind, "a line of your own")
    return f"  a number, {how}, {LATER} for later, {LEAVE} to leave"


def _as_lines(question: Question, *, values: bool) -> str:
    """The question as plain lines; values of rows by their form alone, unless they are wanted."""
    show = str if values else masked
    table = question.target if question.kind in ("key", "column") else question.source
    place = f"{table}.{question.column}" if question.column else str(table)
    rows = f", about {counted(question.rows, 'row')}" if question.rows > 0 else ""
    is_said = any(option.reason == question.reason for option in question.options)
    lines = [f"{place}{rows}" if is_said else f"{place}{rows}: {question.reason}"]
    for number, option in enumerate(question.options, 1):
        lines.append(f"  {number}  {option.line.replace(chr(10), '; ')}")
        lines.append(f"     {option.reason}")
        if option.results:
            lines.append(f"     makes {', '.join(map(show, option.results))}")
    for name, seen in question.samples.items():
        lines.append(f"     {name} holds {', '.join(map(show, seen))}")
    if question.filled:
        lines.append(f"     about {counted(question.filled, 'row')} would lose a value")
    lines.append(f"  id: {question.id}")
    return "\n".join(lines)
