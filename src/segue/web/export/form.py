"""What a person wants exported, between the page's form and the words of `segue export`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from glob import escape

from django.http import QueryDict

from segue.commandline.arguments.lists import listed
from segue.database.names import QualifiedName

FOLDER = "segue-export"
TEXTS = ("delimiter", "quote", "null", "encoding", "decimal", "line_end", "jobs")
"""Settings that are passed on as they were typed; empty ones are left to the command."""
FIELDS = (*TEXTS, "folder", "format", "compression", "header", "excel", "overwrite")


@dataclass(frozen=True, slots=True)
class TableExport:
    """What is exported of one table; nothing said means all of it."""

    columns: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class ExportForm:
    """Which tables, in which shape, written how, and into which folder."""

    through_plan: bool = False
    chosen: frozenset[QualifiedName] = frozenset()
    shapes: Mapping[QualifiedName, TableExport] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=lambda: {"folder": FOLDER, "header": "on"})
    """The form's fields by name, as they were filled in."""

    def shape(self, table: QualifiedName) -> TableExport:
        return self.shapes.get(table, TableExport())

    def with_shape(self, table: QualifiedName, shape: TableExport) -> ExportForm:
        """The form with another shape of one table."""
        shapes = {**self.shapes, table: shape}
        if shape == TableExport():
            del shapes[table]
        return replace(self, shapes=shapes)

    def with_fields(self, posted: QueryDict) -> ExportForm:
        """The form as the settings say it."""
        fields = {name: posted.get(name, "") for name in FIELDS}
        through_plan = posted.get("through_plan") == "on"
        tables = self.chosen if through_plan == self.through_plan else frozenset()
        return replace(self, said=fields, through_plan=through_plan, chosen=tables)

    def words(self, every: Collection[QualifiedName]) -> list[str]:
        """The words of `segue export`; `every` table is what it takes where none is named."""
        return ["export", *self._where_to(), *self._tables(every), *self._file_format()]

    def _where_to(self) -> Iterator[str]:
        folder = self.said["folder"].strip() or FOLDER
        yield f"./{folder}" if folder.startswith("-") else folder

    def _tables(self, every: Collection[QualifiedName]) -> Iterator[str]:
        if self.through_plan:
            yield "--through-plan"
        if self.chosen != frozenset(every):
            yield from (f"--table={escape(str(table))}" for table in sorted(self.chosen))
        for table in sorted(self.chosen) if not self.through_plan else ():
            shape = self.shape(table)
            if shape.columns:
                yield f"--columns-of={_table_of(table)}={listed(shape.columns)}"
            if shape.where:
                yield f"--where-of={_table_of(table)}={shape.where}"

    def _file_format(self) -> Iterator[str]:
        fields = self.said
        yield from (f"--{n.replace('_', '-')}={fields[n]}" for n in TEXTS if fields.get(n))
        if not fields.get("header"):
            yield "--no-header"
        if fields.get("compression") in ("gzip", "zstd"):
            yield f"--{fields['compression']}"
        if fields.get("format") == "parquet":
            yield "--format=parquet"
        yield from (f"--{name}" for name in ("excel", "overwrite") if fields.get(name))


def _table_of(table: QualifiedName) -> str:
    """A table before an equals sign."""
    if "=" not in str(table):
        return str(table)
    return ".".join('"' + part.replace('"', '""') + '"' for part in (table.schema, table.name))
