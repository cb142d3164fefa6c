"""What every error that a user can meet has.

An error's docstring is its message: the facts given to it are filled in. The face that catches it
prints the message, the chain of causes once, and the hint, and leaves with the exit status.
"""

from __future__ import annotations

import inspect
from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """What the shell is told; a contract with the people who script Segue."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BLOCKED = 3
    DIFFERENT = 4
    REJECTS = 5
    INTERRUPTED = 6
    ANSWER_NEEDED = 7


class SegueError(Exception):
    """{message}"""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FAILED
    code: ClassVar[str] = ""
    """That of the finding by which `check` tells the same; empty where it does not."""
    hint: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(inspect.cleandoc(type(self).__doc__ or "").format(**facts))

    @property
    def advice(self) -> str:
        """The hint with the facts filled in, or an empty string."""
        return self.hint.format(**self.facts)


class UsageError(SegueError):
    """{message}"""

    exit_status = ExitStatus.USAGE
