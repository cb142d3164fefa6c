"""Python as processes of their own that need not load Segue and Django each time.

One process a test session has them loaded, and each command is a fork of it: with its own
arguments, folder, environment, streams and signals, and with nothing of the tests.
`SEGUE_TEST_FRESH=1` starts each with a Python of its own, as does a measurement of coverage.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import IO, Any, TypeAlias

FRESH = bool(os.environ.get("SEGUE_TEST_FRESH") or os.environ.get("COV_CORE_SOURCE"))

LOADED = (
    "django.core.management.commands.migrate",
    "django.db.backends.postgresql.base",
    "segue.commandline.cli",
    "segue.fleet.command",
    "segue.web.command",
    "segue.web.server",
    *(f"segue.commandline.commands.{name}" for name in (
        "exporting", "importing", "live", "moving", "planning", "runs", "sequences", "verifying",
    )),
)  # fmt: skip
"""What no command need wait for."""

_LENGTH = struct.Struct("!I")
_NUMBER = struct.Struct("!i")
_lock = threading.Lock()
_loaded: tuple[int, socket.socket] | None = None


class Forked:
    """A running command, with those parts of `subprocess.Popen` that tests use."""

    def __init__(
        self, words: Sequence[str], streams: Sequence[IO[str]], told: socket.socket
    ) -> None:
        self.args = list(words)
        self.stdin, self.stdout, self.stderr = streams
        self._told = told
        (self.pid,) = _NUMBER.unpack(_exactly(told, _NUMBER.size))
        self.returncode: int | None = None

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            stream.close()
        self.wait()

    def __del__(self) -> None:
        for end in (self.stdin, self.stdout, self.stderr, self._told):
            end.close()

    def poll(self) -> int | None:
        """The exit status, a signal as a negative number, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises subprocess.TimeoutExpired."""
        ended = self._ended(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return ended

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self._told.settimeout(timeout)
            try:
                (self.returncode,) = _NUMBER.unpack(_exactly(self._told, _NUMBER.size))
            except (BlockingIOError, TimeoutError):
                return None
            self._told.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Both streams to their end. Raises subprocess.TimeoutExpired."""
        until = None if timeout is None else time.monotonic() + timeout
        texts = ["", ""]

        def read(number: int, stream: IO[str]) -> None:
            texts[number] = stream.read()

        readers = [
            threading.Thread(target=read, args=each, daemon=True)
            for each in enumerate((self.stdout, self.stderr))
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(None if until is None else max(0, until - time.monotonic()))
            if reader.is_alive():
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
        self.wait(None if until is None else max(0.1, until - time.monotonic()))
        self.stdout.close()
        self.stderr.close()
        return texts[0], texts[1]

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


Running: TypeAlias = subprocess.Popen[str] | Forked


def run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """Start Python with these words and wait for its end. Raises subprocess.TimeoutExpired."""
    process = start(words, folder, environment)
    answer, said = process.communicate(timeout=timeout)
    return subprocess.CompletedProcess(words, process.wait(), answer, said)


def start(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Running:
    """Start Python with these words, its input empty and its output in pipes.

    The words are `-m segue ...`, `-c CODE ...` or `SCRIPT ...`.
    """
    if FRESH:
        return _fresh(words, folder, environment)
    process = _fork(words, folder, environment)
    process.stdin.close()
    return process


def _fresh(
    words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever started the tests in the background had them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def _fork(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Forked:
    pipes = [os.pipe() for _ in range(3)]
    ours = [pipes[0][1], pipes[1][0], pipes[2][0]]
    theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
    told, tells = socket.socketpair()
    asked = pickle.dumps((list(words), str(folder), dict(environment)))
    with _lock:
        line = _line()
        line.sendall(_LENGTH.pack(len(asked)))
        socket.send_fds(line, [b"."], [*theirs, tells.fileno()])
        line.sendall(asked)
    for end in theirs:
        os.close(end)
    tells.close()
    streams = [
        open(end, mode, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115 -- Forked has them
        for end, mode in zip(ours, "wrr", strict=True)
    ]
    return Forked(words, streams, told)


def _line() -> socket.socket:
    """The line to the process that has everything loaded, which is started where it is not."""
    global _loaded
    if _loaded is None or _loaded[0] != os.getpid():
        ours, theirs = socket.socketpair()
        process = subprocess.Popen(
            [sys.executable, "-P", __file__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()
        atexit.register(_end, ours, process)
        _loaded = os.getpid(), ours
    return _loaded[1]


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    process.wait()


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = line.recv(size - len(found))
        if not more:
            raise EOFError("the command's keeper is gone")
        found += more
    return found


# The process that has everything loaded


def _serve(line: socket.socket) -> None:
    """Fork for each that is asked for, until nobody can ask any more."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends, and so does the line
    while True:
        try:
            (size,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
        except EOFError:
            return
        _, ends, _, _ = socket.recv_fds(line, 1, 4)
        words, folder, environment = pickle.loads(_exactly(line, size))
        if os.fork() == 0:
            line.close()
            _keep(words, folder, environment, ends)
        for end in ends:
            os.close(end)


def _load() -> None:
    for name in LOADED:
        import_module(name)


def _keep(words: list[str], folder: str, environment: dict[str, str], ends: Sequence[int]) -> None:
    """Start the command, tell its number, wait, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told = socket.socket(fileno=ends[3])
    line = _another(ends)
    number = os.fork()
    if number == 0:
        told.close()
        _lend(line)
        _become(words, folder, environment, ends[:3])
    line.close()
    for end in ends[:3]:
        os.close(end)
    try:
        told.sendall(_NUMBER.pack(number))
        _, status = os.waitpid(number, 0)
        told.sendall(_NUMBER.pack(os.waitstatus_to_exitcode(status)))
    finally:
        os._exit(0)


def _another(ends: Sequence[int]) -> socket.socket:
    """The line to a fork that forks in turn, for what the command itself starts."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        for end in ends:
            os.close(end)
        _serve(theirs)
        os._exit(0)
    theirs.close()
    return ours


def _lend(line: socket.socket) -> None:
    """What the command starts to run a project's migrations is a fork by that line."""
    global _loaded
    _loaded = os.getpid(), line
    popen = subprocess.Popen

    def start(words: Sequence[str], **options: Any) -> subprocess.Popen[Any] | Forked:
        if words != [sys.executable, "-m", "segue.project.child"]:
            return popen(words, **options)
        return _fork(words[1:], options["cwd"] or Path.cwd(), options["env"])

    applying = import_module("segue.project.applying")
    vars(applying)["subprocess"] = SimpleNamespace(Popen=start, PIPE=subprocess.PIPE)


def _become(
    words: list[str], folder: str, environment: dict[str, str], ends: Sequence[int]
) -> None:
    """Be Python with these words."""
    status = 1
    try:
        for place, end in enumerate(ends):
            os.dup2(end, place)
            os.close(end)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[0:0] = [folder, *filter(None, environment.get("PYTHONPATH", "").split(":"))]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.stdin = io.TextIOWrapper(io.FileIO(0), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8")
        sys.stderr = io.TextIOWrapper(
            io.FileIO(2, "w"), encoding="utf-8", errors="backslashreplace", line_buffering=True,
            write_through=True,
        )  # fmt: skip
        try:
            status = _main(words)
        except SystemExit as ended:
            status = _status(ended)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _main(words: Sequence[str]) -> int:
    first, *rest = words
    if first == "-m":
        command = import_module(f"{rest[0]}.__main__")
        sys.argv = [str(command.__file__), *rest[1:]]
        return int(command.main())
    sys.argv = ["-c", *rest[1:]] if first == "-c" else list(words)
    if first == "-c":
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        run_path(first, run_name="__main__")
    return 0


def _status(ended: SystemExit) -> int:
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    sys.stderr.write(f"{ended.code}\n")
    return 1


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
