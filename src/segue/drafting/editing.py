"""Edits of one table of a plan's text; every other line, comments too, stays as people wrote it.

Each function takes the text of a valid plan and returns the new one. Tables go by their place in
the file. Raises PlanMistake where the result would be no plan.
"""

from __future__ import annotations

from enum import Enum

from segue.drafting.writing import COLUMNS_HEADER
from segue.plan.entries import entry
from segue.plan.file import parse_plan
from segue.plan.lines import Lines
from segue.plan.model import ColumnMapping
from segue.plan.positions import Path
from segue.plan.toml import text


def with_column(plan: str, table: int, name: str, how: ColumnMapping) -> str:
    """Say how a column of the table is fed, in place of what was said before."""
    at: Path = ("table", table, "columns")
    return _set(plan, (*at, name), entry(name, how), below=at, header=COLUMNS_HEADER)


def with_setting(plan: str, option: str, choice: Enum) -> str:
    """Say how all tables are treated that say nothing themselves."""
    choices = " | ".join(str(each.value) for each in type(choice))
    return _set(plan, (option,), f"{option} = {text(choice.value)}  # {choices}", below=())


def with_address(plan: str, side: str, address: str) -> str:
    """Say which database is the source, or the target."""
    return _set(plan, (side,), f"{side} = {text(address)}", below=())


def without_column(plan: str, table: int, name: str) -> str:
    """Say nothing about a column; a column of the same name then feeds it."""
    return _checked(Lines(plan).without(("table", table, "columns", name)))


def without_table(plan: str, table: int) -> str:
    """Take a mapping out, with its columns."""
    return _checked(Lines(plan).without(("table", table)))


def _set(plan: str, path: Path, line: str, *, below: Path, header: str = "") -> str:
    """Replace the statement at the path by the line, or add it below a table."""
    lines = Lines(plan)
    found = lines.section(path)
    if found is not None:
        return _checked(lines.replaced(found, line))
    section = lines.section(below)
    lines.require_own_section(below)
    last = lines.last_own_line(below)
    if section is None and header:
        after = lines.last_line(below[:-1]) if len(below) > 1 else lines.count
        return _checked(lines.inserted(after, ["", header, line]))
    return _checked(lines.inserted(last, [line]))


def _checked(plan: str) -> str:
    """The text, which must still be a plan."""
    parse_plan(plan)
    return plan
