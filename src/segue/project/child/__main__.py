"""One job: a line of JSON on standard input, lines of JSON on standard output.

Each line of the answer is an object with one key: `event` for what happens meanwhile, and at last
`answer` or `error`. What migrations print goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from typing import IO, Any

import django

from .databases import replace_databases
from .urls import import_urlconf
from .verbs import VERBS


def main() -> int:
    """Do the job and answer; 0 where it was done."""
    job = json.loads(sys.stdin.readline())
    _end_with_the_parent(os.dup(0))
    line = _keep_stdout_for_the_answer()
    try:
        answer = {"answer": _do(job, line)}
    except (Exception, SystemExit) as error:
        answer = {"error": _in_a_line(error), "traceback": traceback.format_exc()}
    with line:
        json.dump(answer, line)
    return 1 if "error" in answer else 0


def _end_with_the_parent(line: int) -> None:
    """End at once when the parent is gone: whoever runs it again must not meet this process.

    The parent holds the other end of `line` until this process has ended, or it dies itself.
    """

    def listen() -> None:
        while os.read(line, 1):
            pass
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()


def _keep_stdout_for_the_answer() -> IO[str]:
    """The real standard output; what anything else prints from now on goes to standard error."""
    line = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    return line


def _in_a_line(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "EOFError: it asked for input, and nobody can answer it here"
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}".rstrip(": ")


def _do(job: Any, line: IO[str]) -> Any:
    def tell(**event: Any) -> None:
        line.write(json.dumps({"event": event}) + "\n")
        line.flush()

    sys.path[:] = job["path"] or sys.path
    os.environ["DJANGO_SETTINGS_MODULE"] = job["settings"]
    replace_databases(job)
    django.setup()
    import_urlconf()
    return VERBS[job["verb"]](job, tell)


if __name__ == "__main__":
    sys.exit(main())
