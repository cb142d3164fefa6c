"""From the parsed TOML to the plan as values; every mistake is noted, none is guessed away."""

from __future__ import annotations

import datetime
import difflib
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.plan.model import (
    ColumnMapping,
    Constant,
    Dropped,
    ExistingRows,
    Expression,
    KeepKeys,
    KeyStrategy,
    MatchKeys,
    OffsetKeys,
    Plan,
    Renamed,
    TableMapping,
    UuidKeys,
)
from segue.plan.positions import Path, lines, nearest_line

PLAN_KEYS = ("version", "source", "target", "existing_rows", "table", "skip")
TABLE_KEYS = ("from", "query", "to", "where", "key", "existing_rows", "columns")
COLUMN_KEYS = ("sql", "value", "drop")
LATER = {"create", "on_bad_row", "refers_to", "map", "lookup", "python"}
"""What the plan will know one day; nothing of it is ever passed over in silence."""

COLUMN_FORMS = (
    'A column is fed by title = "headline", { sql = "lower(slug)" } or { value = "article" }; '
    'a source column is left behind by { drop = "the reason" }.'
)
KEY_FORMS = 'A key is "keep", "uuid", { offset = 1000000 } or { match = ["slug"] }.'
NAME_FORM = "A table's name is schema.table, as in public.auth_user."
ADDRESS_FORM = "Say django:ALIAS, service:NAME or env:VARIABLE."

Table = Mapping[str, Any]
T = TypeVar("T")


class Reader:
    """Reads one document and collects the mistakes in it, each with its line."""

    def __init__(self, text: str, path: str) -> None:
        self._found: list[tuple[int, PlanMistake]] = []
        self._path = path
        self._lines = lines(text)

    @property
    def mistakes(self) -> list[PlanMistake]:
        """All mistakes, in the order of the file."""
        return [mistake for _, mistake in sorted(self._found, key=lambda found: found[0])]

    def plan(self, document: Table) -> Plan | None:
        """The plan, or None where a mistake leaves nothing to return."""
        self._known_keys((), document, PLAN_KEYS)
        version = self._typed((), document, "version", int, "a number, now 1", required=True)
        if version not in (None, 1):
            self._wrong(("version",), f"this Segue reads plans of version 1, not {version}")
        source = self._text((), document, "source", ADDRESS_FORM, required=True)
        target = self._text((), document, "target", ADDRESS_FORM, required=True)
        tables = tuple(self._tables(document))
        skip = self._skip(document, tables)
        existing = self._existing_rows((), document) or ExistingRows.STOP
        self._distinct(tables)
        if self._found or source is None or target is None:
            return None
        skip_lines = {name: self._line(("skip", key)) for key, name in skip.items()}
        reasons = {name: document["skip"][key] for key, name in skip.items()}
        return Plan(
            source, target, tables, reasons, existing, path=self._path, skip_lines=skip_lines
        )

    # Tables

    def _tables(self, document: Table) -> list[TableMapping]:
        found = document.get("table", [])
        if not isinstance(found, list):
            self._wrong(("table",), "table is one table", "Write [[table]], in two brackets.")
            return []
        read = (self._table(("table", number), table) for number, table in enumerate(found))
        return [mapping for mapping in read if mapping is not None]

    def _table(self, at: Path, table: object) -> TableMapping | None:
        if not isinstance(table, dict):
            self._wrong(at, "this is no table", "Write [[table]] and its keys below it.")
            return None
        self._known_keys(at, table, TABLE_KEYS)
        source = self._name(at, table, "from")
        target = self._name(at, table, "to", required=True)
        query = self._text(at, table, "query", "A query is one SELECT in quotes.")
        self._one_origin(at, table)
        where = self._text(at, table, "where", "A condition is SQL in quotes.")
        columns = self._columns(at, table)
        key = self._key(at, table)
        existing = self._existing_rows(at, table)
        if target is None:
            return None
        return TableMapping(
            target, source, query, where, key, existing, columns,
            line=self._line(at),
            lines={name: self._line((*at, "columns", name)) for name in columns},
        )  # fmt: skip

    def _one_origin(self, at: Path, table: Table) -> None:
        if "from" in table and "query" in table:
            self._wrong(
                (*at, "query"), "both from and query are given", "Keep the one that is meant."
            )
        if "from" not in table and "query" not in table:
            self._wrong(
                at, "this table says nothing to read", 'Add from = "schema.table", or a query.'
            )
        if "query" in table and "where" in table:
            self._wrong(
                (*at, "where"), "a query has its own WHERE", "Move the condition into the query."
            )

    def _key(self, at: Path, table: Table) -> KeyStrategy:
        key, at = table.get("key", "keep"), (*at, "key")
        if key == "keep":
            return KeepKeys()
        if key == "uuid":
            return UuidKeys()
        match key:
            case {"offset": int(amount)} if len(key) == 1 and not isinstance(amount, bool):
                return OffsetKeys(amount)
            case {"match": [_, *_] as columns} if len(key) == 1 and _all_texts(columns):
                return MatchKeys(tuple(columns))
        self._wrong(at, f"{_shown(key)} is no way for keys to travel", KEY_FORMS)
        return KeepKeys()

    def _existing_rows(self, at: Path, table: Table) -> ExistingRows | None:
        if "existing_rows" not in table:
            return None
        value = table["existing_rows"]
        known = [choice.value for choice in ExistingRows]
        if isinstance(value, str) and value in known:
            return ExistingRows(value)
        advice = _did_you_mean(str(value), known) or f"It is one of {_listed(known)}."
        self._wrong((*at, "existing_rows"), f"existing_rows cannot be {_shown(value)}", advice)
        return None

    # Columns

    def _columns(self, at: Path, table: Table) -> dict[str, ColumnMapping]:
        found = table.get("columns", {})
        if not isinstance(found, dict):
            self._wrong((*at, "columns"), "columns is no table", COLUMN_FORMS)
            return {}
        read = {name: self._column((*at, "columns", name), how) for name, how in found.items()}
        columns = {name: how for name, how in read.items() if how is not None}
        self._not_both(at, columns)
        return columns

    def _column(self, at: Path, how: object) -> ColumnMapping | None:
        if isinstance(how, str) and how:
            return Renamed(how)
        form = how if isinstance(how, dict) else {}
        self._known_keys(at, form, COLUMN_KEYS)
        if len(form) == 1:
            match form:
                case {"sql": str(text)} if text.strip():
                    return Expression(text)
                case {"drop": str(reason)} if reason.strip():
                    return Dropped(reason)
                case {"value": str() | int() | float() as value}:
                    return Constant(value)
                case {"value": datetime.date() | datetime.time() as moment}:
                    return Constant(moment.isoformat())
        if not set(form) - set(COLUMN_KEYS):
            self._wrong(at, f"{at[-1]} cannot be fed by {_shown(how)}", COLUMN_FORMS)
        return None

    def _not_both(self, at: Path, columns: Mapping[str, ColumnMapping]) -> None:
        """A source column that is dropped feeds nothing."""
        for name, how in columns.items():
            used = isinstance(how, Renamed) and isinstance(columns.get(how.source), Dropped)
            if used and isinstance(how, Renamed):
                self._wrong(
                    (*at, "columns", name),
                    f"{how.source} feeds {name} and is dropped too",
                    "Keep one of the two entries.",
                )

    # Skips, and what must be distinct

    def _skip(self, document: Table, tables: Collection[TableMapping]) -> dict[str, QualifiedName]:
        found = document.get("skip", {})
        if not isinstance(found, dict):
            self._wrong(("skip",), "skip is no table", 'Write [skip], then "schema.table" = "why".')
            return {}
        skipped: dict[str, QualifiedName] = {}
        for key, reason in found.items():
            at = ("skip", key)
            name = self._parsed_name(at, key)
            if not isinstance(reason, str) or not reason.strip():
                self._wrong(
                    at, f"{key} is skipped without a reason", 'Write "schema.table" = "why".'
                )
            if any(mapping.source == name for mapping in tables):
                self._wrong(at, f"{key} is mapped and skipped", "Take out one of the two.")
            if name in skipped.values():
                self._wrong(at, f"{key} is skipped twice", "Take out one of the two.")
            if name is not None:
                skipped[key] = name
        return skipped

    def _distinct(self, tables: Collection[TableMapping]) -> None:
        seen: Counter[object] = Counter()
        for mapping in tables:
            same = (mapping.source, mapping.query, mapping.where, mapping.target)
            if seen[same]:
                at = f"{mapping.source or 'this query'} feeds {mapping.target} twice"
                self._wrong_at(mapping.line, at, "The same rows would arrive twice: take one out.")
            seen[same] += 1

    # Values of a kind

    def _name(
        self, at: Path, table: Table, key: str, *, required: bool = False
    ) -> QualifiedName | None:
        text = self._text(at, table, key, NAME_FORM, required=required)
        return self._parsed_name((*at, key), text) if text is not None else None

    def _parsed_name(self, at: Path, text: str) -> QualifiedName | None:
        try:
            return QualifiedName.parse(text)
        except ValueError as error:
            self._wrong(at, str(error), NAME_FORM)
            return None

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
            self._wrong((*at, key), f"{key} must be {wanted}, not {_shown(value)}", help)
        elif required:
            self._wrong(at, f"{key} is missing", help or f"Add {key}: {wanted}.")
        return None

    def _known_keys(self, at: Path, table: Table, known: Collection[str]) -> None:
        for key in table:
            if key in LATER:
                self._wrong((*at, key), f"{key} is not supported by this version yet")
            elif key not in known:
                advice = _did_you_mean(key, known) or f"Known here: {', '.join(known)}."
                self._wrong((*at, key), f"unknown key {key!r}", advice)

    def _wrong(self, at: Path, mistake: str, help: str = "") -> None:
        self._wrong_at(self._line(at), mistake, help)

    def _wrong_at(self, line: int, mistake: str, help: str) -> None:
        place = f"{self._path}:{line}"
        self._found.append((line, PlanMistake(place=place, mistake=mistake, help=help)))

    def _line(self, at: Path) -> int:
        return nearest_line(at, self._lines)


def _all_texts(values: Collection[object]) -> bool:
    return all(isinstance(value, str) and value for value in values)


def _did_you_mean(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else ""


def _listed(words: Collection[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


def _shown(value: object) -> str:
    """A value as a person wrote it, more or less."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_shown(item)}" for key, item in value.items()) + " }"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)
