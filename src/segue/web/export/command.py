"""A wish as `segue export` understands it: its words, and what they choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segue.commandline.arguments.exports import choice_of, dialect_of, refuse_contradictions
from segue.errors import UsageError
from segue.files.dialect import Dialect
from segue.files.exporting.sheets import Sheet, sheets_of_database, sheets_of_plan
from segue.web.command_line import parsed
from segue.web.export.tables import Offer, usual
from segue.web.session import Desk


@dataclass(frozen=True, slots=True)
class Understood:
    """What a wish means to the command."""

    words: list[str]
    dialect: Dialect
    sheets: tuple[Sheet, ...]
    parquet: bool


def command_words(desk: Desk, every: Sequence[Offer]) -> list[str]:
    """The words of the command, the databases among them."""
    words = desk.wish.words([one.table for one in every if usual(one) or desk.wish.through_plan])
    return [*words[:2], *desk.words("source"), *words[2:]]


def understood_by(desk: Desk, every: Sequence[Offer]) -> Understood:
    """What the command makes of the wish; raises UsageError and its kin where it would refuse."""
    wish = desk.wish
    if not wish.chosen:
        raise UsageError(message="no table is chosen: tick those that are to be exported")
    words = command_words(desk, every)
    arguments = parsed(words)
    desk.require_own(desk.folder / arguments.folder)
    refuse_contradictions(arguments)
    choice, dialect = choice_of(arguments), dialect_of(arguments)
    if wish.through_plan:
        sheets = sheets_of_plan(choice, desk.survey().transfers, desk.project)
    else:
        sheets = sheets_of_database(choice, desk.catalog("source"), desk.project)
    return Understood(words, dialect, sheets, arguments.format == "parquet")
