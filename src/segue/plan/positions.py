"""Where the statements of a TOML text stand, so that a message and an edit find their line.

The text must be valid TOML: what is not needed to find statements is not looked at.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

Path = tuple[str | int, ...]
"""Keys from the root; a number is the place in an array of tables: ("table", 0, "columns")."""

_KEY = re.compile(r"""(?: [\w-]+ | "(?:\\.|[^"\\])*" | '[^']*' | [ \t] | \. )+""", re.VERBOSE)
_BARE = re.compile(r"[ \t]*([\w-]+)[ \t]*", re.ASCII)
"""What nearly every key is; it means itself."""
# A closing triple quote may have up to two more quotes before it that belong to the string.
_VALUE = re.compile(
    r"""
    (?P<string> \"{3}(?:\\.|[^\\])*?\"{3}\"{0,2} | '{3}.*?'{3}'{0,2}
              | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<comment> \#[^\n]* ) | (?P<open> [\[{] ) | (?P<close> [\]}] ) | (?P<end> \n )
    | [^"'\#\[\]{}\n]+
    """,
    re.VERBOSE | re.DOTALL,
)
_ASKED = re.compile(r'#\s*(?P<prefix>columns\.)?(?P<name>[\w-]+|"(?:\\.|[^"\\])*")\s*=.*#\s*\?\s')
"""A question of a draft: an entry that is a comment, with its reason behind a question mark."""
TOLD_BY_ROWS = "check counts the rows"
"""How a question ends that holds nothing up, as `check` finds out which rows it is about."""
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or a `key = value`; lines count from 1."""

    path: Path
    line: int
    last_line: int
    header: bool


@lru_cache(maxsize=2)
def statements(text: str) -> tuple[Statement, ...]:
    """Every header and every key with a value, in order; those of the last two texts are kept."""
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    lengths: dict[Path, int] = {}
    prefix: Path = ()
    line_of = _Counter(text)
    position = _skip_space(text, 0)
    while position < len(text):
        start, brackets = position, text[position : position + 2]
        if brackets.startswith("["):
            depth = 2 if brackets == "[[" else 1
            keys, position = _keys(text, position + depth)
            prefix = _resolved(keys, lengths, opens=depth == 2)
            path, position = prefix, _end_of_value(text, position + depth)
        else:
            keys, position = _keys(text, position)
            path, position = (*prefix, *keys), _end_of_value(text, position + 1)
        yield Statement(path, line_of(start), line_of(position), brackets.startswith("["))
        position = _skip_space(text, position)


def count_questions(text: str) -> int:
    """How many questions of a draft nobody has answered yet, about columns and about tables.

    What else may be meant stands below a question, and is none of its own.
    """
    numbers = {n for s in statements(text) for n in range(s.line, s.last_line + 1)}
    return sum(
        line not in numbers and re.match(r"#(.*#)?\s*\?\s(?!or )", content) is not None
        for line, content in enumerate(text.split("\n"), 1)
    )


def open_questions(text: str, *, told_by_rows: bool = False) -> dict[int, dict[str, int]]:
    """By the number of the table: columns about which a comment asks, with the comment's line.

    Of those that `check` answers from the rows only where `told_by_rows` says so.
    """
    questions: dict[int, dict[str, int]] = {}
    for number, line, asked, about_key in _questions(text):
        if about_key or (asked.string.endswith(TOLD_BY_ROWS) and not told_by_rows):
            continue
        name = asked["name"]
        column = json.loads(name) if name.startswith('"') else name
        questions.setdefault(number, {})[column] = line
    return questions


def key_questions(text: str) -> dict[int, list[int]]:
    """By the number of the table: the lines of comments that ask what becomes of its keys."""
    questions: dict[int, list[int]] = {}
    for number, line, _, about_key in _questions(text):
        if about_key:
            questions.setdefault(number, []).append(line)
    return questions


def _questions(text: str) -> Iterator[tuple[int, int, re.Match[str], bool]]:
    """Comments that ask about a table: its number, the line, what is asked, whether of its key."""
    numbers = {n for s in statements(text) for n in range(s.line, s.last_line + 1)}
    headers = [s for s in statements(text) if s.header]
    for line, content in enumerate(text.split("\n"), 1):
        match = _ASKED.match(content)
        if match is None or line in numbers:
            continue
        match next((s.path for s in reversed(headers) if s.line < line), ()):
            case ("table", int(number)):
                yield number, line, match, match["name"] == "key" and not match["prefix"]
            case ("table", int(number), "columns"):
                yield number, line, match, False


def lines(text: str) -> dict[Path, int]:
    """The first line of everything that the text names, tables without a header too."""
    numbers: dict[Path, int] = {}
    for statement in statements(text):
        for length in range(1, len(statement.path) + 1):
            numbers.setdefault(statement.path[:length], statement.line)
    return numbers


def nearest_line(path: Path, among: Mapping[Path, int]) -> int:
    """The line of what the path names, or of the nearest thing around it."""
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((among[prefix] for prefix in around if prefix in among), 1)


class _Counter:
    """The lines of positions that are asked for in order; each stretch is counted once."""

    def __init__(self, text: str) -> None:
        self._text, self._position, self._line = text, 0, 1

    def __call__(self, position: int) -> int:
        self._line += self._text.count("\n", self._position, position)
        self._position = position
        return self._line


def _keys(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """A dotted key at the position, and where it ends."""
    match = _KEY.match(text, position)
    assert match is not None, "the text is not valid TOML"
    if bare := _BARE.fullmatch(match[0]):
        return (bare[1],), match.end()
    value, keys = tomllib.loads(f"{match[0]} = 0"), []
    while isinstance(value, dict):
        ((key, value),) = value.items()
        keys.append(key)
    return tuple(keys), match.end()


def _resolved(keys: tuple[str, ...], lengths: dict[Path, int], *, opens: bool) -> Path:
    """A header's path, through the latest element of each array of tables on the way."""
    path: Path = ()
    for place, key in enumerate(keys, 1):
        path = (*path, key)
        if opens and place == len(keys):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _end_of_value(text: str, position: int) -> int:
    """Where the line ends on which a value ends."""
    depth = 0
    while position < len(text):
        match = _VALUE.match(text, position)
        assert match is not None, "the text is not valid TOML"
        if match["end"] and depth == 0:
            return position
        depth += bool(match["open"]) - bool(match["close"])
        position = match.end()
    return position


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    assert match is not None
    return match.end()
