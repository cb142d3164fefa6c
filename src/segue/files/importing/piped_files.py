"""Rows that come through a pipe, kept while they are imported: files are read more than once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from segue.errors import FileUnreadable, UsageError
from segue.files.importing.opening import worded
from segue.private_files import open_private

STANDARD_INPUT = Path("-")


def label_of(path: Path) -> str:
    """What messages call it."""
    return "standard input" if path == STANDARD_INPUT else str(path)


@contextmanager
def kept_pipes(paths: Sequence[Path]) -> Iterator[Mapping[Path, Path]]:
    """The pipes among the paths, each with a file of its bytes, for its owner alone and gone at
    the end. Raises UsageError, FileUnreadable.
    """
    pipes = [path for path in dict.fromkeys(paths) if path == STANDARD_INPUT or path.is_fifo()]
    with TemporaryDirectory(prefix="segue-import-") as folder:
        yield {path: _keep(path, Path(folder, str(n))) for n, path in enumerate(pipes)}


def _keep(pipe: Path, path: Path) -> Path:
    try:
        with open_private(path) as file:
            if pipe == STANDARD_INPUT:
                _require_rows()
                shutil.copyfileobj(sys.stdin.buffer, file)
            else:
                with pipe.open("rb") as rows:
                    shutil.copyfileobj(rows, file)
    except OSError as error:
        raise FileUnreadable(path=label_of(pipe), reason=worded(error)) from error
    return path


def _require_rows() -> None:
    """Raises UsageError where nobody is at the other end but a person."""
    if sys.stdin.isatty():
        message = "standard input is a terminal: `... | segue import -`, or `segue import - < FILE`"
        raise UsageError(message=message)
