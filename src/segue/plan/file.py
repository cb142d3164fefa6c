"""The plan's file: read with every mistake at its line, and the digest of what it means."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

from segue.errors import NoPlan
from segue.plan.document import decoded, document_of
from segue.plan.model import (
    By,
    ColumnMapping,
    Constant,
    DroppedColumn,
    Expression,
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
    TableMapping,
    UuidKeys,
)
from segue.plan.reading import Reader

KIND = "plan"
"""What its mistakes call the file."""

DIGEST_VERSION = 1
"""Grows when the same plan comes to mean something else."""

KEPT = 2
_kept: dict[str, Plan] = {}
"""The plans of the texts that were parsed last."""


def read_plan(path: Path) -> Plan:
    """The plan in the file. Raises NoPlan, PlanMistake, or PlanMistakes where there are several."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NoPlan(path=path) from None
    text = decoded(content, path, KIND)
    return parse_plan(text, str(path))


def parse_plan(text: str, path: str = "segue.toml") -> Plan:
    """The plan in a text that stands at `path`. Raises as `read_plan` does.

    The last two are kept: an edit is checked, written and read again as one text.
    """
    parsed = _kept.get(text)
    if parsed is None:
        parsed = _kept[text] = _parsed(text, path)
        for older in list(_kept)[:-KEPT]:
            _kept.pop(older, None)
    return parsed if parsed.path == path else dataclasses.replace(parsed, path=path)


def _parsed(text: str, path: str) -> Plan:
    text = text.replace("\r\n", "\n")
    document = document_of(text, path, KIND)
    reader = Reader(text, path)
    plan = reader.plan(document)
    reader.require_none()
    assert plan is not None, "what is no plan has a mistake"
    return plan


def digest(plan: Plan) -> str:
    """A stable hash of which rows become which rows.

    Comments, layout, the order of keys and tables, reasons, skips and the spelling of the two
    addresses do not matter: the journal knows the databases themselves.
    """
    tables = [_meaning(plan, mapping) for mapping in plan.tables]
    ordered = sorted(json.dumps(table, sort_keys=True) for table in tables)
    # As below: what came later is named only where it is said.
    way = [plan.by.value] if plan.by is By.HISTORY else []
    return hashlib.sha256(json.dumps([DIGEST_VERSION, ordered, *way]).encode()).hexdigest()


_WORDS: dict[type, str] = {
    Renamed: "Renamed",
    Expression: "Expression",
    Constant: "Constant",
    MappedValue: "Mapped",
    LookupValue: "LookedUp",
    ReferenceValue: "Referring",
    ReferringWithin: "ReferringWithin",
    FunctionValue: "Computed",
    DroppedColumn: "Dropped",
    KeepKeys: "KeepKeys",
    OffsetKeys: "OffsetKeys",
    UuidKeys: "UuidKeys",
    MatchKeys: "MatchKeys",
}
"""What digests call them. Journals keep digests, so the words stay when classes are renamed."""


def _key_meaning(key: KeyStrategy) -> dict[str, Any]:
    """What was left out of `match` says nothing, as before it could be said."""
    fields = dataclasses.asdict(key)
    return {
        name: fields[name] for name in fields if fields[name] or name not in ("empty", "several")
    }


def _meaning(plan: Plan, mapping: TableMapping) -> dict[str, Any]:
    return {
        "from": str(mapping.source) if mapping.source else None,
        "query": mapping.query and mapping.query.strip(),
        "to": str(mapping.target),
        "where": mapping.where and mapping.where.strip(),
        "key": [_WORDS[type(mapping.key)], _key_meaning(mapping.key)],
        "existing_rows": plan.existing_rows_of(mapping).value,
        "columns": {
            name: _column_meaning(column)
            for name, column in mapping.columns.items()
            if column != Renamed(name)  # the same as no entry
        },
        # What came later is named only where it is said, so that older plans stay the same.
        **({"create": True} if mapping.create else {}),
        **({"on_bad_row": "reject"} if plan.on_bad_row_of(mapping) is OnBadRow.REJECT else {}),
    }


def _column_meaning(column: ColumnMapping) -> list[Any]:
    facts = {} if isinstance(column, DroppedColumn) else dataclasses.asdict(column)
    if isinstance(column, ReferenceValue) and column.path is None:
        del facts["path"]  # it says nothing, as before it could be said
    return [_WORDS[type(column)], facts]
