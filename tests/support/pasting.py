"""What a help offers, taken out of it as a person would, and put where it belongs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from segue.plan.file import parse_plan

ENTRY = re.compile(r"""(?<![\w"'.])("[^"]+"|[\w-]+) = (?=["'{\d])""")
SQL = re.compile(
    r"(?:GRANT|ALTER TABLE|ALTER SEQUENCE|ALTER EVENT TRIGGER|CREATE EXTENSION)\b[^;,(]*?"
    r"(?=$|;|,| \(|: | \bunless\b| \bwith\b| for the\b| in the\b)"
)
OF_A_TABLE = frozenset({"where", "key", "existing_rows", "on_bad_row", "create", "drop", "to"})


@dataclass(frozen=True)
class Entry:
    """A line of TOML that a help offers."""

    key: str
    value: str

    @property
    def text(self) -> str:
        return f"{self.key} = {self.value}"

    @property
    def is_a_form(self) -> bool:
        """Whether something is left to be filled in."""
        return "..." in self.value


def entries(help: str) -> Iterator[Entry]:
    """Every entry; each has to be TOML by itself."""
    position = 0
    while (found := ENTRY.search(help, position)) is not None:
        end = _end_of_value(help, found.end())
        entry = Entry(found[1], help[found.end() : end])
        tomllib.loads(entry.text)
        yield entry
        position = end


def statements(help: str) -> tuple[str, ...]:
    """SQL for an administrator."""
    return tuple(found[0].strip() for found in SQL.finditer(help))


def _end_of_value(text: str, start: int) -> int:
    """Where the shortest TOML value ends that begins there."""
    if text[start].isdigit():
        return start + len(re.match(r"\d+", text[start:])[0])  # type: ignore[index]
    closing = {"{": "}", "[": "]"}.get(text[start], text[start])
    for position in range(start + 1, len(text)):
        if text[position] == closing and _is_value(text[start : position + 1]):
            return position + 1
    raise ValueError(f"no TOML: {text[start:]}")


def _is_value(text: str) -> bool:
    try:
        tomllib.loads(f"key = {text}")
    except tomllib.TOMLDecodeError:
        return False
    return True


def pasted(plan: str, line: int, entry: Entry) -> str:
    """The plan with the entry in the mapping at the line, in place of one of its name."""
    lines = plan.split("\n")
    if re.fullmatch(r'"[^"]+\.[^"]+"', entry.key):
        if "[skip]" not in lines:
            lines += ["[skip]"]
        lines.insert(lines.index("[skip]") + 1, entry.text)
        return "\n".join(lines)
    mapping = max(m.line for m in parse_plan(plan).tables if m.line <= max(line, 1) or line == 0)
    after = [n for n in range(mapping, len(lines)) if re.match(r"\[", lines[n])]
    columns = next((n for n in after if lines[n] == "[table.columns]"), None)
    end = next((n for n in after if lines[n] != "[table.columns]"), len(lines))
    columns = columns if columns is not None and columns < end else None
    if entry.key in OF_A_TABLE:
        begin, stop = mapping, columns if columns is not None else end
    else:
        if columns is None:
            lines[end:end] = ["[table.columns]"]
            columns, end = end, end + 1
        begin, stop = columns + 1, end
    kept = [ln for ln in lines[begin:stop] if not ln.startswith(f"{entry.key} = ")]
    return "\n".join([*lines[:begin], entry.text, *kept, *lines[stop:]])
