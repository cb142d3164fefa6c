"""The names that a table's columns are known by: their own, their fields', and what looks alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from segue.database.catalog import Column, Table
from segue.drafting.matching.names import likeness
from segue.project import Model

ALIKE = 0.7
"""How alike two names must be for a question: `pirce` and `price` are 0.8."""


@dataclass(frozen=True)
class ColumnNames:
    """The names that a table's columns are known by, the surest first."""

    table: Table
    model: Model | None

    def find(self, name: str) -> tuple[Column, str] | None:
        """The one column that the name means, and how it is known; None where none or several."""
        for how, names in self._ways():
            key = _folded(name) if how == "alike except for case, blanks and signs" else name
            columns = {column for alias, column in names if alias and alias == key}
            folded = columns or {c for alias, c in names if alias and _same(alias, key)}
            if len(folded) == 1:
                column = self.table.column(folded.pop())
                return None if column is None else (column, how)
        return None

    def trimmed(self, name: str) -> str:
        """The name without blanks around it, unless it is a column's with them."""
        return name if self.table.column(name) is not None else name.strip()

    def likely(self, name: str, free: Iterable[str]) -> str | None:
        """The column whose name looks most alike, if any does."""
        columns = set(free)
        aliases = {
            (word, column) for _, ways in self._ways() for word, column in ways if column in columns
        }
        graded = [(_alike(name, word), column) for word, column in aliases if word]
        best = max(graded, default=(0.0, ""))
        return best[1] if best[0] >= ALIKE else None

    def _ways(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        own = [(column.name, column.name) for column in self.table.columns]
        fields = self.model.fields if self.model is not None else ()
        by_field = [(field.name, field.column) for field in fields]
        verbose = [(field.verbose_name, field.column) for field in fields]
        keys = [key.columns[0] for key in self.table.foreign_keys if len(key.columns) == 1]
        yield "", own
        yield "the field's name", by_field
        yield "the field's verbose name", verbose
        yield "the reference's name", [(key.removesuffix("_id"), key) for key in keys]
        every = [(_folded(alias), column) for alias, column in (*own, *by_field, *verbose)]
        yield "alike except for case, blanks and signs", every


def _alike(one: str, other: str) -> float:
    """0 to 1: alike word by word, as renamed columns are, or letter by letter, as slips are."""
    letters = OSA.normalized_similarity(_folded(one), _folded(other))
    return max(likeness(one, other), letters)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _folded(name: str) -> str:
    """A name without case, accents, blanks and signs: `Order No.` and order_no are one."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if c.isalnum()).casefold()
