"""What each command does: from parsed arguments to the engine, and its answer to the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from segue.commands import (
    demo,
    exporting,
    importing,
    moving,
    planning,
    runs,
    sequences,
    verifying,
    web,
)
from segue.commands.invocation import Invocation
from segue.errors import ExitStatus

__all__ = ["COMMANDS", "Invocation"]

COMMANDS: Mapping[str, Callable[[Invocation], ExitStatus]] = {
    "move": moving.move,
    "plan": planning.plan,
    "check": planning.check,
    "copy": moving.copy,
    "sequences": sequences.list_or_reset,
    "verify": verifying.verify,
    "export": exporting.export,
    "import": importing.import_,
    "status": runs.show_status,
    "stop": runs.stop,
    "restore": runs.restore,
    "forget": runs.forget,
    "web": web.web,
    "demo": demo.demo,
}
