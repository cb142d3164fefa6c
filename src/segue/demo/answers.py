"""What a person does between the draft and the move: read the plan, and answer its questions.

Nothing here knows what a plan means; it works on paragraphs of text, as an editor would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COLUMNS = "[table.columns]"
_SKIP = "[skip]"


def paragraphs(text: str) -> list[str]:
    """A plan's paragraphs; a table stays in one piece with its columns."""
    blocks: list[str] = []
    for part in text.strip().split("\n\n"):
        if part.startswith(_COLUMNS) and blocks:
            blocks[-1] += f"\n\n{part}"
        else:
            blocks.append(part)
    return blocks


def about(text: str, prefix: str) -> list[str]:
    """The paragraphs about tables of the source whose names begin so."""
    return [part for part in paragraphs(text) if any(n.startswith(prefix) for n in _sources(part))]


def questions(text: str) -> list[str]:
    """The lines that ask something, without what stands beside a comment."""
    return [line for line in text.splitlines() if re.match(r"# .*\? ", line)]


def answered(text: str, answers: str) -> str:
    """The plan with the answers in place of what it said, or asked, about the same tables."""
    sources = set(_sources(answers))
    parts = [part for part in paragraphs(text) if not sources & set(_sources(part))]
    tables = [part for part in parts if not part.startswith(_SKIP)]
    skips = [part for part in parts if part.startswith(_SKIP)]
    return "\n\n".join([*tables, *paragraphs(answers), *skips]) + "\n"


def _sources(part: str) -> Iterable[str]:
    return re.findall(r'^(?:# )?from = "public\.(\w+)"', part, re.MULTILINE)
