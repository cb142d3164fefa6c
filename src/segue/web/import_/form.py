"""What a person wants imported, between the page's form and the words of `segue import`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.http import QueryDict

from segue.commandline.arguments.lists import listed, quoted
from segue.web.names import name_of, read_name, read_table

TEXTS = (
    "encoding", "delimiter", "quote", "escape", "skip", "decimal", "thousands", "dates",
    "timezone",
)  # fmt: skip
"""Settings that are passed on as they were typed; empty ones are found out."""
MARKS = ("delimiter", "quote", "escape", "null")
"""Fields in which a blank counts."""
FIELDS = (
    *TEXTS, "table", "null_is", "null", "header", "read", "match", "existing", "aside", "reject",
    "verbatim", "full_clean",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportForm:
    """Which file or folder, how it is written, and where its columns go."""

    path: str = ""
    """As it was typed: within the plan's folder, unless it begins with a slash."""
    uploaded: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    """The form's fields by name, as they were filled in."""
    goes: Mapping[str, str] = field(default_factory=dict)
    """The file's columns and those of the table, where a person said so; left out where empty."""
    looked_up: Mapping[str, str] = field(default_factory=dict)
    """The file's columns whose values stand for rows of other tables, with the column there."""
    order: tuple[str, ...] = ()
    """The table's columns in the order of the file's, where it has no header; empty: left out."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Values of columns that the file lacks."""
    agreed: frozenset[str] = frozenset()
    """Questions that a person answered with yes."""

    def with_fields(self, posted: QueryDict) -> ImportForm:
        """The form as it was sent."""
        names = [name_of(key) for key in posted.getlist("name")]
        goes, was = posted.getlist("goes"), posted.getlist("was")
        rows = list(zip(names, map(read_name, goes), map(read_name, was), strict=False))
        headless = posted.get("headless") == "on"
        fixed = () if headless else rows
        looked_up = dict(zip(names, map(str.strip, posted.getlist("by")), strict=False))
        lacked = map(name_of, posted.getlist("lacked"))
        values = {**self.given, **dict(zip(lacked, posted.getlist("given"), strict=False))}
        is_changed = any(to != before for _, to, before in rows)
        return replace(
            self,
            said={name: _field(posted, name) for name in FIELDS},
            goes={
                **self.goes,
                **{name: to for name, to, before in fixed if to != before},
                **{name_of(key): "" for key in posted.getlist("leave")},
            },
            looked_up={n: by for n, by in {**self.looked_up, **looked_up}.items() if by},
            order=tuple(to for _, to, _ in rows) if headless and (is_changed or self.order) else (),
            given={name: value for name, value in values.items() if value},
            agreed=frozenset(map(name_of, posted.getlist("agreed"))),
        )

    def file(self, folder: Path) -> Path:
        """Where the file or folder is."""
        return folder / Path(self.path).expanduser()

    def words(self, *, single: bool) -> list[str]:
        """The words of `segue import`, but for the database; `single` says that it is one file."""
        path = str(Path(self.path).expanduser())
        words = ["import", f"./{path}" if path.startswith("-") else path]
        words += self._file_format(single=single)
        return [*words, *(self._columns() if single else ()), *self._terms()]

    def _file_format(self, *, single: bool) -> Iterator[str]:
        fields = self.said
        if single and fields.get("table", "").strip():
            yield f"--table={read_table(fields['table'])}"
        yield from (f"--{name}={fields[name]}" for name in TEXTS if fields.get(name))
        if fields.get("null_is"):
            yield f"--null={fields.get('null', '') if fields['null_is'] == 'text' else ''}"
        if fields.get("header") in ("header", "no-header"):
            yield f"--{fields['header']}"
        yield from (f"--read={pair.strip()}" for pair in fields.get("read", "").split(",") if pair)
        if fields.get("verbatim"):
            yield "--verbatim"

    def _columns(self) -> Iterator[str]:
        if self.order:
            left = {n: f"column {n + 1}, left out" for n, to in enumerate(self.order) if not to}
            yield "--columns=" + listed(left.get(n, to) for n, to in enumerate(self.order))
            yield from (f"--ignore={name}" for name in left.values())
        for name, to in self.goes.items():
            yield f"--map={quoted(name)}={to}" if to else f"--ignore={name}"
        for name, by in self.looked_up.items():
            if self.goes.get(name) != "":
                yield f"--lookup={quoted(name)}={by}"
        yield from (f"--set={quoted(name)}={value}" for name, value in self.given.items())
        if self.said.get("match", "").strip():
            yield f"--match={self.said['match'].strip()}"

    def _terms(self) -> Iterator[str]:
        if self.said.get("existing"):
            yield f"--existing={self.said['existing']}"
        if self.said.get("full_clean"):
            yield "--full-clean"
        if self.said.get("aside"):
            yield f"--reject={self.said.get('reject', '').strip() or self.rejects}"

    @property
    def rejects(self) -> str:
        """A name for the rejected rows, by which they find back into the same table."""
        stem = Path(self.path).name.partition(".csv")[0].removesuffix(".rejects")
        return f"{stem}.rejects.csv"


def _field(posted: QueryDict, name: str) -> str:
    text = posted.get(name, "")
    return text if name in MARKS else text.strip()
