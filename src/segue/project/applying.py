"""Runs Django on a target, in a child process that cannot reach the source.

The child is `python -m segue.project.child`; it gets its job as JSON on standard input, so that no
secret stands in an argument list, and answers line by line on standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from segue.database.address import Endpoint, database_name, hidden, libpq_keywords
from segue.errors import MigrateFailed, MigrationsUnreadable
from segue.project.values import Project

LINES_KEPT = 12
"""How many of the last lines an error shows: enough for the migration's name and what it said."""

READ_ONLY = "-c default_transaction_read_only=on"
"""What libpq gives to every session of the child that does not say otherwise: a migration that
opens a connection of its own writes nowhere."""

Event = Mapping[str, Any]


class Verb(Enum):
    """What the child does."""

    MIGRATE = "migrate"
    """`manage.py migrate`, with the tables of apps that have no migrations."""
    SCHEMA = "schema"
    """`migrate_schemas` for one tenant's schema, or `migrate` with that in the search_path."""
    STATE = "state"
    """Only the migrations that a database with certain records has run."""
    CREATE = "create"
    """Only the content types and permissions that `post_migrate` would add. The sequences of both
    tables must be past their rows."""
    HISTORY = "history"
    """Nothing: it reads the migrations for a database with certain records."""


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """The code to run, and what runs it."""

    settings: str
    python: str = sys.executable
    folder: Path | None = None
    """Of an older version's code; None for the project as it is loaded here."""


@dataclass(frozen=True, slots=True)
class AppliedMigrations:
    """What the child wrote."""

    migrations: tuple[tuple[str, str], ...] = ()
    """The migrations (app, name) that were applied now, sorted."""
    content_types: tuple[int, ...] = ()
    """The ids that were added to django_content_type (by CREATE)."""
    permissions: tuple[int, ...] = ()
    """The ids that were added to auth_permission (by CREATE)."""


class ChildFailure(Exception):
    """What went wrong in the child, as it said; the whole traceback is a note of it."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of what happens in the child."""

    on_line: Callable[[str], None] = lambda line: None
    """Gets every line that is printed."""
    on_event: Callable[[Event], None] = lambda event: None
    """Gets each migration as it begins and ends; see `child.verbs.Progress`."""


def apply(
    project: Project,
    target: Endpoint,
    verb: Verb = Verb.MIGRATE,
    *,
    source: Endpoint | None = None,
    on_line: Callable[[str], None] = lambda line: None,
    on_event: Callable[[Event], None] = lambda event: None,
    records: Iterable[tuple[str, str]] = (),
    code: ProjectCode | None = None,
    schema: str = "",
) -> AppliedMigrations:
    """Run `verb` on the target. `records` are those of STATE, `schema` is that of SCHEMA.

    Raises MigrateFailed with the last lines and the cause.
    """
    job = {**_job(project, target, source, verb, records, code), "schema": schema}
    listeners = Listeners(on_line, on_event)
    answer, lines = _answer(job, code or ProjectCode(project.settings), listeners, target)
    if isinstance(answer, ChildFailure):
        text_lines = [line for line in lines if line.strip()]
        output = "\n".join(text_lines) or "it printed nothing"
        raise MigrateFailed(database=database_name(target), output=output) from answer
    return AppliedMigrations(
        tuple((app, name) for app, name in answer["migrations"]),
        tuple(answer["content_types"]),
        tuple(answer["permissions"]),
    )


def read_migrations(
    project: Project,
    target: Endpoint,
    source: Endpoint | None,
    records: Iterable[tuple[str, str]],
    code: ProjectCode | None = None,
) -> Mapping[str, Any]:
    """What the child says of the migrations for a database with these records; see `history`.

    Raises MigrationsUnreadable.
    """
    job = _job(project, target, source, Verb.HISTORY, records, code)
    answer, lines = _answer(job, code or ProjectCode(project.settings), Listeners(), target)
    if isinstance(answer, ChildFailure):
        raise MigrationsUnreadable(output="\n".join(lines)) from answer
    migrations: Mapping[str, Any] = answer
    return migrations


def _job(
    project: Project,
    target: Endpoint,
    source: Endpoint | None,
    verb: Verb,
    records: Iterable[tuple[str, str]],
    code: ProjectCode | None,
) -> Mapping[str, Any]:
    alias = semantic_alias(project, target, source)
    return {
        "verb": verb.value,
        "settings": code.settings if code is not None else project.settings,
        "path": sys.path if code is None or code.folder is None else [],
        "alias": alias,
        "home": project.schema,
        "like": _alias_of(target) or alias,
        # By this name whoever comes later ends what a process left behind: see `movers_end`.
        "target": {**target.parameters, "application_name": "segue migrate"},
        "options": os.environ.get("PGOPTIONS", ""),
        "libpq_keywords": sorted(libpq_keywords()),
        "stand_ins": stand_ins(project, target, source, alias),
        "records": [list(record) for record in records],
        "knows_all": code is not None,
    }


def semantic_alias(project: Project, target: Endpoint, source: Endpoint | None) -> str:
    """The alias that becomes the target in the child.

    Routers and migrations know what belongs to `default`, so where either side is `default`, the
    target takes that name. Else it keeps its own alias, or takes the source's when it has none.
    """
    sides = [_alias_of(target), _alias_of(source)]
    aliases = [alias for alias in sides if alias is not None]
    return "default" if "default" in aliases or not aliases else aliases[0]


def stand_ins(
    project: Project, target: Endpoint, source: Endpoint | None, alias: str
) -> dict[str, bool]:
    """For each further alias of the project: whether it leads to the target too, or is closed.

    `default` leads to the target, since migrations that ignore `--database` write there; so does
    an alias for the same database name as `alias`, which is how read replicas are set up. The
    source and every other database cannot be reached.
    """
    of_source = {_alias_of(source)} | {
        name
        for name, parameters in project.databases.items()
        if source and _same(parameters, source)
    }
    name = project.databases.get(alias, {}).get("dbname")
    open_aliases = {"default", _alias_of(target)} | {
        other
        for other, parameters in project.databases.items()
        if name is not None and parameters.get("dbname") == name and other not in of_source
    }
    return {
        other: other in open_aliases
        for other in (*project.databases, *project.other_databases)
        if other != alias
    }


def _alias_of(endpoint: Endpoint | None) -> str | None:
    scheme, _, alias = endpoint.label.partition(":") if endpoint else ("", "", "")
    return alias if scheme == "django" else None


def _same(found: Mapping[str, str], source: Endpoint) -> bool:
    """Whether two sets of parameters lead to one database, as far as can be told from them."""
    address = ("service", "host", "hostaddr", "port", "dbname")
    return all(found.get(key) == source.parameters.get(key) for key in address)


def _answer(
    job: Mapping[str, Any], code: ProjectCode, listeners: Listeners, target: Endpoint
) -> tuple[Any, list[str]]:
    """The child's answer, or the ChildFailure; and the last lines that it printed."""
    hide = _hiding(target.parameters.get("password", ""))
    lines: deque[str] = deque(maxlen=LINES_KEPT)
    answers: list[Mapping[str, Any]] = []

    def hear(line: str) -> None:
        lines.append(hide(line))
        listeners.on_line(lines[-1])

    status = _run(job, code, hear, answers.append, listeners.on_event)
    reason = f"the process that ran it ended with status {status} and no answer"
    result = answers[-1] if answers else {"error": reason}
    if "answer" in result:
        return result["answer"], list(lines)
    failure = ChildFailure(hide(result["error"]))
    failure.add_note(hide(result.get("traceback", "")))
    return failure, list(lines)


def _hiding(secret: str) -> Callable[[str], str]:
    return partial(hidden, secret)


def _run(
    job: Mapping[str, Any],
    code: ProjectCode,
    hear: Callable[[str], None],
    answered: Callable[[Mapping[str, Any]], None],
    on_event: Callable[[Event], None],
) -> int:
    child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
        _command(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", errors="backslashreplace", cwd=code.folder,
        env={**os.environ, "PGOPTIONS": READ_ONLY},
    )  # fmt: skip
    with child:
        try:
            _send(child, job)
            printing = threading.Thread(target=_hear_all, args=(child, hear), daemon=True)
            printing.start()
            for line in child.stdout or ():
                word = _parsed(line)
                if "event" in word:
                    on_event(word["event"])
                elif word:
                    answered(word)
            printing.join()
        except BaseException:
            child.terminate()
            raise
    return child.returncode


def _command(code: ProjectCode) -> list[str]:
    """The child; for an older version's code it is loaded by itself, beside that one's packages."""
    if code.folder is None:
        return [code.python, "-m", "segue.project.child"]
    own = str(Path(__file__).parent)
    load = (
        f"import sys; sys.path.append({own!r}); import child.__main__ as run;"
        f" sys.path.remove({own!r}); sys.path.insert(0, {str(code.folder)!r}); sys.exit(run.main())"
    )
    return [code.python, "-c", load]


def _send(child: subprocess.Popen[str], job: Mapping[str, Any]) -> None:
    """The line stays open: by its end the child notices that this process is gone."""
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
    except BrokenPipeError:
        pass  # It died before it read; its own words and exit status tell more.


def _hear_all(child: subprocess.Popen[str], hear: Callable[[str], None]) -> None:
    for line in child.stderr or ():
        hear(line.rstrip("\n"))


def _parsed(line: str) -> Mapping[str, Any]:
    """What the child said; it may have died in the middle of a line."""
    try:
        word: Mapping[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return word
