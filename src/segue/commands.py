"""What each command does: from parsed arguments to the engine, and its answer to the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from segue import answers
from segue.database.address import Endpoint
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect
from segue.errors import BadAddress, ExitStatus, NoDjangoProject
from segue.events import Asker
from segue.move import control, sequences
from segue.move.sequences import SequenceState, Verdict
from segue.move.workspace import open_one
from segue.project import Project, find_settings, load
from segue.terminal import Answer, HumanReporter, JsonReporter, Screen


@dataclass(frozen=True, slots=True)
class Invocation:
    """One command as it was called, and where its words go."""

    arguments: argparse.Namespace
    screen: Screen
    reporter: HumanReporter | JsonReporter
    asker: Asker
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
            return load(settings, self.arguments.pythonpath) if settings else None

    @property
    def plan_path(self) -> Path:
        return Path(self.arguments.plan)

    def target(self, project: Project | None) -> Endpoint:
        """The one database that a command looks at."""
        _refuse_other_databases(project, self.arguments.target)
        return open_one(project, self.plan_path, self.arguments.target)

    @contextmanager
    def open_target(self, purpose: str, *, read_only: bool = False) -> Iterator[Connection]:
        """A session on the one database that a command looks at."""
        endpoint = self.target(self.project())
        with closing(connect(endpoint, "target", purpose, read_only=read_only)) as connection:
            yield connection

    def answer(self, *tables: Answer, objects: Iterator[dict[str, object]]) -> None:
        """Show tables to a person, or write objects to a program."""
        if isinstance(self.reporter, JsonReporter):
            for value in objects:
                self.reporter.write(value)
        else:
            for table in tables:
                self.screen.answer(table)


def _refuse_other_databases(project: Project | None, *addresses: str | None) -> None:
    """Say why an alias cannot be used, where it is there but leads to no PostgreSQL."""
    known = project.other_databases if project is not None else {}
    for address in addresses:
        alias = (address or "").removeprefix("django:")
        if alias in known:
            raise BadAddress(address=address, reason=known[alias])


def list_or_reset_sequences(invocation: Invocation) -> ExitStatus:
    """`sequences`, with `--reset` and `--print`."""
    arguments = invocation.arguments
    resets = arguments.reset is not None and not arguments.print_sql
    project = invocation.project()
    tables = _tables_of(arguments.reset or (), project)
    endpoint = invocation.target(project)
    with closing(connect(endpoint, "target", "sequences", read_only=not resets)) as connection:
        states = sequences.inspect(connection, read_catalog(connection), tables)
        if arguments.print_sql:
            invocation.screen.print_raw(sequences.print_sql(states))
            return ExitStatus.DONE
        done = sequences.reset(connection, states) if resets else ()
    shown = done if resets else states
    table = answers.sequence_table(shown, done=resets)
    invocation.answer(table, objects=answers.sequence_objects(shown))
    return _refused(invocation, states) if resets else ExitStatus.DONE


def _tables_of(labels: list[str] | tuple[()], project: Project | None) -> set[QualifiedName] | None:
    if not labels:
        return None
    if project is None:
        raise NoDjangoProject(wanted="--reset with app labels")
    return {table for label in labels for table in project.tables_of(label)}


def _refused(invocation: Invocation, states: tuple[SequenceState, ...]) -> ExitStatus:
    """Whether the role was not allowed to see to some of them."""
    refused = [s for s in states if s.verdict is Verdict.NOT_PERMITTED]
    for state in refused:
        invocation.screen.say(
            f"warning: the role may not read or set {state.sequence.name}", "yellow"
        )
    return ExitStatus.FAILED if refused else ExitStatus.DONE


def show_status(invocation: Invocation) -> ExitStatus:
    """`status`."""
    with invocation.open_target("status", read_only=True) as connection:
        status = control.status(connection)
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write(answers.status_object(status))
    elif status is None:
        invocation.screen.tell("This database holds no journal: nothing was moved into it.")
    else:
        invocation.screen.tell("\n".join(answers.status_lines(status)))
        for table in answers.status_tables(status):
            invocation.screen.tell("")
            invocation.screen.answer(table)
    return ExitStatus.DONE


def stop(invocation: Invocation) -> ExitStatus:
    """`stop`."""
    with invocation.open_target("stop") as connection:
        run = control.stop(connection)
    invocation.screen.say(f"Run {run.id} was asked to stop; {run.mover} does so in a few seconds.")
    return ExitStatus.DONE


def forget(invocation: Invocation) -> ExitStatus:
    """`forget`."""
    with invocation.open_target("forget") as connection:
        count = control.forget(connection)
    said = "There was no journal." if not count else f"The journal of {count} run(s) is gone."
    invocation.screen.say(said)
    return ExitStatus.DONE


COMMANDS: Mapping[str, Callable[[Invocation], ExitStatus]] = {
    "sequences": list_or_reset_sequences,
    "status": show_status,
    "stop": stop,
    "forget": forget,
}
