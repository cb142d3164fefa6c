"""Edits of many tables of a plan's text at once: it is read once before and once after.

As in `plan.editing`, every other line stays as people wrote it, and the result is a plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from segue.database.names import QualifiedName
from segue.drafting import TableChoice
from segue.drafting.writing import skip_entry, table_block
from segue.plan.file import parse_plan
from segue.plan.lines import Lines
from segue.plan.model import TableMapping
from segue.plan.positions import Path, statements


def with_skips(plan: str, names: Collection[QualifiedName], reason: str) -> str:
    """Leave source tables behind: their mappings go, the reason stays."""
    targets = frozenset(names)
    mapped = [n for n, m in enumerate(parse_plan(plan).tables) if m.source in targets]
    plan = Lines(plan).without_all({("table", n) for n in mapped} | _skips(plan, targets))
    lines = [skip_entry(name, reason) for name in sorted(targets)]
    found = Lines(plan)
    found.require_own_section(("skip",))
    last = found.last_own_line(("skip",))
    if not last:
        return _checked(found.inserted(found.count, ["", "[skip]", *lines]))
    return _checked(found.inserted(last, lines))


def without_skips(plan: str, names: Collection[QualifiedName]) -> str:
    """The tables are no longer left behind."""
    return _checked(Lines(plan).without_all(_skips(plan, frozenset(names))))


def with_tables(plan: str, mappings: Iterable[TableMapping], reason: str) -> str:
    """Map more tables; skips of their sources end."""
    added = list(mappings)
    plan = without_skips(plan, {m.source for m in added if m.source is not None})
    blocks = [
        line
        for mapping in added
        for line in ("", *table_block(TableChoice(mapping, reason)).split("\n"))
    ]
    lines = Lines(plan)
    last, skip = lines.last_line_with_comments(("table",)), lines.section(("skip",))
    if last or skip is None:
        return _checked(lines.inserted(last or lines.count, blocks))
    return _checked(lines.inserted(skip.line - 1, [*blocks[1:], ""]))


def with_option(plan: str, tables: Collection[int], option: str, value: str | None) -> str:
    """Set an option of several tables, by their places; None leaves it to its default."""
    paths: dict[Path, Path] = {("table", n, option): ("table", n) for n in tables}
    if value is None:
        return _checked(Lines(plan).without_all(set(paths)))
    lines = Lines(plan)
    lines.require_own_section(("table",))
    said = {s.path for s in statements(plan)}
    line = f"{option} = {value}"
    replaced = {path: line for path in paths if path in said}
    added = {table: line for path, table in paths.items() if path not in said}
    return _checked(lines.changed(replaced, added))


def _skips(plan: str, names: frozenset[QualifiedName]) -> set[Path]:
    """The statements below [skip] that mean one of the tables."""
    paths = (s.path for s in statements(plan) if s.path[:1] == ("skip",) and len(s.path) == 2)
    return {path for path in paths if _parsed_name(str(path[1])) in names}


def _parsed_name(written: str) -> QualifiedName | None:
    try:
        return QualifiedName.parse(written)
    except ValueError:
        return None


def _checked(plan: str) -> str:
    """The text, which must still be a plan."""
    parse_plan(plan)
    return plan
