"""Every sentence of the source and the pages that a person can meet, taken from the code itself.

`python -m support.messages` in tests/ prints them, to be read in one sitting.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import segue

ROOT = Path(segue.__file__).parent
LEAST = 4
"""Words of what is taken for a sentence."""
HOLE = "…"
"""Stands for what is filled in."""
SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE|SET|GRANT|REVOKE|CASE|WHEN|BEGIN|"
    r"RETURN|TABLE|JOIN|LATERAL|EXISTS|VALUES|COPY|LOCK|RAISE|CAST|NULL THEN|AS MATERIALIZED)\b"
    r"|\bpg_catalog\.\w+\("
)
NOT_FOR_PEOPLE = ("demo/project/", "drafting/words", "failpoints.py")


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its place, such as `errors/kinds.py:12`."""

    place: str
    text: str

    @property
    def sentences(self) -> list[str]:
        """Cut where a reader takes a breath: at full stops, colons, semicolons and line ends."""
        return [each for each in re.split(r"(?<=[.:;?!])\s+|\n", self.text) if each.strip()]


def messages() -> Iterator[Message]:
    """Those of the code, then those of the templates."""
    for path in sorted(ROOT.rglob("*.py")):
        place = str(path.relative_to(ROOT))
        if not place.startswith(NOT_FOR_PEOPLE):
            yield from _of_code(place, ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "web/templates").glob("*.html")):
        yield from _of_template(f"web/templates/{path.name}", path.read_text(encoding="utf-8"))


def words(sentence: str) -> list[str]:
    """Its words; names in backquotes, paths and what is filled in count as one each."""
    plain = re.sub(r"`[^`]*`|\"[^\"]*\"", "name", sentence)
    return re.findall(r"[\w'’…][\w'’….-]*", plain)


def _of_code(place: str, tree: ast.AST) -> Iterator[Message]:
    silent = set(_docstrings(tree))
    for node in _texts(tree):
        text = _text(node)
        if id(node) not in silent and _is_sentence(text):
            yield Message(f"{place}:{node.lineno}", text)


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)


def _texts(node: ast.AST) -> Iterator[ast.expr]:
    """Whole texts: not the pieces of one with holes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr) or (
            isinstance(child, ast.Constant) and isinstance(child.value, str)
        ):
            yield child
        else:
            yield from _texts(child)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(each.value) if isinstance(each, ast.Constant) else HOLE for each in node.values
        )
    assert isinstance(node, ast.Constant)
    return re.sub(r"\{\w*\}", HOLE, str(node.value))


def _is_sentence(text: str) -> bool:
    return (
        len(re.findall(r"(?<![\w.])[A-Za-z][a-z']*(?![\w.])", text)) >= LEAST
        and not SQL.search(re.sub(r"`[^`]*`", "", text))
        and not re.search(r"\(\?[:<P!=]|\\[bsdw]|[\^$]\)", text)
    )


def _of_template(place: str, text: str) -> Iterator[Message]:
    text = re.sub(r"(?s:<svg.*?</svg>)", "<>", text)
    text = re.sub(r"\{% (else|elif .*?|for .*?|endfor) %\}", "<>", text)
    text = re.sub(r"\{[%#].*?[%#]\}", " ", text)
    text = re.sub(r"\{\{.*?\}\}", HOLE, text)
    text = re.sub(r"</?(b|code|a|span|kbd|bdi|i)\b[^>]*>", "", text)
    for line in re.split(r"<[^>]*>", text):
        plain = " ".join(unescape(line).split())
        if _is_sentence(plain):
            yield Message(place, plain)


if __name__ == "__main__":
    for message in messages():
        print(f"{message.place}\t{message.text!r}")  # noqa: T201
