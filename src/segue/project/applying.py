"""Runs Django's own `migrate` on a target, in a child process that cannot reach the source.

`move.prepare` calls `apply`. The child is `python -m segue.management.apply`; it gets its job as
JSON on standard input, so that no secret stands in an argument list.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import IO, Any

from segue.database.address import Endpoint
from segue.errors import MigrateFailed
from segue.project.values import Project

LINES_KEPT = 12
"""How many of the last lines an error shows: enough for the migration's name and what it said."""


class Verb(Enum):
    """What the child does."""

    MIGRATE = "migrate"
    """`manage.py migrate`, with the tables of apps that have no migrations."""
    CREATE = "create"
    """Only the content types and permissions that `post_migrate` would add. The sequences of both
    tables must be past their rows."""


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


def apply(
    project: Project,
    target: Endpoint,
    verb: Verb = Verb.MIGRATE,
    *,
    source: Endpoint | None = None,
    on_line: Callable[[str], None] = lambda line: None,
) -> AppliedMigrations:
    """Run `verb` on the target; `on_line` gets every line of output as it comes.

    Raises MigrateFailed with the last lines and the cause.
    """
    alias = semantic_alias(project, target, source)
    job = {
        "verb": verb.value,
        "settings": project.settings,
        "path": sys.path,
        "alias": alias,
        "like": _alias_of(target) or alias,
        "target": dict(target.parameters),
        "stand_ins": stand_ins(project, target, source, alias),
    }
    secret = target.parameters.get("password", "")
    lines: deque[str] = deque(maxlen=LINES_KEPT)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:
        status = _run(job, answer, _heard_by(on_line, lines, secret))
        answer.seek(0)
        return _read_answer(answer.read(), status, lines, secret)


def semantic_alias(project: Project, target: Endpoint, source: Endpoint | None) -> str:
    """The alias that becomes the target in the child.

    Routers and migrations know what belongs to `default`, so where either side is `default`, the
    target takes that name. Else it keeps its own alias, or takes the source's when it has none.
    """
    sides = [_alias_of(target), _alias_of(source)]
    known = [alias for alias in sides if alias is not None]
    return "default" if "default" in known or not known else known[0]


def stand_ins(
    project: Project, target: Endpoint, source: Endpoint | None, alias: str
) -> dict[str, bool]:
    """For each further alias of the project: whether it leads to the target too, or is closed.

    `default` leads to the target, since migrations that ignore `--database` write there; so does
    an alias for the same database name as `alias`, which is how read replicas are set up. The
    source and every other database cannot be reached.
    """
    of_source = {_alias_of(source)} | {
        name for name, found in project.databases.items() if source and _same(found, source)
    }
    name = project.databases.get(alias, {}).get("dbname")
    open_aliases = {"default", _alias_of(target)} | {
        other
        for other, found in project.databases.items()
        if name is not None and found.get("dbname") == name and other not in of_source
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


def _run(job: Mapping[str, Any], answer: IO[str], hear: Callable[[str], None]) -> int:
    command = [sys.executable, "-m", "segue.management.apply"]
    child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
        command, stdin=subprocess.PIPE, stdout=answer, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", errors="backslashreplace",
    )  # fmt: skip
    with child:
        try:
            _send(child, job)
            for line in child.stderr or ():
                hear(line.rstrip("\n"))
        except BaseException:
            child.terminate()
            raise
    return child.returncode


def _send(child: subprocess.Popen[str], job: Mapping[str, Any]) -> None:
    """The line stays open: by its end the child notices that this process is gone."""
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
    except BrokenPipeError:
        pass  # It died before it read; its own words and exit status tell more.


def _heard_by(
    on_line: Callable[[str], None], lines: deque[str], secret: str
) -> Callable[[str], None]:
    def hear(line: str) -> None:
        lines.append(_without(secret, line))
        on_line(lines[-1])

    return hear


def _without(secret: str, text: str) -> str:
    return text.replace(secret, "********") if secret else text


def _read_answer(text: str, status: int, lines: deque[str], secret: str) -> AppliedMigrations:
    try:
        answer = json.loads(text)
    except ValueError:
        answer = {"error": f"the process that ran it ended with status {status} and no answer"}
    if "error" not in answer:
        return AppliedMigrations(
            tuple((app, name) for app, name in answer["migrations"]),
            tuple(answer["content_types"]),
            tuple(answer["permissions"]),
        )
    cause = ChildFailure(_without(secret, answer["error"]))
    cause.add_note(_without(secret, answer.get("traceback", "")))
    said = [line for line in lines if line.strip()]
    raise MigrateFailed(output="\n".join(said) or "it printed nothing") from cause
