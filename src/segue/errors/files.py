"""Rows out to files, and in from them."""

from __future__ import annotations

from segue.errors.base import ExitStatus, SegueError, UsageError


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
    hint = "Run it again; it starts from the beginning."


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
    """{table} holds bytes that are not UTF-8 ({bytes}, in {near}); {database} names no encoding"""

    hint = "Correct the values, or leave the column out with --columns."


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


class ImportUncertain(SegueError):
    """the line broke while the server committed: whether the rows are in could not be asked"""

    hint = "Look at the table. Reject files that were written hold what is not in, if the rest is."


class ImportBlocked(SegueError):
    """{problem}"""

    exit_status = ExitStatus.BLOCKED
    hint = "{help}"


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
        "Nothing was changed. Say what should happen to them: --existing keep, --existing update, "
        "or --existing replace, which deletes all rows of the table first."
    )


class RowsSwallowed(SegueError):
    """{table} took {count} of {expected} new rows and said nothing of the others"""

    exit_status = ExitStatus.BLOCKED
    hint = "Nothing was changed. A trigger or a rule of the table drops rows; see which ones."


class TableRefuses(SegueError):
    """{table} refuses the rows: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Nothing was changed. No single row is to blame; it may be a trigger or a rule."


class CircleRefused(TableRefuses):
    """{table} refuses the rows: {reason}"""

    hint = (
        "Nothing was changed. It refers to a table of this import that refers back to it. The "
        "constraint cannot wait for that: make it DEFERRABLE, or bring in its column later, with "
        "--existing update."
    )


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
    hint = "Correct them, or give --reject FILE: the good rows go in, and FILE holds the others."
