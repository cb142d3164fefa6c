"""Databases that cannot be reached, made, or brought to a state by migrations."""

from __future__ import annotations

from segue.errors.base import ExitStatus, SegueError


class CannotConnect(SegueError):
    """cannot connect to the {side} {label}: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


class TargetTakesNoWrites(SegueError):
    """{problem}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


class LendsByTransaction(SegueError):
    """a pooler before the {side} {label} lends server processes by the transaction: {shown_by}"""

    exit_status = ExitStatus.BLOCKED
    code = "D104"
    hint = (
        "Snapshots, locks and session settings would not hold. Give the address of the server"
        " itself, or a pool in session mode."
    )


class SameDatabase(SegueError):
    """source and target are the same database: {label}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "They were compared by system identifier and database oid, not by name. "
        "Name another target."
    )


class ServerTooOld(SegueError):
    """the {side} runs PostgreSQL {version}; Segue needs {least} or later there"""

    exit_status = ExitStatus.BLOCKED


class DatabaseMissing(SegueError):
    """the target database {database!r} does not exist"""

    exit_status = ExitStatus.BLOCKED
    hint = "Add --create-database, or create it yourself and run the command again."


class CannotCreateDatabase(SegueError):
    """the database {database!r} cannot be created on the target's server: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Create it yourself (CREATE DATABASE), or use a role with the CREATEDB privilege."


class CannotClone(SegueError):
    """the target {database!r} cannot be copied for a rehearsal: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "PostgreSQL copies a database only for its owner or a superuser with CREATEDB, and only "
        "while nobody else is connected to it. In a Django project, and without --no-migrate, "
        "no copy is needed: `migrate` makes the schema."
    )


class MigrateFailed(SegueError):
    """`migrate` failed in the database {database}:
    {output}
    """

    hint = (
        "`python manage.py migrate` against it shows the same. A database segue_scratch_... is made"
        " empty and dropped: there `migrate` against a new database shows it. Fix it and run"
        " again."
    )


class MigrateOnFailed(SegueError):
    """{running} failed on the rows that were moved:
    {output}
    """

    hint = (
        "All rows are there and were verified, and what ran before stays. Fix it (the code or the"
        " rows of the target) and run the same command again: it goes on from there."
        " `segue restore` gives the run up and leaves the target at the migration before."
    )


class TargetElsewhere(SegueError):
    """the target {state}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "It is not changed in place by surprise. --remake {database} drops that database and makes"
        " it again at the source's state. To move by mapping, run `manage.py migrate` on it first."
        " --no-migrate fills it as it is."
    )


class NotByHistory(SegueError):
    """the project's own migrations do not continue from the source:
    {obstacles}
    """

    exit_status = ExitStatus.BLOCKED
    hint = (
        "`segue check --history` tells all about it. To move by mapping, draft a plan against the"
        ' migrated target, and leave by = "history" out of it.'
    )


class SourceMigrated(SegueError):
    """the source was migrated since the target was made at its state: {difference}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "Its rows and those that came before are of two states, and migrations would run twice on"
        " some. `segue restore` gives the run up, then --remake {database} starts over."
    )


class MovedOn(SegueError):
    """run {run} moved these rows by the history and migrated them on, so they differ by now"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "They were compared before the migrations ran, and were equal. To move once more, --remake"
        " DBNAME drops the target's database and creates it again."
    )


class CannotRemake(SegueError):
    """the target database {database!r} cannot be created again: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


class MigrationsUnreadable(SegueError):
    """the project's migrations cannot be read:
    {output}
    """

    hint = "`python manage.py showmigrations` shows the same; fix it there first."
