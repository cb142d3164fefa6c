"""A form as `segue export` understands it: its words, and what they choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segue.commandline.arguments.exports import choice_of, dialect_of, refuse_contradictions
from segue.errors import UsageError
from segue.files.dialect import Dialect
from segue.files.exporting.sheets import Sheet, sheets_of_database, sheets_of_plan
from segue.web.command_line import parsed
from segue.web.export.tables import ExportableTable, usual
from segue.web.session import WebSession


@dataclass(frozen=True, slots=True)
class ParsedExport:
    """What a form means to the command."""

    words: list[str]
    dialect: Dialect
    sheets: tuple[Sheet, ...]
    parquet: bool


def command_words(session: WebSession, every: Sequence[ExportableTable]) -> list[str]:
    """The words of the command, the databases among them."""
    words = session.export_form.words(
        [one.table for one in every if usual(one) or session.export_form.through_plan]
    )
    return [*words[:2], *session.words("source"), *words[2:]]


def understood_by(session: WebSession, every: Sequence[ExportableTable]) -> ParsedExport:
    """What the command makes of the form; raises UsageError and its kin where it would refuse."""
    export_form = session.export_form
    if not export_form.chosen:
        raise UsageError(message="no table is chosen: tick those that are to be exported")
    words = command_words(session, every)
    arguments = parsed(words)
    session.require_own(session.folder / arguments.folder)
    refuse_contradictions(arguments)
    choice, dialect = choice_of(arguments), dialect_of(arguments)
    if export_form.through_plan:
        sheets = sheets_of_plan(choice, session.survey().transfers, session.project)
    else:
        sheets = sheets_of_database(choice, session.catalog("source"), session.project)
    return ParsedExport(words, dialect, sheets, arguments.format == "parquet")
