"""The process: sets the project up as the command did, then calls functions until nobody asks."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

import django

from segue.project.child.urls import import_urlconf
from segue.project.rows.calls import CalledRows, RowCalls, RowWork
from segue.project.rows.process import NoProcess, ProcessEnvironment, RowCounter


def main() -> int:
    """Answer one request after the other; each is a pickle of whoever started this process."""
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    ends = [int(word) for word in sys.argv[1:]]
    for end in ends:
        os.set_inheritable(end, False)
    line, counter = Connection(ends[0]), RowCounter(ends[1])
    refused = _set_up(line.recv())
    line.send(refused)
    calls_by_work: dict[RowWork, RowCalls] = {}
    with suppress(EOFError, OSError):  # the command has ended
        while refused is None:
            work, lines = line.recv()
            line.send(_completed(calls_by_work, work, lines, counter))
    return 0


def _end_with_the_command() -> None:
    """End at once when it is gone, whatever a function is doing."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _set_up(surroundings: ProcessEnvironment) -> NoProcess | None:
    sys.path[:] = surroundings.path
    sys.argv[:] = surroundings.words
    try:
        if surroundings.settings is not None:
            os.environ["DJANGO_SETTINGS_MODULE"] = surroundings.settings
            django.setup()
            import_urlconf()
    except (Exception, SystemExit) as error:  # a settings module is code: it may raise anything
        return NoProcess(f"{type(error).__name__}: {error}")
    return None


def _completed(
    known: dict[RowWork, RowCalls], work: RowWork, lines: list[bytes], counter: RowCounter
) -> CalledRows | NoProcess:
    try:
        if work not in known:
            known[work] = RowCalls(work)
    except Exception as error:
        return NoProcess(f"{type(error).__name__}: {error}")
    return known[work].complete(lines, counter.set)


if __name__ == "__main__":
    sys.exit(main())
