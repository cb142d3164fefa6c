"""A TOML document that people write, read with every mistake at its line.

What plans and fleets have in common: nothing here knows what either says.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from segue.errors import PlanMistake, PlanMistakes
from segue.plan.positions import Path, lines, nearest_line

Table = Mapping[str, Any]
T = TypeVar("T")


def decoded(content: bytes, path: FilePath, kind: str) -> str:
    """The file's text. Raises PlanMistake where it is no UTF-8; `kind` says what it is."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _syntax(str(path), line, "this is not UTF-8 text", kind) from None


def document_of(text: str, path: str, kind: str) -> dict[str, Any]:
    """The text as TOML. Raises PlanMistake."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(path, *_place_and_words(str(error), text), kind) from None


class DocumentReader:
    """Reads one document and collects the mistakes in it, each with its line."""

    def __init__(self, text: str, path: str) -> None:
        self._found: list[tuple[int, PlanMistake]] = []
        self._path = path
        self._lines = lines(text)

    @property
    def mistakes(self) -> list[PlanMistake]:
        """All mistakes, in the order of the file."""
        return [mistake for _, mistake in sorted(self._found, key=lambda found: found[0])]

    def require_none(self) -> None:
        """Raises PlanMistake, or PlanMistakes where there are several."""
        mistakes = self.mistakes
        if len(mistakes) == 1:
            raise mistakes[0]
        if mistakes:
            listed = "\n".join(_in_a_list(mistake) for mistake in mistakes)
            raise PlanMistakes(count=len(mistakes), path=self._path, mistakes=listed)

    def _text(
        self, at: Path, table: Table, key: str, form: str, *, required: bool = False
    ) -> str | None:
        text = self._typed(at, table, key, str, "a text in quotes", form, required=required)
        if text is not None and not text.strip():
            self._wrong((*at, key), f"{key} is empty", form)
            return None
        return text

    def _typed(
        self, at: Path, table: Table, key: str, kind: type[T], wanted: str, help: str = "",
        *, required: bool = False,
    ) -> T | None:  # fmt: skip
        value = table.get(key)
        if isinstance(value, kind) and not isinstance(value, bool):
            return value
        if key in table:
            self._wrong((*at, key), f"{key} must be {wanted}, not {shown(value)}", help)
        elif required:
            self._wrong(at, f"{key} is missing", help or f"Add {key}: {wanted}.")
        return None

    def _known_keys(self, at: Path, table: Table, names: Collection[str]) -> None:
        for key in table:
            if key not in names:
                advice = did_you_mean(key, names) or f"Known here: {', '.join(names)}."
                self._wrong((*at, key), f"unknown key {key!r}", advice)

    def _wrong(self, at: Path, mistake: str, help: str = "") -> None:
        self._wrong_at(self._line(at), mistake, help)

    def _wrong_at(self, line: int, mistake: str, help: str) -> None:
        place = f"{self._path}:{line}"
        self._found.append((line, PlanMistake(place=place, mistake=mistake, help=help)))

    def _line(self, at: Path) -> int:
        return nearest_line(at, self._lines)


def did_you_mean(word: str, names: Collection[str]) -> str:
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else ""


def shown(value: object) -> str:
    """A value as a person wrote it, more or less."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {shown(item)}" for key, item in value.items()) + " }"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)


def _in_a_list(mistake: PlanMistake) -> str:
    return f"  {mistake}" + (f"\n      {mistake.advice}" if mistake.advice else "")


def _syntax(path: str, line: int, mistake: str, kind: str) -> PlanMistake:
    return PlanMistake(
        place=f"{path}:{line}",
        mistake=mistake,
        help=f"A {kind} is TOML (https://toml.io): texts stand in quotes, names before =.",
    )


def _place_and_words(message: str, text: str) -> tuple[int, str]:
    """Line and words of tomllib's message, which ends with `(at line 3, column 7)`."""
    words, _, place = message.partition(" (at ")
    line = re.match(r"line (\d+)", place)
    last = text.rstrip("\n").count("\n") + 1
    return int(line[1]) if line else last, f"{words[:1].lower()}{words[1:]}"
