"""The end of a cutover: the target takes rows, the application is led to it, the rest is cleared.

A switch command of which nobody knows that it ended well runs again when the cutover is asked for
again: whether it did its work before this process died cannot be known here.
"""

from __future__ import annotations

import subprocess

import psycopg

from segue.database.definitions import definitions_down
from segue.database.live_journal import LiveJournal
from segue.database.records import Definition
from segue.database.session import Connection
from segue.errors import NothingFollows, SwitchFailed, SwitchUnknown
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.live import objects
from segue.live.fences import Fences
from segue.wording import counted

TIDY_TRIES = 5
TIDY_PATIENCE = 50
"""Milliseconds that a try may keep users of the new database waiting."""

_STAYS = (
    "Transactions use {} ({}), so what the live move made there stays until `segue forget`."
    " Everybody may write."
)
_NOT_TIDY = "What the live move made in the target stays until `segue forget`: {}"


def switch(journal: LiveJournal, command: str | None) -> None:
    """Run what leads the application to the target, if anything does.

    Raises SwitchFailed; SwitchUnknown where it ran before, or was to, and is not given again.
    """
    ended = journal.switch_ended()
    if ended or command is None:
        if ended is False:
            raise SwitchUnknown()
        return
    journal.switch_wanted(True)
    done = subprocess.run(command, shell=True, check=False)  # noqa: S602 -- the person's own words
    if done.returncode:
        raise SwitchFailed(status=done.returncode)
    reach("switched")
    journal.switched()


def down(target: Connection, run: int) -> list[Definition]:
    """What of the target is off since the run began to be followed."""
    return [each for each in definitions_down(target) if each.run == run]


def tidy(target: Connection, fences: Fences, run: int, reporter: Reporter) -> None:
    """What takes the target's tables for a moment, of which whoever uses them need not know."""
    gently = TIDY_TRIES, TIDY_PATIENCE
    try:
        held = objects.restore_patiently(target, down(target, run), *gently)
        held |= set(fences.drop(*gently))
    except psycopg.Error as error:  # the cutover is done all the same
        reporter.report(Note(_NOT_TIDY.format(str(error).strip()), "warning"))
        return
    if held:
        listed = ", ".join(map(str, sorted(held)[:3]))
        reporter.report(Note(_STAYS.format(counted(len(held), "table"), listed)))


def require_left(journal: LiveJournal, fences: Fences, run: int, *, wanted: bool) -> None:
    """That a cutover whose target takes rows has something left to do.

    `wanted` is whether a switch command is given now. Raises NothingFollows.
    """
    ended = journal.switch_ended()
    to_switch = ended is False or (wanted and not ended)
    if not (to_switch or fences.are_there or down(journal.connection, run)):
        raise NothingFollows(state="the cutover is done")
