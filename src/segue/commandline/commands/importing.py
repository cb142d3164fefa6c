"""`import`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from segue.checks.servers import require_taking_writes
from segue.commandline.answers import importing as answers
from segue.commandline.arguments.imports import request_of
from segue.commandline.commands.invocation import Invocation
from segue.database.introspection import read_catalog
from segue.database.session import Connection, connect, require_version
from segue.errors import ExitStatus, NoDjangoProject, RowsRejected, UsageError
from segue.events import Asker
from segue.files.importing.filling import ImportTerms
from segue.files.importing.input_files import InputFile, files_in
from segue.files.importing.load import FileLoad
from segue.files.importing.open_questions import OpenQuestions
from segue.files.importing.piped_files import kept_pipes
from segue.files.importing.preparing import ImportRequest, ImportTarget, prepare
from segue.files.importing.reject_notes import Destination, read_note
from segue.files.importing.rejects import require_writable
from segue.files.importing.replacing import count_rows
from segue.files.importing.rights import require_rights
from segue.files.importing.run import Result, import_files
from segue.move.existing_rows import confirm_replace
from segue.move.watch import watching
from segue.plan.model import ExistingRows


def import_(invocation: Invocation) -> ExitStatus:
    """`import`: 0 when all rows are in, 5 when some were rejected, 3 when none was imported."""
    paths = [Path(name) for name in invocation.arguments.files]
    with kept_pipes(paths) as pipes:
        return _import_files(invocation, files_in(paths, pipes))


def _import_files(invocation: Invocation, files: Sequence[InputFile]) -> ExitStatus:
    invocation, existing = _as_noted(invocation, files)
    arguments = invocation.arguments
    request = replace(request_of(arguments), existing=existing)
    with invocation.open_target("import") as connection:
        require_version(connection, "target")
        watch = partial(connect, invocation.target(invocation.project()), "target", "watch")
        with watching(connection, "target", watch, invocation.reporter):
            questions = OpenQuestions(invocation.asker)
            with questions.answered():
                result, terms = _import(invocation, connection, files, request, questions)
    return _tell(invocation, result, terms)


def _import(
    invocation: Invocation,
    connection: Connection,
    files: Sequence[InputFile],
    request: ImportRequest,
    questions: OpenQuestions,
) -> tuple[Result, ImportTerms]:
    arguments, project = invocation.arguments, invocation.project()
    catalog = read_catalog(connection)
    require_taking_writes(connection)
    if arguments.full_clean and project is None:
        raise NoDjangoProject(wanted="--full-clean")
    loads = prepare(files, request, ImportTarget(catalog, project, questions))
    for line in answers.taken_lines(loads):
        invocation.screen.say(line)
    require_rights(connection, loads, request.existing)
    if request.existing is ExistingRows.REPLACE and not arguments.dry_run:
        _confirm(connection, loads, arguments.confirm_replace, questions)
    terms = ImportTerms(
        existing=request.existing,
        rejects=_rejects(arguments.reject, loads),
        dry_run=arguments.dry_run,
        full_clean=arguments.full_clean,
        asker=questions,
        destination=Destination(
            invocation.target(project).label,
            arguments.settings or "",
            arguments.pythonpath or "",
        ),
    )
    return import_files(connection, catalog, loads, terms, invocation.reporter), terms


def _as_noted(
    invocation: Invocation, files: Sequence[InputFile]
) -> tuple[Invocation, ExistingRows]:
    """The invocation with what the notes beside reject files say of target and project.

    Raises UsageError where they say several things.
    """
    arguments = argparse.Namespace(**vars(invocation.arguments))
    existing = ExistingRows(arguments.existing)
    notes = [note for file in files if (note := read_note(file.path)) is not None]
    if not notes:
        return invocation, existing
    if len({note.existing for note in notes}) > 1 and existing is ExistingRows.STOP:
        raise UsageError(message="the reject files were imported with several --existing: name it")
    if existing is ExistingRows.STOP:
        existing = ExistingRows(notes[0].existing)
    for name in ("target", "settings", "pythonpath"):
        targets = {getattr(note.destination, name) or None for note in notes}
        if getattr(arguments, name) is None and len(targets) > 1:
            raise UsageError(message=f"the notes beside the reject files name several: {targets}")
        setattr(arguments, name, getattr(arguments, name) or targets.pop())
    arguments.full_clean = arguments.full_clean or any(note.full_clean for note in notes)
    return replace(invocation, arguments=arguments), existing


def _confirm(
    connection: Connection, loads: Sequence[FileLoad], confirmed: str | None, asker: Asker
) -> None:
    """Ask before rows are deleted, with their exact numbers. Raises Refused."""
    counts = count_rows(connection, loads)
    if counts:
        confirm_replace(counts, connection.info.dbname, confirmed, asker)


def _rejects(told: str | None, loads: Sequence[FileLoad]) -> Callable[[FileLoad], Path] | None:
    """Where the rejected rows of each file go. Raises UsageError where a file is in the way."""
    if told is None:
        return None
    place = Path(told)
    several = len(loads) > 1 or place.is_dir()
    tables = [load.table.name for load in loads]

    def path_of(load: FileLoad) -> Path:
        if not several:
            return place
        again = tables[: load.number].count(load.table.name) - 1
        return place / f"{load.table.name}{f' ({again})' if again else ''}.csv"

    for load in loads:
        require_writable(path_of(load), [one.path for one in loads])
    return path_of


def _tell(invocation: Invocation, result: Result, terms: ImportTerms) -> ExitStatus:
    invocation.reporter.close()
    invocation.answer(answers.import_table(result), objects=[answers.import_object(result)])
    if not invocation.arguments.json:
        for line in (*answers.import_lines(result), answers.import_closing(result)):
            invocation.screen.tell(line)
    if not result.rejected:
        return ExitStatus.DONE
    if terms.rejects is None:
        raise RowsRejected(count=result.rejected)
    return ExitStatus.REJECTS
