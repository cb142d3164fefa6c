"""Of a live move: what keeps it from beginning, following, or cutting over."""

from __future__ import annotations

from segue.errors.base import ExitStatus, SegueError, UsageError


class NothingFollows(UsageError):
    """no live move is to be followed: {state}"""

    hint = "`segue move --live` begins one; `segue status` shows what there is."


class SlotNotMade(SegueError):
    """the source gave no slot in time: {reason}"""

    exit_status = ExitStatus.BLOCKED
    hint = (
        "A slot waits for transactions that are older than it: {waits}. "
        "End them, then run the same command again. Nothing was changed."
    )


class OutboxNotMade(SegueError):
    """{table} is written to without a pause, so its trigger could not be made"""

    exit_status = ExitStatus.BLOCKED
    hint = "A transaction holds it: end it, then run the same command again. Nothing was changed."


class OutboxTaken(SegueError):
    """another live move has its outbox in the source, which holds one only"""

    exit_status = ExitStatus.BLOCKED
    hint = "End that one first (`segue forget`), or begin without --outbox. Nothing was changed."


class CollectorFailed(SegueError):
    """the stream of the source's changes cannot be had: {reason}"""

    hint = "The application is not touched. `segue follow` goes on when the source can be reached."


class Altered(SegueError):
    """altered while it was followed: {tables}; nothing after that was brought over"""

    hint = "Undo it, or change the plan (`segue plan`) and follow again."


class TellingChanged(SegueError):
    """somebody touched the {what} of the live move, so changes may not have been told"""

    hint = "It is made anew, and all rows are read again; leave it alone until `segue forget`."


class PlanChanged(UsageError):
    """{plan} reads tables that the live move does not follow"""

    hint = "`segue forget` ends the live move; `segue move --live` begins again."


class PlanUnfit(UsageError):
    """the changed plan cannot be followed: {why}"""

    hint = "Undo that change, and `segue follow` goes on."


class ChildrenWouldChange(SegueError):
    """rows of {table} change places, and those of {child} would {action} by {key} (ON DELETE)"""

    hint = (
        "To exchange unique values rows leave for a moment. Make that foreign key anew without"
        " ON DELETE until the cutover; then following goes on by itself."
    )


class MatchInDoubt(SegueError):
    """a new row of {table} cannot be matched: which row it is, is not clear of {row}"""

    hint = (
        'Change the row, or let the plan say several = "new" or empty = "new";'
        " then following goes on by itself."
    )


class BatchDiffers(SegueError):
    """{count} row(s) of {table} are not what the plan makes of the source; the batch was undone"""

    exit_status = ExitStatus.DIFFERENT
    hint = "Something changes the target's rows: a trigger, a rule or a default. See which one."


class SharedKey(SegueError):
    """rows of {sources} come into {table} under one key, {key}"""

    hint = (
        "Change one of them; then following goes on by itself. Or give one mapping other keys in"
        " the plan, such as key = {{ offset = ... }}, and `segue follow` again."
    )


class StaysBehind(SegueError):
    """a row comes into {table} under the key {key} of one that the plan had left behind"""

    hint = (
        "Give the row another key; or let the plan of the way back say"
        ' existing_rows = "replace" for the table, and `segue follow` again.'
    )


class RowFails(SegueError):
    """the plan's SQL fails for the row of {table} with the key {key}: {reason}"""

    hint = (
        "Change the row in the source, or the plan's SQL for it; then following goes on by itself."
    )


class FollowerStays(SegueError):
    """whoever follows did not step aside within {seconds} s"""

    hint = "Its batch is large: try again later, or end it with `segue stop`. Nothing was changed."


class NotNear(SegueError):
    """the target does not come near the source: batches still took long after {seconds} s"""

    hint = "Try when less is written to the source. Writers did not wait; nothing was changed."


class LockedOut(SegueError):
    """tables could not be locked; they are held by {blockers}"""

    hint = "The application goes on. End what holds them, then run the same command again."


class PauseTooLong(SegueError):
    """writers had waited {waited} ms, and {allowed} ms are allowed; the cutover was given up"""

    hint = "The application goes on, and so does following. Try when less is written."


class SwitchUnknown(SegueError):
    """the cutover is done, but nobody knows whether its switch command ended well"""

    hint = (
        "Give --switch-command again, and it runs again; or lead the application to the target by"
        " hand."
    )


class SwitchFailed(SegueError):
    """the target takes rows and the source does not, but the switch command failed ({status})"""

    hint = (
        "The cutover is done. Mend the command and type the cutover again, or lead the application"
        " to the target by hand."
    )
