"""Commands about a run, asked from anywhere: `status`, `stop`, `restore`, `forget`."""

from __future__ import annotations

from segue.checks.servers import require_taking_writes
from segue.commandline.answers.live import live_lines, live_object
from segue.commandline.answers.rejects import rejects_text
from segue.commandline.answers.status import status_lines, status_object, status_tables
from segue.commandline.commands.invocation import Invocation
from segue.commandline.terminal import JsonReporter
from segue.database.journal import Journal
from segue.database.live_journal import LiveJournal, live_record
from segue.database.session import Connection
from segue.errors import ExitStatus, UsageError
from segue.events import FORMAT_VERSION
from segue.live import end_live
from segue.live.standing import slot_of, waiting_in_outbox
from segue.move import control
from segue.move.prepare import database_exists
from segue.move.prepare.kept import drop_kept
from segue.move.rejects import RejectFile, folder_of, lost_rejects
from segue.move.run import RestoreResult, UndoResult
from segue.move.run import restore as put_back
from segue.wording import counted

BUILDERS = 2
"""Indexes that `restore` builds at once; it is rarely in a hurry."""


def show_status(invocation: Invocation) -> ExitStatus:
    """`status`."""
    with invocation.open_target("status", read_only=True) as connection:
        status = control.status(connection)
        record = live_record(connection)
        files = _rejects(invocation, connection, status) if status is not None else ()
    goes_on = record is not None and record.state != "ended"
    slot = slot_of(invocation.workspace(), record) if record and goes_on else None
    in_outbox = waiting_in_outbox(invocation.workspace(), record) if record and goes_on else None
    if isinstance(invocation.reporter, JsonReporter):
        answer = status_object(status)
        live = live_object(record, slot, in_outbox)
        invocation.reporter.write(answer | ({"live": live} if live is not None else {}))
    elif status is None:
        invocation.screen.tell("This database holds no journal: nothing was moved into it.")
    else:
        follows = record is not None and record.state == "following"
        invocation.screen.tell("\n".join(status_lines(status, follows=follows)))
        for table in status_tables(status):
            invocation.screen.tell("")
            invocation.screen.answer(table)
        if record is not None and record.state != "ended":
            invocation.screen.tell("\n" + "\n".join(live_lines(record, slot, in_outbox)))
        if files:
            invocation.screen.tell("\n" + rejects_text(files))
    return ExitStatus.DONE


def _rejects(
    invocation: Invocation, connection: Connection, status: control.RunStatus
) -> tuple[RejectFile, ...]:
    """The files of a finished run's rejects, written again where one was lost."""
    if status.run.state != "done":
        return ()
    folder = folder_of(status.run.id, invocation.plan_path.parent)
    return lost_rejects(Journal(connection, status.run.id), folder)


def stop(invocation: Invocation) -> ExitStatus:
    """`stop`."""
    with invocation.open_target("stop") as connection:
        # A mover that waits for a standby has to hear of it.
        connection.execute("SET synchronous_commit = local")
        require_taking_writes(connection)
        record = live_record(connection)
        if record is not None and record.state == "following":
            LiveJournal(connection, record.id).stop()
            invocation.screen.say(f"{record.mover} was asked to stop following.")
            return ExitStatus.DONE
        run = control.stop(connection)
    invocation.screen.say(f"Run {run.id} was asked to stop; {run.mover} does so in a few seconds.")
    return ExitStatus.DONE


def forget(invocation: Invocation) -> ExitStatus:
    """`forget`."""
    endpoint = invocation.target(invocation.project())
    drop_kept(endpoint, invocation.reporter)
    if not database_exists(endpoint, invocation.reporter):
        invocation.screen.say("There was no journal.")
        return ExitStatus.DONE
    with invocation.open_target("forget") as connection:
        require_taking_writes(connection)
        record = live_record(connection)
    if record is not None and record.state != "ended":
        end_live(invocation.workspace(), invocation.reporter)
    with invocation.open_target("forget") as connection:
        count = control.forget(connection)
    sentence = "There was no journal." if not count else f"The journal of {count} run(s) is gone."
    invocation.screen.say(sentence)
    return ExitStatus.DONE


def restore(invocation: Invocation) -> ExitStatus:
    """`restore`."""
    endpoint = invocation.target(invocation.project())
    with invocation.open_target("look") as connection:
        require_taking_writes(connection)
        record = live_record(connection)
    if record is not None and record.state == "following":
        raise UsageError(message="a live move follows: `segue forget` ends it, the rows stay")
    drop_kept(endpoint, invocation.reporter)
    sentence = _restored(put_back(endpoint, invocation.reporter, BUILDERS))
    if isinstance(invocation.reporter, JsonReporter):
        invocation.reporter.write({"version": FORMAT_VERSION, "event": "restore", "text": sentence})
    else:
        invocation.screen.say(sentence)
    return ExitStatus.DONE


def _restored(restored: RestoreResult) -> str:
    if restored.run is None and not restored.definitions:
        return "There was nothing to put back."
    sentences = [
        counted(restored.definitions, "index, constraint or trigger", _DEFINITIONS) + " put back"
    ]
    if restored.emptied:
        sentences.append(f"{counted(len(restored.emptied), 'half-filled table')} emptied")
    if restored.taken_out:
        rows, tables = sum(restored.taken_out.values()), len(restored.taken_out)
        sentences.append(
            f"{counted(rows, 'row')} taken out of {counted(tables, 'table')}, whose own rows stay"
        )
    if restored.seeds:
        sentences.append(f"{counted(restored.seeds, 'seed row')} returned")
    given_up = f"Run {restored.run} is given up: " if restored.run is not None else ""
    left = _undone(restored.undone) if restored.undone is not None else ""
    return f"{given_up}{', '.join(sentences)}.{left}"


def _undone(undone: UndoResult) -> str:
    """What of a merge that had ended could not be taken out, and what was changed back."""
    lines = [
        f"{counted(count, 'row')} of {table} stay: others refer to them now."
        for table, count in undone.needed.items()
    ]
    lines += [
        f"The rows of {table} stay: nothing tells those of the run from others."
        for table in undone.unknown
    ]
    lines += [
        f"{counted(count, 'row')} of {table}, which the run had changed, stay as they are: others"
        " have written to them since."
        for table, count in undone.touched.items()
    ]
    if undone.changed_back:
        lines.append(f"{counted(undone.changed_back, 'row')} have their former values again.")
    return "".join(f"\n{line}" for line in lines)


_DEFINITIONS = "indexes, constraints and triggers"
