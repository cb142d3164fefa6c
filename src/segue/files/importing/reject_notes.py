"""The note beside a reject file: all that its import needs, so that `import REJECTS` is enough."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from segue.errors import ManifestUnreadable
from segue.files.importing.columns import ColumnOptions, NotedColumn
from segue.files.importing.file_format import ExpectedFormat, FileOptions
from segue.files.importing.load import FileLoad
from segue.plan.toml import key, literal, text
from segue.private_files import write_private

ENDING = ".segue.toml"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an import goes, as it was told."""

    target: str = ""
    """The address, never with a password."""
    settings: str = ""
    pythonpath: str = ""


@dataclass(frozen=True, slots=True)
class RejectNote:
    """What was decided when the rows of a reject file were rejected."""

    destination: Destination
    table: str
    told: FileOptions
    columns: tuple[NotedColumn, ...]
    existing: str = "stop"
    verbatim: bool = False
    full_clean: bool = False
    set: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    match: tuple[str, ...] = ()

    @property
    def expected(self) -> ExpectedFormat:
        """How the reject file was written, for what somebody saved since."""
        options = self.told
        return ExpectedFormat(
            options.encoding or "utf-8",
            options.delimiter or ",",
            options.quote or '"',
            options.escape or "",
            len(self.columns),
        )

    @property
    def meaning(self) -> FileOptions:
        """What was told of values, but for how the file is written."""
        return replace(self.told, encoding=None, delimiter=None, quote=None, escape=None)


def path_beside(path: Path) -> Path:
    """Where the note of a reject file is."""
    return path.with_name(path.name + ENDING)


def note_of(
    load: FileLoad, destination: Destination, existing: str, *, full_clean: bool
) -> RejectNote:
    """What is to be known of a load's rejected rows."""
    file_format, conventions = load.reject_manner, load.conventions
    return RejectNote(
        destination,
        str(load.table.name),
        FileOptions(
            encoding=file_format.encoding,
            delimiter=file_format.delimiter,
            quote=file_format.quote,
            escape=file_format.escape,
            null=file_format.null,
            header=True,
            decimal=conventions.decimal,
            thousands=conventions.thousands,
            dates=file_format.dates,
            timezone=file_format.timezone,
        ),
        tuple(load.layout.noted),
        existing,
        load.verbatim,
        full_clean,
        load.set,
        load.read,
        load.match,
    )


def write_note(path: Path, note: RejectNote) -> None:
    """Write the note of the reject file at `path`."""
    write_private(path_beside(path), "\n".join(_lines(note)) + "\n")


def read_note(path: Path) -> RejectNote | None:
    """The note of a reject file; None where there is none. Raises ManifestUnreadable."""
    beside = path_beside(path)
    if not beside.is_file():
        return None
    try:
        return _note(tomllib.loads(beside.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ManifestUnreadable(path=beside, reason=str(error)) from error


def with_note(options: ColumnOptions, note: RejectNote) -> ColumnOptions:
    """What was said of columns, with what the note says of those that nothing was said of."""
    return replace(options, noted=note.columns)


def _lines(note: RejectNote) -> Iterator[str]:
    yield "# Where the rows of the reject file go, and how they are read, for `segue import`."
    yield "# Edit the rows, not this."
    yield f"version = {VERSION}"
    for one in dataclasses.fields(Destination):
        if value := getattr(note.destination, one.name):
            yield f"{one.name} = {text(value)}"
    yield f"table = {text(note.table)}"
    yield f"existing = {text(note.existing)}"
    yield f"match = [{', '.join(map(text, note.match))}]"
    yield f"verbatim = {literal(note.verbatim)}"
    yield f"full_clean = {literal(note.full_clean)}"
    yield "\n[told]"
    for name, value in dataclasses.asdict(note.told).items():
        if value is not None:
            yield f"{name} = {literal(value)}"
    for title, pairs in (("set", note.set), ("read", note.read)):
        yield f"\n[{title}]"
        yield from (f"{key(name)} = {text(value)}" for name, value in pairs.items())
    for column in note.columns:
        yield "\n[[column]]"
        for name, value in dataclasses.asdict(column).items():
            yield f"{name} = {literal(value)}"


def _note(document: dict[str, Any]) -> RejectNote:
    if document["version"] != VERSION:
        raise ValueError(f"its version is {document['version']}, not {VERSION}")
    names = [one.name for one in dataclasses.fields(Destination)]
    return RejectNote(
        Destination(**{name: document[name] for name in names if name in document}),
        document["table"],
        FileOptions(**document["told"]),
        tuple(NotedColumn(**column) for column in document.get("column", ())),
        document["existing"],
        document["verbatim"],
        document["full_clean"],
        document.get("set", {}),
        document.get("read", {}),
        tuple(document["match"]),
    )
