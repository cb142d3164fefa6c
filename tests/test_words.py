"""What people read is plain: short sentences, one term a thing, no old-fashioned words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from support.messages import Message, messages, words

MOST = 25
"""Words of a sentence."""
DATA = ("drafting/expressions.py", "drafting/matching/values.py", "database/names.py",
        "mapping/sql/", "checks/rows/named_objects.py", "demo/sample_rows.py",
        "files/importing/spellings/")  # fmt: skip
"""Lists of words, which nobody reads as sentences."""

TERMS = {
    r"chunks?": "part", r"workers?": "lane or helper", r"destination": "target",
    r"switch-?over": "cutover", r"config(uration)? file of (segue|the move)": "plan",
    r"(skipped|bad) records?": "reject", r"audit log": "journal", r"dry-run table": "rehearsal",
    r"inverse migration|rollback plan": "way back", r"origin database": "source",
    r"seed data": "seed rows", r"checkpoint": "journal", r"mapping file": "plan",
    r"(error|issue)s? of (the )?check": "finding",
}  # fmt: skip
"""Words for what the glossary has a term for."""
OLD = (
    r"ma[dk]es? way|making way", r"deeds?", r"signs? of life", r"shall", r"hitherto", r"thereof",
    r"thereby", r"whence", r"whosoever", r"lest", r"forthwith", r"wherein", r"ought", r"unto",
    r"upon", r"speak to whoever", r"foretold", r"aforesaid", r"henceforth", r"beforetime",
    r"for gone", r"after a death",
)  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[Message]:
    found = [each for each in messages() if not each.place.startswith(DATA)]
    assert len(found) > 1500, "the collector sees what people read"
    return found


def sentences(message: Message) -> Iterator[str]:
    """Cut at full stops and line ends; what stands in braces or quotes counts as a word."""
    plain = re.sub(r"\{[^{}]*\}|\(`[^)]*\)", "name", message.text)
    yield from (each for each in re.split(r"(?<=[.?!·])\s+|\n", plain) if each.strip())


def test_no_sentence_is_longer_than_a_breath(told: list[Message]) -> None:
    long = [
        (message.place, sentence)
        for message in told
        for sentence in sentences(message)
        if len(words(sentence)) > MOST
    ]
    assert long == []


@pytest.mark.parametrize("word", [*TERMS, *OLD])
def test_no_message_says_otherwise_what_has_a_term_or_a_plain_word(
    told: list[Message], word: str
) -> None:
    pattern = re.compile(rf"(?<![\w-])({word})(?![\w-])", re.IGNORECASE)
    found = [(each.place, each.text) for each in told if pattern.search(each.text)]
    assert found == [], TERMS.get(word, "say it as people do today")


def test_the_collector_sees_code_holes_and_pages() -> None:
    texts = {message.text for message in messages()}
    assert any("…" in text for text in texts)
    assert "Nothing that is written is a message that one reads." not in texts
    assert any(message.place.startswith("web/templates") for message in messages())
