"""The edge: from the command line to an exit status, and the only place that words errors."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import psycopg

from segue.commandline.arguments import START, build_parser
from segue.commandline.terminal import JsonReporter, Screen, TerminalAsker, reporter_for
from segue.database.decisions import decide
from segue.errors import ExitStatus, SegueError
from segue.events import FORMAT_VERSION

COLLECTED = 50_000, 20, 100
"""When the garbage collector looks: a draft makes many objects that last, and few circles."""


def main(argv: Sequence[str] | None = None) -> int:
    """The command `segue`; returns the exit status."""
    gc.set_threshold(*COLLECTED)
    parser = build_parser("segue")
    arguments = parser.parse_args(argv)
    _end_like_an_interrupt()
    logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it logs is told here
    return perform(arguments, parser.prog)


def perform(arguments: argparse.Namespace, prog: str, *, inside_django: bool = False) -> int:
    """Run a parsed command and return the exit status. No error leaves it.

    `inside_django` says that manage.py has configured the project already.
    """
    screen = Screen(color=not arguments.no_color)
    if arguments.command is None:
        screen.tell(f"{build_parser(prog).description}\n\n{START.format(prog=prog)}")
        return ExitStatus.USAGE
    reporter = reporter_for(
        screen,
        json=arguments.json,
        quiet=arguments.quiet or arguments.verbosity == 0,
        details=arguments.verbosity > 1,
    )
    try:
        # Loading the engine takes a moment that --help and a typing mistake need not wait for.
        from segue.commandline.commands import COMMANDS, Invocation

        asker = TerminalAsker(screen, sys.stdin, no_input=arguments.no_input, pause=reporter.pause)
        invocation = Invocation(arguments, screen, reporter, asker, prog, inside_django)
        try:
            status = COMMANDS[arguments.command](invocation)
            sys.stdout.flush()
        finally:
            reporter.close()
    except BrokenPipeError:
        _silence_stdout()
        return ExitStatus.FAILED
    except (Exception, KeyboardInterrupt) as error:
        return _fail(error, screen, reporter, arguments)
    return status


def _fail(
    error: BaseException,
    screen: Screen,
    reporter: object,
    arguments: argparse.Namespace,
) -> ExitStatus:
    """Word the error once, on standard error and, with --json, as the last line too."""
    status, message, causes, advice = explain(error)
    code = getattr(error, "code", "")
    screen.say(f"error[{code}]: {message}" if code else f"error: {message}", "bold red")
    for cause in causes:
        screen.say(f"  because: {_indented(cause)}")
    if advice:
        screen.say(f"help: {advice}")
    if arguments.traceback or os.environ.get("SEGUE_TRACEBACK"):
        screen.say("".join(traceback.format_exception(error)))
    if isinstance(reporter, JsonReporter):
        reporter.write(
            {
                "version": FORMAT_VERSION,
                "event": "error",
                "code": code,
                "message": message,
                "causes": causes,
                "help": advice,
                "exit_status": int(status),
            }
        )
    return status


def explain(error: BaseException) -> tuple[ExitStatus, str, list[str], str]:
    """Exit status, message, chain of causes and help for whatever ended a command."""
    if isinstance(error, KeyboardInterrupt):
        advice = "The same command goes on from here; `segue status` shows how far it came."
        return ExitStatus.INTERRUPTED, "interrupted", [], advice
    told = str(error)
    causes = [words for words in map(worded, _causes(error)) if words not in told]
    if isinstance(error, SegueError):
        return error.exit_status, str(error), causes, error.advice
    if isinstance(error, psycopg.Error):
        message = f"a server refused or went away: {worded(error)}"
        return ExitStatus.FAILED, message, causes, decide(error).remedy
    if isinstance(error, OSError) and error.strerror:
        message = f"{error.filename or 'the operating system refused'}: {error.strerror}"
        return ExitStatus.FAILED, message, causes, "Fix that; then run the same command again."
    message = f"Segue itself failed, which it should not: {worded(error)} ({_place(error)})"
    advice = (
        "Please report it to Segue's issue tracker with the whole traceback, which --traceback "
        "(or SEGUE_TRACEBACK=1) prints.\nA move may be typed again: what was copied is kept."
    )
    return ExitStatus.FAILED, message, causes, advice


def worded(error: BaseException) -> str:
    """An error in words, with its kind where the words alone may say little."""
    text = str(error).strip()
    if isinstance(error, SegueError) or type(error).__module__.startswith(("psycopg", "segue")):
        return text or type(error).__name__
    return f"{type(error).__name__}: {text}".rstrip(": ")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The chain that `raise ... from` made."""
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "nowhere"
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _silence_stdout() -> None:
    """The reader went away: what is still buffered must not complain while Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_like_an_interrupt() -> None:
    """A service manager or a closed terminal ends the command as Ctrl-C does, from here on."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _interrupt)
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # while it was loaded
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)
