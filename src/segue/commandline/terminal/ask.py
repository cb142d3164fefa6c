"""Questions to a person; nobody is asked where nobody sits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from segue.commandline.terminal.screen import Screen
from segue.errors import AnswerNeeded


class TerminalAsker:
    """Asks on standard error and reads standard input. `pause` holds a live display meanwhile.

    Raises AnswerNeeded where `no_input` is set, the input is no terminal, or it ends.
    """

    def __init__(
        self,
        screen: Screen,
        stdin: TextIO,
        *,
        no_input: bool = False,
        pause: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._screen = screen
        self._stdin = stdin
        self._nobody = no_input or not stdin.isatty()
        self._pause = pause

    def confirm(self, question: str, *, help: str) -> bool:
        """Whether the answer is y or yes; anything else, an empty line too, is no."""
        return self._ask(question, "[y/N] ", help).strip().lower() in ("y", "yes")

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        """Whether the person typed `expected`, letter for letter."""
        return self._ask(question, "> ", help).strip() == expected

    def line(self, question: str, *, help: str) -> str:
        """What the person wrote, without the end of the line."""
        return self._ask(question, "> ", help).rstrip("\n")

    def _ask(self, question: str, prompt: str, help: str) -> str:
        if self._nobody:
            raise AnswerNeeded(question=question, help=help)
        with self._pause():
            self._screen.say(question, "bold")
            self._screen.err.print(prompt, end="")
            answer = self._stdin.readline()
        if not answer:
            raise AnswerNeeded(question=question, help=help)
        return answer
