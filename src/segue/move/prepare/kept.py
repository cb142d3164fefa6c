"""Scratch databases that are kept: what unchanged code makes of migrations is made once.

A kept database is only copied, never used itself. Its name tells for which target it was made, by
which code, and how; the end of a move, `restore` and `forget` drop it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property

import psycopg
from psycopg import errors, sql

from segue.database.address import Endpoint, database_name
from segue.database.catalog import ServerFacts
from segue.database.journal import begin_preparation, create_journal
from segue.database.queries import query
from segue.database.session import Connection, connect
from segue.errors import CannotClone, CannotConnect
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.move.prepare.scratch import (
    clone_database,
    dropped_afterwards,
    in_use,
    scratch_database,
    scratch_name,
)
from segue.move.prepare.target import (
    Look,
    create_database,
    drop_database,
    extend,
    maintenance,
    make_state,
    migrate,
)
from segue.plan.model import By
from segue.project import Project, ProjectCode
from segue.project.applying import semantic_alias
from segue.project.code_digest import code_digest
from segue.project.history import Key
from segue.wording import counted

_KEPT = (
    "What the migrations made is kept on the target's server as {}, for the commands after this"
    " one. The end of the move drops it, or `segue forget`."
)
_TAKEN = "The migrations were run by an earlier command with the same code: a copy of {} is taken."
_OUTDATED = "{} was made by other code, or for other records of migrations: dropped."


@dataclass(frozen=True)
class Recipe:
    """How a scratch database is made."""

    project: Project
    source: Endpoint
    target: Endpoint
    like: ServerFacts
    """Encoding and locale."""
    extensions: tuple[str, ...]
    records: tuple[Key, ...] | None = None
    """Only the migrations that a database with these records has run; None for all."""
    code: ProjectCode | None = None
    """Older code that has them."""

    def make(self, scratch: Endpoint, reporter: Reporter) -> None:
        """Fill an empty database. Raises MigrateFailed."""
        extend(scratch, self.extensions)
        if self.records is None:
            migrate(self.project, scratch, self.source, reporter, "scratch")
        else:
            make_state(
                self.project, scratch, self.source, self.records, reporter, "scratch", self.code
            )

    @cached_property
    def kept_names(self) -> tuple[str, str] | None:
        """How names begin that stand for the same purpose, and the whole name: with the code and
        the records, then what else the result depends on. None where the code has no digest.

        Worked out once, before anything is made.
        """
        code = code_digest(self.code)
        if code is None:
            return None
        purpose = f"{_names_for(self.target)}{'n' if self.records is None else 's'}"
        state = _short([code, sorted(self.records or ())], 12)
        like, user = self.like, self.target.parameters.get("user")
        locale = [like.encoding, like.collate, like.ctype, like.locale_provider, like.locale]
        alias = semantic_alias(self.project, self.target, self.source)
        form = [locale, sorted(self.extensions), alias, self.project.schema, user]
        return f"{purpose}{state}", f"{purpose}{state}_{_short(form, 8)}"


def _names_for(target: Endpoint) -> str:
    """How the names of all begin that are kept for a target database."""
    return f"segue_kept_{_short(database_name(target), 8)}_"


def _short(value: object, length: int) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:length]


@contextmanager
def kept_copy(recipe: Recipe, reporter: Reporter) -> Iterator[Endpoint]:
    """A scratch database that the recipe makes, dropped afterwards: a copy of the kept one, which
    is made first where there is none.

    Raises CannotCreateDatabase or MigrateFailed.
    """
    scratch = _copy(recipe, reporter) or _made(recipe, reporter)
    with dropped_afterwards(scratch):
        yield scratch


@contextmanager
def scratch_made_anew(recipe: Recipe, reporter: Reporter) -> Iterator[Endpoint]:
    """A scratch database in which the migrations were run once more, dropped afterwards.

    Raises CannotCreateDatabase or MigrateFailed.
    """
    with scratch_database(recipe.target, recipe.like, reporter) as scratch:
        recipe.make(scratch, reporter)
        yield scratch


def _copy(recipe: Recipe, reporter: Reporter) -> Endpoint | None:
    """None where nothing is kept, or cannot be copied."""
    names = recipe.kept_names
    if names is None:
        return None
    with maintenance(recipe.target) as connection:
        _drop_outdated(connection, _names_for(recipe.target), names, reporter)
        if names[1] not in _kept(connection, names[1]):
            return None
    copy = recipe.target.in_database(scratch_name())
    try:
        clone_database(recipe.target.in_database(names[1]), copy)
    except CannotClone:
        return None
    reporter.report(Note(_TAKEN.format(names[1])))
    return copy


def _made(recipe: Recipe, reporter: Reporter) -> Endpoint:
    """A scratch database made anew; a copy of it is kept."""
    scratch = recipe.target.in_database(scratch_name())
    create_database(scratch, recipe.like, reporter)
    began = time.monotonic()
    try:
        with in_use(scratch):
            recipe.make(scratch, reporter)
        took, names = time.monotonic() - began, recipe.kept_names
        if names is not None and _keep(scratch, recipe.target.in_database(names[1]), took):
            reporter.report(Note(_KEPT.format(names[1])))
    except BaseException:
        drop_database(scratch)
        raise
    return scratch


def _keep(scratch: Endpoint, kept: Endpoint, took: float) -> bool:
    """Copy a scratch database, which took so many seconds, to be kept; whether that was done."""
    beside = kept.in_database(scratch_name())
    try:
        clone_database(scratch, beside)
    except CannotClone:
        return False
    name = sql.Identifier(database_name(kept))
    with maintenance(kept) as connection:
        try:
            said = sql.SQL("COMMENT ON DATABASE {} IS {}")
            connection.execute(said.format(sql.Identifier(database_name(beside)), f"{took:.3f}"))
            # Complete as soon as it has the name.
            _rename(connection, beside, kept)
            # Nobody's session may stand in the way of a copy.
            connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        except psycopg.Error:  # another command has kept it meanwhile
            drop_database(beside)
            return False
    return True


def _rename(connection: Connection, one: Endpoint, other: Endpoint) -> None:
    names = (sql.Identifier(database_name(each)) for each in (one, other))
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


def create_target(recipe: Recipe, by: By, look: Look, reporter: Reporter) -> bool:
    """Make the target database itself as a copy of the kept one; whether there was one.

    Its journal says that its schema was begun, as a move that broke off then would have left it.
    `look` may refuse the server before.
    """
    with maintenance(recipe.target) as connection:
        look(connection)
    copy = _copy(recipe, reporter)
    if copy is None:
        return False
    try:
        with in_use(copy):
            begin(copy, by, recipe.records or ())
        reach("copied-from-kept")
        with maintenance(recipe.target) as connection:
            _rename(connection, copy, recipe.target)
    except BaseException:
        drop_database(copy)
        raise
    return True


def begin(database: Endpoint, by: By, records: tuple[Key, ...]) -> None:
    """Note in the database's journal that Segue has begun to make its schema."""
    with closing(connect(database, "target", "prepare")) as connection:
        create_journal(connection)
        begin_preparation(connection, by.value, [f"{app}.{name}" for app, name in records])


def seconds_saved(recipe: Recipe) -> float:
    """How long it took to make what is kept; 0 where nothing is."""
    names = recipe.kept_names
    with maintenance(recipe.target) as connection:
        row = connection.execute(query("kept_took"), {"name": names and names[1]}).fetchone()
    return float(row[0]) if row is not None and row[0] is not None else 0.0


def is_kept_for(target: Endpoint) -> bool:
    """Whether anything is kept for a target."""
    with maintenance(target) as connection:
        return bool(_kept(connection, _names_for(target)))


def drop_kept(target: Endpoint, reporter: Reporter) -> int:
    """Drop all that is kept for a target; how many that were. 0 where the server is away."""
    try:
        with maintenance(target) as connection:
            names = _kept(connection, _names_for(target))
            for name in names:
                _drop(connection, name)
    except (CannotConnect, psycopg.Error):
        return 0
    if names:
        reporter.report(Note(f"{counted(len(names), 'kept scratch database')} dropped."))
    return len(names)


def _drop_outdated(
    connection: Connection, all_names: str, names: tuple[str, str], reporter: Reporter
) -> None:
    """Those of the same purpose by other code."""
    purpose = names[0][: len(all_names) + 1]
    for name in _kept(connection, purpose):
        if not name.startswith(names[0]) and _drop(connection, name):
            reporter.report(Note(_OUTDATED.format(name)))


def _kept(connection: Connection, beginning: str) -> list[str]:
    rows = connection.execute(query("kept_databases"), {"beginning": beginning})
    return [name for (name,) in rows.fetchall()]


def _drop(connection: Connection, name: str) -> bool:
    """Whether it is gone: another command may be copying it."""
    try:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    except errors.ObjectInUse:
        return False
    return True
