"""Questions that nobody answered, gathered: they are told together, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from segue.errors import AnswerNeeded, SegueError
from segue.events import Asker
from segue.wording import counted


class OpenQuestions:
    """Asks another asker; where that reaches nobody, goes on as if the likely answer were given."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._open: list[AnswerNeeded] = []

    def __bool__(self) -> bool:
        """Whether one is open, so that no row may be written."""
        return bool(self._open)

    def confirm(self, question: str, *, help: str) -> bool:
        """The answer, or yes where the question stays open."""
        try:
            return self._asker.confirm(question, help=help)
        except AnswerNeeded as unanswered:
            self._open.append(unanswered)
            return True

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        """The same for words that have to be typed."""
        try:
            return self._asker.type_exactly(question, expected, help=help)
        except AnswerNeeded as unanswered:
            self._open.append(unanswered)
            return True

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Raises AnswerNeeded with all that is open, before what likely answers would lead to."""
        try:
            yield
        except SegueError:
            self.require_answers()
            raise
        self.require_answers()

    def require_answers(self) -> None:
        """Raises AnswerNeeded with all that is open."""
        if len(self._open) == 1:
            raise self._open[0]
        if self._open:
            questions = [f"- {one.facts['question']}" for one in self._open]
            raise AnswerNeeded(
                question="\n".join([counted(len(questions), "question"), *questions]),
                help="\n".join(dict.fromkeys(str(one.facts["help"]) for one in self._open)),
            )
