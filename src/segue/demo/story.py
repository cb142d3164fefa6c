"""The demo: two servers, a business, and a whole move as a person would type it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from segue.demo.servers import PrivateServer, running
from segue.errors import DemoFailed

PROJECT = Path(__file__).parent / "project"

MOVE = "segue move --from old --to default --create-database"

NEXT = """\
That was a whole move. For a project of your own:

  1. add the new database to DATABASES, say as "new"
  2. segue check --from default --to new           what would go wrong; nothing is written
  3. segue move  --from default --to new --create-database
  4. point "default" at the new database and start the application

`segue sequences --reset` alone mends "duplicate key" errors after somebody else's import."""

KEPT = """\
The servers stay up until you press Enter. In another terminal:

  cd {folder}
  export {variables}
  segue status
  segue sequences
  segue verify
  segue move            says that there is nothing to do"""

Tell = Callable[[str], None]


def run(tell: Tell, *, keep: bool = False) -> None:
    """Run the demo; `tell` gets its words. Everything it made is gone when it returns.

    With `keep` the servers live until Enter. Raises DemoFailed or what servers.running raises.
    """
    with ExitStack() as stack:
        started = time.monotonic()
        tell("Starting two PostgreSQL servers, the old one and the new one ...")
        old, new = stack.enter_context(running()), stack.enter_context(running())
        scene = _Scene(tell, stack.enter_context(_project()), old, new)
        tell(
            f"PostgreSQL {old.version} on port {old.port}, PostgreSQL {new.version} on {new.port}."
        )
        scene.build_old_database()
        scene.move()
        scene.prove()
        tell(f"\nAll of it took {time.monotonic() - started:.0f} seconds.\n\n{NEXT}")
        if keep:
            scene.wait()


class _Scene:
    """The project's folder between the two servers."""

    def __init__(self, tell: Tell, folder: Path, old: PrivateServer, new: PrivateServer) -> None:
        self._tell = tell
        self._folder = folder
        self._old = old
        self._variables = {**_variables("OLD", old), **_variables("NEW", new)}

    def build_old_database(self) -> None:
        """The old database as ten years of business left it."""
        self._tell("\nThe old database: a shop with ten years of orders.")
        with self._old.connect() as session:
            session.execute("CREATE DATABASE shop")
        self._python("manage.py", "migrate", "--database", "old", "--verbosity", "0")
        self._python("fill.py")

    def move(self) -> None:
        """The move, as a person types it beside manage.py."""
        self._tell(f"The new server is empty. Now, beside manage.py:\n\n  $ {MOVE}\n")
        self._run([sys.executable, "-m", "segue", *MOVE.split()[1:], "--no-input"])

    def prove(self) -> None:
        """What the project's own code sees in the new database."""
        self._tell("\nWhat the project itself sees in the new database:")
        self._python("prove.py")

    def wait(self) -> None:
        """Keep everything until the person has looked around."""
        variables = " ".join(f"{key}={value}" for key, value in self._variables.items())
        self._tell("\n" + KEPT.format(folder=self._folder, variables=variables))
        sys.stdin.readline()

    def _python(self, *words: str) -> None:
        self._run([sys.executable, *words])

    def _run(self, command: list[str]) -> None:
        """Run a command in the project's folder, on this terminal. Raises DemoFailed."""
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")
        }
        done = subprocess.run(command, cwd=self._folder, env={**environment, **self._variables})
        if done.returncode:
            raise DemoFailed(command=" ".join(command[1:]), status=done.returncode)


def _variables(name: str, server: PrivateServer) -> Mapping[str, str]:
    passfile = server.parameters["passfile"]
    return {f"{name}_PORT": str(server.port), f"{name}_PASSFILE": passfile}


@contextmanager
def _project() -> Iterator[Path]:
    """A copy of the project in a folder of its own: the plan will be written beside manage.py."""
    with tempfile.TemporaryDirectory(prefix="segue-demo-") as folder:
        place = Path(folder) / "shop"
        shutil.copytree(PROJECT, place, ignore=shutil.ignore_patterns("__pycache__"))
        yield place
