"""How arrays and composites are written, as their input functions read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Element: TypeAlias = "str | Sequence[Element] | None"


def array(elements: Sequence[Element], delimiter: str = ",", bounds: str = "") -> str:
    """An array's text; every element is quoted, NULL is not. `bounds` such as [0:1][5:5]."""
    inside = delimiter.join(_element(element, delimiter) for element in elements)
    return f"{bounds}{'=' if bounds else ''}{{{inside}}}"


def composite(values: Sequence[str | None]) -> str:
    """A row's text; every value is quoted, NULL is nothing at all."""
    return "(" + ",".join("" if value is None else _quoted(value) for value in values) + ")"


def _element(element: Element, delimiter: str) -> str:
    if element is None:
        return "NULL"
    return _quoted(element) if isinstance(element, str) else array(element, delimiter)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
