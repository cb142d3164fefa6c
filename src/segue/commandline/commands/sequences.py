"""`sequences`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from segue import sequences
from segue.checks.servers import require_taking_writes
from segue.commandline.answers.sequences import sequence_objects, sequence_table
from segue.commandline.commands.invocation import Invocation
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import connect
from segue.errors import ExitStatus, NoDjangoProject
from segue.move import control
from segue.project import Project
from segue.sequences import SequenceState, SequenceVerdict


def list_or_reset(invocation: Invocation) -> ExitStatus:
    """`sequences`, with `--reset` and `--print`."""
    arguments = invocation.arguments
    resets = arguments.reset is not None and not arguments.print_sql
    project = invocation.project()
    tables = _tables_of(arguments.reset or (), project)
    endpoint = invocation.target(project)
    opening = connect(
        endpoint, "target", "sequences", read_only=not resets, reporter=invocation.reporter
    )
    with closing(opening) as connection:
        if resets:
            require_taking_writes(connection)
        states = sequences.inspect(connection, read_catalog(connection), tables)
        if arguments.print_sql:
            invocation.screen.print_raw(sequences.print_sql(states))
            return ExitStatus.DONE
        done = sequences.reset(connection, states) if resets else ()
        reason = control.lacking(connection)
    if reason:
        invocation.screen.say(f"warning: {reason}; its sequences are set in step 7", "yellow")
    listed = done if resets else states
    table = sequence_table(listed, done=resets)
    invocation.answer(table, objects=sequence_objects(listed))
    return _refused(invocation, states) if resets else ExitStatus.DONE


def _tables_of(labels: Iterable[str], project: Project | None) -> set[QualifiedName] | None:
    labels = tuple(labels)
    if not labels:
        return None
    if project is None:
        raise NoDjangoProject(wanted="--reset with app labels")
    return {table for label in labels for table in project.tables_of(label)}


def _refused(invocation: Invocation, states: tuple[SequenceState, ...]) -> ExitStatus:
    """Whether the role was not allowed to see to some of them."""
    refused = [s for s in states if s.verdict is SequenceVerdict.NOT_PERMITTED]
    for state in refused:
        invocation.screen.say(
            f"warning: the role may not read or set {state.sequence.name}", "yellow"
        )
    return ExitStatus.FAILED if refused else ExitStatus.DONE
