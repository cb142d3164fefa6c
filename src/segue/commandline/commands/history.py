"""`check --history`: how the source stands to the project's migrations."""

from __future__ import annotations

from segue.commandline.answers.history import history_object, history_tables
from segue.commandline.commands.invocation import Invocation
from segue.errors import ExitStatus, NoDjangoProject
from segue.move.run import look_at_history
from segue.move.workspace import Workspace


def show_history(invocation: Invocation, workspace: Workspace) -> ExitStatus:
    """The answer blocks where the project's migrations do not continue from the source."""
    if workspace.project is None:
        raise NoDjangoProject(wanted="check --history")
    with invocation.old_code(workspace.project) as code:
        history = look_at_history(workspace, invocation.reporter, code)
    invocation.reporter.close()
    invocation.answer(*history_tables(history), objects=[history_object(history)])
    return ExitStatus.BLOCKED if history.history.obstacles else ExitStatus.DONE
