"""The code of an older version of the project: a folder, or a revision of its repository."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from segue.errors import UsageError
from segue.project.applying import ProjectCode
from segue.project.settings import settings_of_manage_py


def old_code(
    said: str | None, python: str | None, settings: str
) -> AbstractContextManager[ProjectCode | None]:
    """The code that a person named, with the interpreter for it; None where none was named.

    `settings` is the module of today's version. A revision is checked out beside, as long as the
    block runs. Raises UsageError.
    """
    if said is None:
        if python is not None:
            raise UsageError(message="--old-python runs the code of --old-code: give that too")
        return nullcontext()
    return _checked_out(said, python or sys.executable, settings)


@contextmanager
def _checked_out(said: str, python: str, settings: str) -> Iterator[ProjectCode]:
    folder = Path(said)
    if folder.is_dir():
        yield _code(folder.resolve(), python, settings)
        return
    root = _git("rev-parse", "--show-toplevel")
    commit = _git("rev-parse", "--verify", "--quiet", f"{said}^{{commit}}")
    if root is None or commit is None:
        why = "no such revision is in the repository here" if root else "no repository is here"
        raise UsageError(message=f"--old-code {said} is not a folder, and {why}")
    within = Path.cwd().resolve().relative_to(Path(root).resolve())
    with tempfile.TemporaryDirectory(prefix="segue-old-code-") as beside:
        tree = Path(beside) / "tree"
        if _git("worktree", "add", "--detach", str(tree), commit) is None:
            raise UsageError(message=f"git cannot check {said} out beside the project")
        try:
            yield _code(tree / within, python, settings)
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _code(folder: Path, python: str, settings: str) -> ProjectCode:
    """The settings have the name of today, unless the older version has none of that name."""
    path = folder.joinpath(*settings.split("."))
    there = path.with_suffix(".py").exists() or (path / "__init__.py").exists()
    older = None if there else settings_of_manage_py(folder / "manage.py")
    return ProjectCode(older or settings, python, folder)


def _git(*words: str) -> str | None:
    """What git answers; None where it refuses or is not there."""
    try:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
