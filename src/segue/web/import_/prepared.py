"""What files are taken for, by the functions of `import`; found once for each state of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from segue.commandline.arguments.imports import request_of
from segue.commandline.arguments.lists import quoted
from segue.database.catalog import Catalog
from segue.errors import AnswerNeeded, FileUnreadable, SegueError
from segue.files.importing.columns import ColumnOptions
from segue.files.importing.input_files import InputFile, files_in
from segue.files.importing.load import FileLoad
from segue.files.importing.preparing import ImportRequest, ImportTarget, draft, require_columns
from segue.plan.model import ExistingRows
from segue.web.command_line import parsed
from segue.web.import_.form import ImportForm
from segue.web.session import WebSession


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """Something that the file does not settle, and what is taken for its answer."""

    text: str
    option: str
    agreed: bool

    @property
    def shown(self) -> str:
        """Without the file's path, which stands above it."""
        return self.text.partition(": ")[2] or self.text


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import comes to, or why it cannot be."""

    import_form: ImportForm
    single: bool
    loads: tuple[FileLoad, ...] = ()
    questions: tuple[FileQuestion, ...] = ()
    unplaced: frozenset[str] = frozenset()
    """Columns of the file of which nobody knows where they go."""
    mistake: SegueError | None = None

    @property
    def size(self) -> int | None:
        """Bytes of the one file."""
        return self.loads[0].path.stat().st_size if self.single and self.loads else None

    @property
    def open(self) -> tuple[FileQuestion, ...]:
        """Questions that nobody answered yet."""
        return tuple(question for question in self.questions if not question.agreed)

    @property
    def words(self) -> list[str]:
        """The words that mean the same without a question, but for the database."""
        options = [question.option for question in self.questions]
        return [*self.import_form.words(single=self.single), *self._settled(" ".join(options))]

    def _settled(self, options: str) -> Iterator[str]:
        for load in self.loads if self.single else ():
            file_format = load.head.file_format
            if "--skip" in options:
                yield f"--skip={file_format.skip}"
            if "--encoding" in options:
                yield f"--encoding={file_format.encoding}"
            if "--header" in options:
                yield "--header" if file_format.header else "--no-header"
            if "--null" in options:
                yield f"--null={file_format.null}"
            for feed in load.layout.feeds if "--map" in options else ():
                if feed.how == "as told" and feed.name not in self.import_form.goes:
                    yield f"--map={quoted(feed.name)}={feed.column.name}"


class _Noting:
    """Answers every question with yes and notes it, so that the page can ask it."""

    def __init__(self, agreed: frozenset[str]) -> None:
        self._agreed = agreed
        self.questions: dict[str, FileQuestion] = {}

    def confirm(self, question: str, *, help: str) -> bool:
        option = help.removesuffix(" answers this.")
        self.questions[question] = FileQuestion(question, option, question in self._agreed)
        return True

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        raise AnswerNeeded(question=question, help=help)


def prepared(session: WebSession) -> Prepared:
    """What the form comes to. A mistake is a part of the answer."""
    import_form = session.import_form
    path = import_form.file(session.folder)
    state = import_form, _signature(path), _catalog(session)
    former = session.kept.get("prepared")
    if former is None or former[0][:2] != state[:2] or former[0][2] is not state[2]:
        session.kept["prepared"] = former = state, _prepared(session, import_form, path)
    result: Prepared = former[1]
    return result


def _prepared(session: WebSession, import_form: ImportForm, path: Path) -> Prepared:
    single = True
    try:
        single = not path.is_dir()
        _require_own(session, path)
        request = request_of(parsed(import_form.words(single=single)))
        files = files_in([path])
    except SegueError as error:
        return Prepared(import_form, single, mistake=error)
    except (OSError, ValueError) as error:  # no name that the system takes, or none to be read
        reason = getattr(error, "strerror", None) or str(error)
        return Prepared(import_form, single, mistake=FileUnreadable(path=path, reason=reason))
    noting = _Noting(import_form.agreed)
    loads, milder, mistake = _drafted(
        files, request, ImportTarget(_catalog(session), session.project, noting)
    )
    unplaced = milder.wanted.ignore - request.wanted.ignore
    for load in loads:
        mistake = mistake or _column_mistake(load, request)
    return Prepared(import_form, single, loads, tuple(noting.questions.values()), unplaced, mistake)


def _require_own(session: WebSession, path: Path) -> None:
    """Raises UsageError where the file, or that of its rejected rows, is none of the pages'."""
    if not session.import_form.uploaded:
        session.require_own(path)
    session.require_own(session.folder / session.import_form.said.get("reject", ""))


def _drafted(
    files: Sequence[InputFile], request: ImportRequest, ground: ImportTarget
) -> tuple[tuple[FileLoad, ...], ImportRequest, SegueError | None]:
    """The loads; where there is a mistake, as a milder request shows them beside it."""
    first: SegueError | None = None
    while True:
        try:
            return draft(files, request, ground), request, first
        except SegueError as error:
            first = first or error
            milder = _milder(request, error)
            if milder == request:
                return (), request, first
            request = milder


def _milder(request: ImportRequest, error: SegueError) -> ImportRequest:
    """The request without what may have been wrong with it; itself where nothing is left."""
    ignore = request.wanted.ignore | set(cast(Iterable[str], error.facts.get("unplaced", ())))
    if ignore != request.wanted.ignore:
        return replace(request, wanted=replace(request.wanted, ignore=ignore))
    if request.match or request.existing is not ExistingRows.STOP:
        return replace(request, match=(), existing=ExistingRows.STOP)
    return replace(request, wanted=ColumnOptions(ignore=ignore), set={})


def _column_mistake(load: FileLoad, request: ImportRequest) -> SegueError | None:
    try:
        require_columns(load, request.existing)
    except SegueError as error:
        return error
    return None


def _catalog(session: WebSession) -> Catalog:
    return session.catalog("target")


def _signature(path: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when the file does, or one of the folder."""
    try:
        paths = sorted(path.iterdir()) if path.is_dir() else [path]
        stats = [(file.name, file.stat()) for file in paths]
    except (OSError, ValueError):
        return ()
    return tuple((name, about.st_mtime_ns, about.st_size) for name, about in stats)
