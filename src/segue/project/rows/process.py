"""A process that holds the project's code and calls its functions, as seen from the command."""

from __future__ import annotations

import mmap
import os
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Pipe

from django.apps import apps
from django.conf import settings

from segue.project.rows.calls import CalledRows, RowWork

_NUMBER = struct.Struct("=I")


@dataclass(frozen=True, slots=True)
class ProcessEnvironment:
    """What a process needs to find the project as the command found it."""

    path: tuple[str, ...]
    """sys.path."""
    words: tuple[str, ...]
    """sys.argv, at which settings may look."""
    settings: str | None
    """The settings module of a Django that is set up; None where none is."""


@dataclass(frozen=True, slots=True)
class NoProcess:
    """The answer of a process that cannot begin, or cannot find a function."""

    reason: str


class ProcessDied(Exception):
    """The process ended; the message says how."""

    def __init__(self, how: str, row: int = 0) -> None:
        super().__init__(how)
        self.row = row
        """At which of the rows that it was handed."""


class ProcessRefused(Exception):
    """No process can do what this one can; the message says why."""


class RowCounter:
    """At which row a process is, in memory that outlives it."""

    def __init__(self, file: int) -> None:
        self.file = file
        self._memory = mmap.mmap(file, _NUMBER.size)

    @classmethod
    def new(cls) -> RowCounter:
        with tempfile.TemporaryFile() as file:
            file.truncate(_NUMBER.size)
            return cls(os.dup(file.fileno()))

    @property
    def row(self) -> int:
        return int(_NUMBER.unpack_from(self._memory)[0])

    def set(self, row: int) -> None:
        _NUMBER.pack_into(self._memory, 0, row)


class RowProcess:
    """One process, which ends with this object's owner, however that ends."""

    def __init__(self) -> None:
        """Start it. Raises ProcessRefused."""
        self._surroundings = _surroundings()
        ours, theirs = Pipe()
        self._line = ours
        self._counter = RowCounter.new()
        ends = [theirs.fileno(), self._counter.file]
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                [sys.executable, "-P", "-m", "segue.project.rows", *map(str, ends)],
                stdin=subprocess.PIPE,  # by its end the process notices that this one is gone
                stdout=2,  # what functions print is no answer of the command
                pass_fds=ends,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                process_group=0,  # Ctrl-C is the command's to hear
            )
        except OSError as error:
            ours.close()
            raise ProcessRefused(str(error)) from error
        finally:
            theirs.close()

    def begin(self) -> None:
        """Wait until it has the project. Raises ProcessRefused."""
        try:
            self._answer(self._surroundings)
        except ProcessDied as error:
            raise ProcessRefused(str(error)) from error

    def complete(self, work: RowWork, lines: Sequence[bytes]) -> CalledRows:
        """Each line with what its functions return. Raises ProcessDied or ProcessRefused."""
        self._counter.set(0)
        answer = self._answer((work, lines))
        assert isinstance(answer, CalledRows)
        return answer

    def _answer(self, asked: object) -> object:
        try:
            self._line.send(asked)
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise ProcessDied(_how(self._process.returncode), self._counter.row) from error
        if isinstance(answer, NoProcess):
            self.end()
            raise ProcessRefused(answer.reason)
        return answer

    @property
    def number(self) -> int:
        """The operating system's."""
        return self._process.pid

    def interrupt(self) -> None:
        """End it at once, from another thread."""
        self._process.kill()

    def end(self) -> None:
        """End it, unless it has ended, and wait until it is gone."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._line.close()
        self._process.wait()
        os.close(self._counter.file)


def _surroundings() -> ProcessEnvironment:
    """Raises ProcessRefused where another process could not have the same settings."""
    module = None
    if apps.ready:
        module = getattr(settings, "SETTINGS_MODULE", None)
        if module is None:
            raise ProcessRefused("the settings come from no module that it could import")
    return ProcessEnvironment(tuple(sys.path), tuple(sys.argv), module)


def _how(status: int) -> str:
    """How a process ended."""
    if status >= 0:
        return f"it ended with status {status}"
    try:
        return f"it was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"it was ended by signal {-status}"
