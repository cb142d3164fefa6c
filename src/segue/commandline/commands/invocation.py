"""A command as it was called."""

from __future__ import annotations

import argparse
import shlex
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from segue.commandline.arguments import PLAN
from segue.commandline.terminal import (
    AnswerTable,
    HumanReporter,
    JsonReporter,
    Screen,
    TerminalAsker,
)
from segue.database.address import Endpoint
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect
from segue.errors import BadAddress, NoDjangoProject, UsageError
from segue.events import Note
from segue.move.workspace import Workspace, open_one, open_workspace
from segue.project import Project, ProjectCode, find_settings, load
from segue.project.old_code import old_code

LONG = frozenset(("move", "copy", "plan", "check"))
"""Commands of which people wait for more than an answer."""

SLOW = 0.6
"""Seconds after which it is said what a command waits for before it can begin."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One command as it was called, and where its words go."""

    arguments: argparse.Namespace
    screen: Screen
    reporter: HumanReporter | JsonReporter
    asker: TerminalAsker
    prog: str
    inside_django: bool
    """Whether manage.py configured the project already."""

    def project(self) -> Project | None:
        """The Django project, or None where there is none. Raises ProjectDoesNotLoad."""
        # A settings module may print; standard output is for answers.
        with redirect_stdout(sys.stderr):
            if self.inside_django:
                return load(None)
            settings = find_settings(self.arguments.settings, Path.cwd())
            if settings is None:
                return None
            with self._told_where_slow(f"Loading the Django project by {settings}."):
                return load(settings, self.arguments.pythonpath)

    @contextmanager
    def _told_where_slow(self, said: str) -> Iterator[None]:
        """What is being done, said while it is done if that is not over at once."""
        # A program waits for answers alone, and so does whoever reads the lines of a short command.
        if isinstance(self.reporter, JsonReporter) or self.arguments.command not in LONG:
            yield
            return
        telling = threading.Timer(SLOW, self.reporter.report, [Note(said)])
        telling.daemon = True
        telling.start()
        try:
            yield
        finally:
            telling.cancel()

    def old_code(self, project: Project | None) -> AbstractContextManager[ProjectCode | None]:
        """The older version's code that --old-code names. Raises UsageError."""
        place, python = self.arguments.old_code, self.arguments.old_python
        if place is not None and project is None:
            raise NoDjangoProject(wanted="--old-code")
        return old_code(place, python, project.settings if project is not None else "")

    @property
    def plan_path(self) -> Path:
        return Path(self.arguments.plan)

    @property
    def project_words(self) -> tuple[str, ...]:
        """The options that lead another command to the same Django project."""
        options = {"settings": self.arguments.settings, "pythonpath": self.arguments.pythonpath}
        pairs = ((f"--{name}", value) for name, value in options.items() if value)
        return tuple(word for pair in pairs for word in pair)

    def command(self, name: str, plan: Path | None = None) -> str:
        """The command line of a next step, with the plan where it is not the usual one."""
        path = plan or self.plan_path
        named = f" --plan {shlex.quote(str(path))}" if str(path) != PLAN else ""
        return f"{self.prog} {name}{named}"

    def workspace(self, *, elsewhere: bool = False) -> Workspace:
        """Both databases and the plan of a command that looks at both.

        `elsewhere` says that the plan was written on another machine, with addresses of its own.
        """
        project, arguments = self.project(), self.arguments
        _refuse_other_databases(project, arguments.source, arguments.target)
        addresses = arguments.source, arguments.target
        return open_workspace(
            project, self.plan_path, *addresses, self.reporter, elsewhere=elsewhere
        )

    def target(self, project: Project | None) -> Endpoint:
        """The one database that a command looks at."""
        _refuse_other_databases(project, self.arguments.target)
        return open_one(project, self.plan_path, self.arguments.target)

    @contextmanager
    def open_target(self, purpose: str, *, read_only: bool = False) -> Iterator[Connection]:
        """A session on the one database that a command looks at."""
        endpoint = self.target(self.project())
        opened = connect(endpoint, "target", purpose, read_only=read_only, reporter=self.reporter)
        with closing(opened) as connection:
            yield connection

    def answer(self, *tables: AnswerTable, objects: Iterable[dict[str, object]]) -> None:
        """Show tables to a person, or write objects to a program."""
        if isinstance(self.reporter, JsonReporter):
            for value in objects:
                self.reporter.write(value)
        else:
            for table in tables:
                self.screen.answer(table)


def _refuse_other_databases(project: Project | None, *addresses: str | None) -> None:
    """Say why an alias cannot be used, where it is there but leads to no PostgreSQL."""
    databases = project.other_databases if project is not None else {}
    for address in addresses:
        alias = (address or "").removeprefix("django:")
        if alias in databases:
            raise BadAddress(address=address, reason=databases[alias])


def table_name(text: str) -> QualifiedName:
    """A table as the command line names it. Raises UsageError."""
    try:
        return QualifiedName.parse(text)
    except ValueError as error:
        raise UsageError(message=str(error)) from None
