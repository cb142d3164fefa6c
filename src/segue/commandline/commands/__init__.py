"""What each command does: from parsed arguments to the engine, and its answer to the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from segue.commandline.commands.invocation import Invocation
from segue.errors import ExitStatus

__all__ = ["COMMANDS", "Invocation"]

Command = Callable[[Invocation], ExitStatus]


def _loaded(module: str, function: str, package: str = __name__) -> Command:
    """A command whose module is loaded when it is wanted: the others need not be waited for."""

    def perform(invocation: Invocation) -> ExitStatus:
        command: Command = getattr(import_module(f"{package}.{module}"), function)
        return command(invocation)

    return perform


COMMANDS: Mapping[str, Command] = {
    "move": _loaded("moving", "move"),
    "plan": _loaded("planning", "plan"),
    "check": _loaded("planning", "check"),
    "copy": _loaded("moving", "copy"),
    "join": _loaded("joining", "join"),
    "follow": _loaded("live", "follow"),
    "cutover": _loaded("live", "cutover"),
    "reverse": _loaded("live", "reverse"),
    "sequences": _loaded("sequences", "list_or_reset"),
    "verify": _loaded("verifying", "verify"),
    "export": _loaded("exporting", "export"),
    "import": _loaded("importing", "import_"),
    "status": _loaded("runs", "show_status"),
    "stop": _loaded("runs", "stop"),
    "restore": _loaded("runs", "restore"),
    "forget": _loaded("runs", "forget"),
    "fleet": _loaded("command", "fleet", "segue.fleet"),
    "web": _loaded("command", "web", "segue.web"),
    "demo": _loaded("demo", "demo"),
}
