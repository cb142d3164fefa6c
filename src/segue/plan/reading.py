"""From the parsed TOML to the plan as values; every mistake is noted, none is guessed away."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from segue.database.names import QualifiedName
from segue.plan.document import DocumentReader, Table, did_you_mean, shown
from segue.plan.model import (
    By,
    ColumnMapping,
    Constant,
    DroppedColumn,
    ExistingRows,
    Expression,
    FromColumn,
    FunctionValue,
    KeepKeys,
    KeyStrategy,
    LookupValue,
    MappedValue,
    MatchKeys,
    OffsetKeys,
    OnBadRow,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    Scalar,
    TableMapping,
    UuidKeys,
)
from segue.plan.positions import Path, open_questions

PLAN_KEYS = ("version", "source", "target", "by", "existing_rows", "on_bad_row", "table", "skip")
TABLE_KEYS = (
    "from", "query", "to", "where", "key", "existing_rows", "on_bad_row", "create", "columns",
    "drop",
)  # fmt: skip
COLUMN_KEYS: Mapping[str, tuple[str, ...]] = {
    "sql": (),
    "value": (),
    "drop": (),
    "map": ("from", "else"),
    "lookup": ("by", "from"),
    "refers_to": ("from", "path"),
    "python": (),
}
"""What an entry of `columns` says, and what may stand beside it."""

COLUMN_FORMS = (
    'A column is fed by title = "headline", { sql = "lower(slug)" }, { value = "article" }, '
    '{ map = { "A" = "active" } }, { lookup = "public.auth_user", by = "username" }, '
    '{ refers_to = "public.blog_post" }, { refers_to = { "by.id" = "public.auth_user" } } or '
    '{ python = "module:function" }. '
    'A source column is left behind by { drop = "the reason" }.'
)
KEY_FORMS = (
    'A key is "keep", "uuid", { offset = 1000000 } or { match = ["slug"] }, which may name an'
    ' offset too, or { match = { columns = ["slug"], empty = "new", several = "new" } }.'
)
NAME_FORM = "A table's name is schema.table, as in public.auth_user."
ADDRESS_FORM = "Say django:ALIAS, service:NAME or env:VARIABLE."

E = TypeVar("E", ExistingRows, OnBadRow, By)


class Reader(DocumentReader):
    """Reads one plan and collects the mistakes in it, each with its line."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text, path)
        self._asked = open_questions(text)

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
        existing = self._choice((), document, "existing_rows", ExistingRows) or ExistingRows.STOP
        bad_rows = self._choice((), document, "on_bad_row", OnBadRow) or OnBadRow.STOP
        by = self._choice((), document, "by", By) or By.MAPPING
        self._distinct(tables)
        if self._found or source is None or target is None:
            return None
        skip_lines = {name: self._line(("skip", key)) for key, name in skip.items()}
        reasons = {name: document["skip"][key] for key, name in skip.items()}
        return Plan(
            source, target, tables, reasons, existing, bad_rows, by,
            path=self._path, skip_lines=skip_lines,
        )  # fmt: skip

    # Tables

    def _tables(self, document: Table) -> list[TableMapping]:
        entries = document.get("table", [])
        if not isinstance(entries, list):
            self._wrong(("table",), "table is one table", "Write [[table]], in two brackets.")
            return []
        read = (self._table(("table", number), table) for number, table in enumerate(entries))
        return [mapping for mapping in read if mapping is not None]

    def _table(self, at: Path, table: object) -> TableMapping | None:
        if not isinstance(table, dict):
            self._wrong(at, "this is not a table", "Write [[table]] and its keys below it.")
            return None
        self._known_keys(at, table, TABLE_KEYS)
        source = self._name(at, table, "from")
        target = self._name(at, table, "to", required=True)
        query = self._text(at, table, "query", "A query is one SELECT in quotes.")
        self._one_origin(at, table)
        where = self._text(at, table, "where", "A condition is SQL in quotes.")
        columns = self._columns(at, table)
        key = self._key(at, table)
        existing = self._choice(at, table, "existing_rows", ExistingRows)
        bad_rows = self._choice(at, table, "on_bad_row", OnBadRow)
        create = self._create(at, table)
        if target is None:
            return None
        return TableMapping(
            target, source, query, where, key, existing, bad_rows, create, columns,
            dropped=self._dropped(at, table, columns),
            line=self._line(at),
            lines={name: self._line((*at, "columns", name)) for name in columns},
            asked=self._asked.get(int(at[1]), {}),
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
            case {"match": how}:
                matched = _match_keys(how, {k: key[k] for k in key if k != "match"})
                if matched is not None:
                    return matched
        self._wrong(at, f"{shown(key)} is not a key strategy", KEY_FORMS)
        return KeepKeys()

    def _choice(self, at: Path, table: Table, key: str, choices: type[E]) -> E | None:
        if key not in table:
            return None
        value = table[key]
        values = [choice.value for choice in choices]
        if isinstance(value, str) and value in values:
            return choices(value)
        advice = did_you_mean(str(value), values) or f"It is one of {_listed(values)}."
        self._wrong((*at, key), f"{key} cannot be {shown(value)}", advice)
        return None

    def _create(self, at: Path, table: Table) -> bool:
        create = table.get("create", False)
        if not isinstance(create, bool):
            self._wrong(
                (*at, "create"), f"create cannot be {shown(create)}", "It is true or false."
            )
        elif create and "from" not in table:
            self._wrong(
                (*at, "create"), "a table is made as the source has it, and there is no from here",
                "Make the table in the target, or read a table.",
            )  # fmt: skip
        return create is True

    # Columns

    def _columns(self, at: Path, table: Table) -> dict[str, ColumnMapping]:
        entries = table.get("columns", {})
        if not isinstance(entries, dict):
            self._wrong((*at, "columns"), "columns is not a table", COLUMN_FORMS)
            return {}
        read = {name: self._column((*at, "columns", name), how) for name, how in entries.items()}
        columns = {name: how for name, how in read.items() if how is not None}
        self._not_both(at, columns)
        return columns

    def _column(self, at: Path, how: object) -> ColumnMapping | None:
        if isinstance(how, str) and how:
            return Renamed(how)
        form = how if isinstance(how, dict) else {}
        says = [key for key in form if key in COLUMN_KEYS]
        if len(form) == 1 and not says:
            self._known_keys(at, form, tuple(COLUMN_KEYS))
            return None
        if len(says) != 1:
            self._wrong(at, f"{at[-1]} cannot be fed by {shown(how)}", COLUMN_FORMS)
            return None
        self._known_keys(at, form, (says[0], *COLUMN_KEYS[says[0]]))
        read = self._plain(form) or self._from_column(at, form)
        if read is None:
            self._wrong(at, f"{at[-1]} cannot be fed by {shown(how)}", COLUMN_FORMS)
        return read

    def _plain(self, form: Table) -> ColumnMapping | None:
        """What says all by itself."""
        match form:
            case {"sql": str(text)} if text.strip():
                return Expression(text)
            case {"drop": str(reason)} if reason.strip():
                return DroppedColumn(reason)
            case {"value": value} if _is_scalar(value):
                return Constant(_scalar(value))
            case {"python": str(function)} if all(map(str.strip, (parts := function.split(":")))):
                return FunctionValue(function) if len(parts) == 2 else None
        return None

    def _from_column(self, at: Path, form: Table) -> FromColumn | None:
        """What a source column feeds: of the same name, where the entry names no other."""
        source = form.get("from", at[-1])
        if not isinstance(source, str) or not source:
            return None
        match form:
            case {"map": {**values}} if values and all(map(_is_scalar, values.values())):
                if "else" in form and not _is_scalar(form["else"]):
                    return None
                otherwise = _scalar(form["else"]) if "else" in form else None
                pairs = tuple((str(text), _scalar(value)) for text, value in values.items())
                return MappedValue(source, pairs, otherwise)
            case {"lookup": str(name), "by": str(by)} if by:
                table = self._parsed_name((*at, "lookup"), name)
                return LookupValue(source, table or QualifiedName("", name), by)
            case {"refers_to": str(name)}:
                table, path = self._parsed_name((*at, "refers_to"), name), form.get("path")
                if path is not None and (not isinstance(path, str) or not path.strip()):
                    return None
                return ReferenceValue(source, table or QualifiedName("", name), path)
            case {"refers_to": dict() as places} if places and "path" not in form:
                return self._referring_within((*at, "refers_to"), source, places)
        return None

    def _referring_within(self, at: Path, source: str, places: Table) -> ReferringWithin | None:
        """Keys in several places of a document: by path the table."""
        if not all(isinstance(name, str) and path.strip() for path, name in places.items()):
            return None
        read = ((path, self._parsed_name((*at, path), str(name))) for path, name in places.items())
        return ReferringWithin(
            source, tuple((path, table or QualifiedName("", "")) for path, table in read)
        )

    def _dropped(
        self, at: Path, table: Table, columns: Mapping[str, ColumnMapping]
    ) -> dict[str, str]:
        """Source columns whose names in `columns` say what feeds another column."""
        entries = table.get("drop", {})
        form = 'Write drop = { column = "why" }.'
        if not isinstance(entries, dict):
            self._wrong((*at, "drop"), "drop is not a table", form)
            return {}
        feeding = {how.source for how in columns.values() if isinstance(how, FromColumn)}
        for name, reason in entries.items():
            if not isinstance(reason, str) or not reason.strip():
                self._wrong((*at, "drop"), f"{name} is dropped without a reason", form)
            if name in feeding:
                self._wrong(
                    (*at, "drop"), f"{name} feeds a column and is dropped too", "Keep one of both."
                )
        return dict(entries)

    def _not_both(self, at: Path, columns: Mapping[str, ColumnMapping]) -> None:
        """A source column that is dropped feeds nothing."""
        for name, how in columns.items():
            used = isinstance(how, FromColumn) and isinstance(
                columns.get(how.source), DroppedColumn
            )
            if used and isinstance(how, FromColumn):
                self._wrong(
                    (*at, "columns", name),
                    f"{how.source} feeds {name} and is dropped too",
                    "Keep one of the two entries.",
                )

    # Skips, and what must be distinct

    def _skip(self, document: Table, tables: Collection[TableMapping]) -> dict[str, QualifiedName]:
        entries = document.get("skip", {})
        if not isinstance(entries, dict):
            form = 'Write [skip], then "schema.table" = "why".'
            self._wrong(("skip",), "skip is not a table", form)
            return {}
        skipped: dict[str, QualifiedName] = {}
        for key, reason in entries.items():
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
        counts: Counter[object] = Counter()
        for mapping in tables:
            same = (mapping.source, mapping.query, mapping.where, mapping.target)
            if counts[same]:
                at = f"{mapping.source or 'this query'} feeds {mapping.target} twice"
                self._wrong_at(mapping.line, at, "The same rows would arrive twice: take one out.")
            counts[same] += 1

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


def _match_keys(how: object, others: Table) -> MatchKeys | None:
    """`match` as a list of columns, or as a table that says more; beside it only an offset."""
    form: Table = how if isinstance(how, dict) else {"columns": how}
    columns, offset = form.get("columns"), others.get("offset")
    asides = [form[name] for name in ("empty", "several") if name in form]
    if (
        not isinstance(columns, list)
        or not columns
        or not _all_texts(columns)
        or form.keys() - {"columns", "empty", "several"}
        or others.keys() - {"offset"}
        or any(aside != "new" for aside in asides)
        or ("offset" in others and (not isinstance(offset, int) or isinstance(offset, bool)))
    ):
        return None
    return MatchKeys(tuple(columns), offset, form.get("empty"), form.get("several"))


def _all_texts(values: Collection[object]) -> bool:
    return all(isinstance(value, str) and value for value in values)


def _is_scalar(value: object) -> bool:
    moments = (datetime.date, datetime.time)
    return isinstance(value, (str, int, float, *moments))


def _scalar(value: Any) -> Scalar:
    """A value of TOML; moments as their ISO text, which PostgreSQL reads."""
    moment = isinstance(value, datetime.date | datetime.time)
    scalar: Scalar = value.isoformat() if moment else value
    return scalar


def _listed(words: Collection[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"
