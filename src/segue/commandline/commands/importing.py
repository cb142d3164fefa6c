"""`import`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from segue.commandline.answers import importing as answers
from segue.commandline.arguments.imports import request_of
from segue.commandline.commands.invocation import Invocation
from segue.database.introspection import read_catalog
from segue.database.session import Connection, require_version
from segue.errors import ExitStatus, NoDjangoProject, RowsRejected
from segue.files.importing.input_files import files_in
from segue.files.importing.load import Load
from segue.files.importing.preparing import Ground, prepare
from segue.files.importing.rejects import refuse_to_overwrite
from segue.files.importing.replacing import count_rows
from segue.files.importing.run import Result, Terms, import_files
from segue.move.existing_rows import confirm_replace
from segue.plan.model import ExistingRows


def import_(invocation: Invocation) -> ExitStatus:
    """`import`: 0 when all rows are in, 5 when some were rejected, 3 when none was imported."""
    arguments = invocation.arguments
    files = files_in([Path(name) for name in arguments.files])
    request = request_of(arguments)
    with invocation.open_target("import") as connection:
        require_version(connection, "target")
        catalog = read_catalog(connection)
        project = invocation.project()
        if arguments.full_clean and project is None:
            raise NoDjangoProject(wanted="--full-clean")
        ground = Ground(catalog, project, invocation.asker)
        loads = prepare(files, request, ground)
        for line in answers.taken_lines(loads):
            invocation.screen.say(line)
        if request.existing is ExistingRows.REPLACE and not arguments.dry_run:
            _confirm(connection, loads, invocation)
        terms = Terms(
            existing=request.existing,
            rejects=_rejects(arguments.reject, loads),
            dry_run=arguments.dry_run,
            full_clean=arguments.full_clean,
        )
        result = import_files(connection, catalog, loads, terms, invocation.reporter)
    return _tell(invocation, result, terms)


def _confirm(connection: Connection, loads: Sequence[Load], invocation: Invocation) -> None:
    """Ask before rows are deleted, with their exact numbers. Raises Refused, AnswerNeeded."""
    counts = count_rows(connection, loads)
    if counts:
        confirmed = invocation.arguments.confirm_replace
        confirm_replace(counts, connection.info.dbname, confirmed, invocation.asker)


def _rejects(told: str | None, loads: Sequence[Load]) -> Callable[[Load], Path] | None:
    """Where the rejected rows of each file go. Raises UsageError where a file is in the way."""
    if told is None:
        return None
    place = Path(told)
    several = len(loads) > 1 or place.is_dir()
    tables = [load.table.name for load in loads]

    def path_of(load: Load) -> Path:
        if not several:
            return place
        again = tables[: load.number].count(load.table.name) - 1
        return place / f"{load.table.name}{f' ({again})' if again else ''}.csv"

    for load in loads:
        refuse_to_overwrite(path_of(load), [one.path for one in loads])
    return path_of


def _tell(invocation: Invocation, result: Result, terms: Terms) -> ExitStatus:
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
