"""Files brought into test databases, with what people would see of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from segue.database.introspection import read_catalog
from segue.database.session import connect
from segue.errors import AnswerNeeded
from segue.events import SilentReporter
from segue.files.importing.columns import ColumnOptions
from segue.files.importing.file_format import FileOptions
from segue.files.importing.filling import ImportTerms
from segue.files.importing.input_files import files_in
from segue.files.importing.load import FileLoad
from segue.files.importing.open_questions import OpenQuestions
from segue.files.importing.preparing import ImportRequest, ImportTarget, prepare
from segue.files.importing.run import Result, import_files
from segue.plan.model import ExistingRows
from segue.project import Project
from support.databases import Database


@dataclass
class Answers:
    """Says yes or no to every question, or that nobody is there; keeps the questions."""

    agree: bool | None = None
    asked: list[str] = field(default_factory=list)

    def confirm(self, question: str, *, help: str) -> bool:
        self.asked.append(question)
        if self.agree is None:
            raise AnswerNeeded(question=question, help=help)
        return self.agree

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        return self.confirm(question, help=help)


@dataclass
class Importer:
    """Imports files into one database."""

    database: Database
    folder: Path
    project: Project | None = None
    answers: Answers = field(default_factory=Answers)

    def file(self, name: str, content: str | bytes) -> Path:
        """Write a file, text as UTF-8 with the line ends it has."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(
        self,
        *paths: Path,
        told: Mapping[str, Any] | None = None,
        wanted: Mapping[str, Any] | None = None,
        existing: str = "stop",
        reject: Path | None = None,
        rejects: Callable[[FileLoad], Path] | None = None,
        dry_run: bool = False,
        pipes: Mapping[Path, Path] | None = None,
        **request: Any,
    ) -> Result:
        """Import files; options are those of `ImportRequest`, `Told` and `Wanted`."""
        questions = OpenQuestions(self.answers)
        opened = closing(connect(self.database.endpoint, "target", "import"))
        with opened as connection, questions.answered():
            catalog = read_catalog(connection)
            asked = ImportRequest(
                told=FileOptions(**told or {}),
                wanted=ColumnOptions(**wanted or {}),
                existing=ExistingRows(existing),
                **request,
            )
            loads = prepare(
                files_in(paths, pipes), asked, ImportTarget(catalog, self.project, questions)
            )
            rejects = (lambda _: reject) if reject else rejects
            terms = ImportTerms(asked.existing, rejects, dry_run, asker=questions)
            return import_files(connection, catalog, loads, terms, SilentReporter())

    def csv(self, content: str | bytes, table: str = "t", **options: Any) -> Result:
        """Import text as a file that is named after its table."""
        return self.run(self.file(f"{table}.csv", content), **options)


def faults(result: Result) -> dict[tuple[int, str], str]:
    """The reasons, by line and column, as far as examples show them."""
    return {
        (example.line, group.column): example.reason
        for file in result.files
        for group in file.groups
        for example in group.examples
    }
