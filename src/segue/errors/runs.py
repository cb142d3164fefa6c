"""What keeps a run from beginning, or ends it."""

from __future__ import annotations

from segue.errors.base import ExitStatus, SegueError


class ChecksBlock(SegueError):
    """findings that block the move: {count}; no row was moved"""

    exit_status = ExitStatus.BLOCKED


class TargetNotEmpty(SegueError):
    """the target holds rows of its own, in these tables ({count}):
    {tables}
    """

    code = "T104"
    exit_status = ExitStatus.BLOCKED
    hint = (
        "Choose an empty target database (--create-database makes one), or existing_rows = "
        '"replace" in the plan, which deletes these rows after you confirm. To bring rows in beside'
        ' them: existing_rows = "keep", then `segue plan`, which asks which rows are the same. If'
        " only `migrate` wrote them, give --target-is-fresh; it does not count for users, sessions"
        " and the admin's log."
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


class FunctionFailed(SegueError):
    """the function {function}, for {table}.{column}, fails for the source row {key}: {reason}"""

    hint = (
        'Correct the function, or have such rows put aside with on_bad_row = "reject"; '
        "then run it again."
    )


class FunctionProcessesDie(SegueError):
    """processes that call the Python functions of {table} die again and again: {reason}"""

    hint = (
        "Is this machine short of memory? Otherwise see what the functions do;"
        " `--processes 1` calls them in the command's own process. Then run it again."
    )


class TooFewConnections(SegueError):
    """the {side} allows no further connection, for {limit}, and one more is needed"""

    exit_status = ExitStatus.BLOCKED
    hint = "Close other connections, or raise that limit; `segue check --explain D114` explains it."


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
    hint = "`segue status` shows what is there now; the same command starts over."


class RestoreFailed(SegueError):
    """{what} could not be put back: {reason}"""

    hint = "{help}"


class RestoreForbidden(SegueError):
    """{problem}; nothing was put back"""

    exit_status = ExitStatus.BLOCKED
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
    """tables that differ between source and target: {count}"""

    exit_status = ExitStatus.DIFFERENT
    hint = "`segue verify --rows TABLE` names the rows."


class Interrupted(SegueError):
    """stopped: {reason}"""

    exit_status = ExitStatus.INTERRUPTED
    hint = "The same command goes on from here; `segue restore` puts everything back instead."


class NothingToJoin(SegueError):
    """there is no copy to help with: {state}"""

    exit_status = ExitStatus.BLOCKED
    hint = "Start `segue move` first; or `segue join --wait` waits until it copies rows."


class CannotJoin(SegueError):
    """this process cannot help run {run}: {reason}"""

    exit_status = ExitStatus.USAGE
    hint = "{help}"


class HelpEnded(SegueError):
    """stopped: {reason}"""

    exit_status = ExitStatus.INTERRUPTED
    hint = (
        "The run needs no helper: it takes up again what was under way here. `segue join` "
        "helps it again."
    )


class Refused(SegueError):
    """{reason}"""

    exit_status = ExitStatus.BLOCKED
