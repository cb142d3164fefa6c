"""What a file writes for NULL, where that is not an empty cell.

In a column of numbers or dates the word NULL can mean nothing else, so it is taken. In texts alone
it may be somebody's name: then it is asked.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator

from segue.files.importing.columns import FileFeed, Layout
from segue.files.importing.detection import FileHead
from segue.files.importing.encodings import FileDoubt
from segue.files.importing.spellings.model import (
    JSON,
    NAN,
    NEVER_EMPTY,
    NULL_WORDS,
    OF_TEXTS_TOO,
    TEXTS,
    WITH_NAN,
    base_type,
)
from segue.files.importing.values import target_of

NULL_IN_TEXT = "\\N"
"""NULL where backslashes stand for line breaks: in PostgreSQL's text format, and in MySQL's."""

TELLING = NEVER_EMPTY - JSON
"""Types of which no such word is a value."""


def null_word(head: FileHead, layout: Layout) -> tuple[str, FileDoubt | None]:
    """The word that stands for NULL, or nothing, as the sample shows it; and a doubt about it."""
    certain, possible = Counter[str](), Counter[str]()
    for feed, word in _words(head, layout):
        name = base_type(target_of(feed))
        if name in TEXTS:
            possible[word] += 1
        elif name in TELLING and (word not in NAN or name not in WITH_NAN):
            certain[word] += 1
    word = certain.most_common(1)[0][0] if certain else ""
    if word and not (word in OF_TEXTS_TOO and possible[word] and not _quotes_texts(head)):
        return word, None
    likely = [word for word, _ in possible.most_common() if word not in NAN]
    if not (word or likely):
        return "", None
    word = word or likely[0]
    question = (
        f"Does {word} (in {possible[word]} cells of the first rows) mean that there is no value?"
    )
    return word, FileDoubt(question, f"--null {shlex.quote(word)} or --null ''")


def _quotes_texts(head: FileHead) -> bool:
    """Whether texts stand in quotes that need none, so that a word without them is no text."""
    needy = {head.file_format.delimiter, head.file_format.quote, "\r", "\n"}
    return any(cell.quoted and not needy & set(cell.text) for row in head.rows for cell in row)


def _words(head: FileHead, layout: Layout) -> Iterator[tuple[FileFeed, str]]:
    for row in head.rows:
        for feed in layout.feeds:
            if feed.position < len(row):
                cell = row[feed.position]
                if cell.text in NULL_WORDS and not cell.quoted:
                    yield feed, cell.text
