"""`segue-export.toml`: what an export holds, so that what was not touched is known again."""

from __future__ import annotations

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from segue.database.catalog import DataType
from segue.database.names import QualifiedName
from segue.errors import ManifestUnreadable
from segue.files.dialect import Compression, Dialect
from segue.plan.toml import literal, text
from segue.private_files import write_private

NAME = "segue-export.toml"
VERSION = 1
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of a file, in the file's order."""

    name: str
    type: str
    """As PostgreSQL writes it."""
    attributes: tuple[str, ...] = ()
    """Of a composite type, in the order in which its values hold them."""

    @classmethod
    def of(cls, name: str, data_type: DataType) -> ExportedColumn:
        """The column of a type that the source's catalog knows."""
        return cls(name, data_type.text, data_type.attribute_names)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export."""

    path: str
    """Within the folder."""
    table: QualifiedName | None
    """Where its rows are from, or, through a plan, where they go; None for a query."""
    columns: tuple[ExportedColumn, ...]
    rows: int
    sha256: str
    """Of the file's bytes: an untouched file is known by it."""
    model: str = ""
    """The Django model, such as shop.Order."""
    where: str = ""
    query: str = ""
    not_valid: tuple[str, ...] = ()
    """The table's rules that are NOT VALID, as PostgreSQL writes them: rows may break them."""

    def untouched(self, folder: Path) -> bool:
        """Whether the file is there as it was written."""
        path = folder / self.path
        return path.is_file() and sha256_of(path) == self.sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was exported, when, from where and how it is written."""

    source: str
    """The address as a person wrote it: never with a password."""
    server: str
    """The server's version, such as 15.18."""
    snapshot: datetime
    """The moment that all files show."""
    dialect: Dialect
    files: tuple[ExportedFile, ...]
    format: str = "csv"
    """Or parquet, of which the dialect says nothing but the compression."""

    def file(self, name: str) -> ExportedFile | None:
        """The entry of a file, by its name within the folder."""
        return next((file for file in self.files if file.path == name), None)


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write it, last of all files: where it is missing, the export was interrupted."""
    path = folder / NAME
    beside = folder / f".{NAME}.new"
    write_private(beside, "\n".join(_lines(manifest)) + "\n")
    beside.replace(path)
    return path


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none. Raises ManifestUnreadable."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        return _manifest(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ManifestUnreadable(path=path, reason=str(error)) from error


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lines(manifest: Manifest) -> Iterator[str]:
    yield "# What `segue export` wrote, and how; `segue import` reads it. Edit the files, not this."
    yield f"version = {VERSION}"
    yield f"source = {text(manifest.source)}"
    yield f"server = {text(manifest.server)}"
    yield f"snapshot = {manifest.snapshot.isoformat()}"
    yield f"format = {text(manifest.format)}"
    yield "\n[dialect]"
    for field in dataclasses.fields(Dialect):
        value = getattr(manifest.dialect, field.name)
        plain_value = value.value if isinstance(value, Compression) else value
        yield f"{field.name} = {literal(plain_value)}"
    for file in manifest.files:
        yield from ("", "[[file]]", *_file_lines(file))


def _file_lines(file: ExportedFile) -> Iterator[str]:
    yield f"path = {text(file.path)}"
    if file.table is not None:
        yield f"table = {text(str(file.table))}"
    for name in ("model", "where", "query"):
        value = getattr(file, name)
        if value:
            yield f"{name} = {text(value)}"
    if file.not_valid:
        yield f"not_valid = [{', '.join(map(text, file.not_valid))}]"
    yield f"rows = {file.rows}"
    yield f"sha256 = {text(file.sha256)}"
    yield "columns = ["
    for column in file.columns:
        column_text = f"name = {text(column.name)}, type = {text(column.type)}"
        yield f"  {{ {column_text}{_attributes(column)} }},"
    yield "]"


def _attributes(column: ExportedColumn) -> str:
    listed = ", ".join(map(text, column.attributes))
    return f", attributes = [{listed}]" if listed else ""


def _column(entry: dict[str, Any]) -> ExportedColumn:
    attributes = tuple(entry.get("attributes", ()))
    return ExportedColumn(**{**entry, "attributes": attributes})


def _manifest(document: dict[str, Any]) -> Manifest:
    if document["version"] != VERSION:
        raise ValueError(f"its version is {document['version']}, not {VERSION}")
    dialect = dict(document["dialect"])
    dialect["compression"] = Compression(dialect["compression"])
    return Manifest(
        document["source"],
        document["server"],
        document["snapshot"],
        Dialect(**dialect),
        tuple(_file(entry) for entry in document.get("file", ())),
        document.get("format", "csv"),
    )


def _file(entry: dict[str, Any]) -> ExportedFile:
    return ExportedFile(
        path=entry["path"],
        table=QualifiedName.parse(entry["table"]) if "table" in entry else None,
        columns=tuple(map(_column, entry["columns"])),
        rows=entry["rows"],
        sha256=entry["sha256"],
        model=entry.get("model", ""),
        where=entry.get("where", ""),
        query=entry.get("query", ""),
        not_valid=tuple(entry.get("not_valid", ())),
    )
