"""The demo: two servers, a business, its refactored successor, and a whole move between them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from psycopg import sql

from segue.database.live_journal import live_record
from segue.demo import answers
from segue.demo.servers import FORGETFUL, PrivateServer, running
from segue.errors import DemoFailed

PROJECT = Path(__file__).parent / "project"
"""The project as it was (`old`) and as it is after the refactor (`new`)."""

ANSWERS = "answers.toml"
"""What a person writes into the plan, beside the new project's manage.py."""

PLAN = "segue plan --from old --to default"
MOVE = "segue move"

NEXT = """\
That was a whole move. For a project of your own:

  1. add the new database to DATABASES, say as "new"
  2. segue plan  --from default --to new     what goes where, each with its reason
  3. segue check                             what would go wrong; nothing is written
  4. segue move
  5. point "default" at the new database and start the application

`segue demo --web` shows the same as pages in a browser.
`segue sequences --reset` alone fixes "duplicate key" errors after somebody else's import."""

KEPT = """\
The servers stay up until you press Enter. In another terminal:

  cd {folder}
  export {variables}
  segue status
  segue sequences
  segue verify
  segue move            says that there is nothing to do"""

NEXT_LIVE = """\
That was a move of a database that is in use. For a project of your own:

  1. segue plan  --from default --to new     what goes where, each with its reason
  2. segue check --live                      what would block it; nothing is written
  3. segue move  --live                      the rows, then all that changes; `segue follow` goes on
  4. segue cutover --rehearse                how long writers will wait; it is undone
  5. segue cutover --max-pause 2s            for good; `move --live --back` prepares a way back
  6. segue forget                            takes away what the live move made"""

LIVE: Mapping[str, str] = {**FORGETFUL, "wal_level": "logical"}

FOLLOWS_WITHIN = 120.0
"""Seconds until the rows are there and their changes follow."""

SEEN_FOLLOWING = 3.0
"""Seconds for which a person sees it follow."""

Tell = Callable[[str], None]
Beside = subprocess.Popen[str]


def run(tell: Tell, *, keep: bool = False, web: bool = False, live: bool = False) -> None:
    """Run the demo; `tell` gets its words. Everything it made is gone when it returns.

    With `keep` the servers live until Enter; with `web` a person moves by the pages; with `live`
    the shop stays in use meanwhile. Raises DemoFailed or what servers.running raises.
    """
    with ExitStack() as stack:
        started = time.monotonic()
        tell("Starting two PostgreSQL servers, the old one and the new one ...")
        settings = LIVE if live else FORGETFUL
        old, new = (stack.enter_context(running(settings=settings)) for _ in range(2))
        scene = _Scene(tell, stack.enter_context(_project()), old, new)
        tell(
            f"PostgreSQL {old.version} on port {old.port}, PostgreSQL {new.version} on {new.port}."
        )
        scene.build_old_database()
        scene.build_new_database()
        if web:
            scene.web()
            return
        scene.plan()
        scene.answer()
        if live:
            scene.move_live()
        else:
            scene.move()
        scene.prove()
        if live:
            scene.forget()
        closing = NEXT_LIVE if live else NEXT
        tell(f"\nAll of it took {time.monotonic() - started:.0f} seconds.\n\n{closing}")
        if keep:
            scene.wait()


class _Scene:
    """The project's folder between the two servers."""

    def __init__(self, tell: Tell, folder: Path, old: PrivateServer, new: PrivateServer) -> None:
        self._tell = tell
        self._folder = folder
        self._old, self._new = old, new
        self._variables = {**_variables("OLD", old), **_variables("NEW", new)}

    def build_old_database(self) -> None:
        """The old database as ten years of business left it."""
        self._tell("\nThe old database: a shop with ten years of orders.")
        self._create(self._old, "shop")
        self._python("old", "manage.py", "migrate", "--verbosity", "0")
        self._python("old", "fill.py")

    def build_new_database(self) -> None:
        """The new database as the refactored project's own `migrate` makes it."""
        self._tell(
            "The new one: the project was refactored, its migrations were reset, and `migrate`\n"
            "made the tables. The app shop is called store now, lines are order lines, notes are\n"
            "remarks; addresses have a table of their own, refunds are payments of another kind,\n"
            "keys are big, floats became decimals, and orders have a new field."
        )
        self._create(self._new, "store")
        self._python("new", "manage.py", "migrate", "--verbosity", "0")

    def plan(self) -> None:
        """The draft, as a person asks for it beside manage.py, and what it says of their tables."""
        self._segue(PLAN)
        drafted = answers.about(self._plan.read_text(encoding="utf-8"), "shop_")
        self._tell("\nOf the tables that have other names now, it says:\n")
        self._tell(_indented("\n\n".join(drafted)))

    def answer(self) -> None:
        """What only people know goes into the plan."""
        drafted = self._plan.read_text(encoding="utf-8")
        text = (self._new_folder / ANSWERS).read_text(encoding="utf-8")
        self._tell(
            f"\n{len(answers.questions(drafted))} lines ask what no database can tell. A person"
            " takes them out and writes instead:\n"
        )
        self._tell(_indented(text))
        self._plan.write_text(answers.answered(drafted, text), encoding="utf-8")

    def move(self) -> None:
        """The move, as a person types it."""
        self._segue(MOVE, "--no-input")

    def move_live(self) -> None:
        """The move of a shop that trades on, until its new database takes over."""
        self._tell("\nThe shop stays open: from now on, the old project serves customers.")
        with self._beside("shop", "old", "trade.py") as shop:
            self._segue("segue check --live")
            self._tell("\n  $ segue move --live        (in a terminal of its own)\n")
            words = ("-m", "segue", "move", "--live", "--no-input")
            with self._beside("move", "new", *words) as follower:
                self._wait_until_it_follows(follower)
                self._segue("segue status")
                self._segue("segue cutover --rehearse", "--no-input")
                self._segue("segue cutover --max-pause 5s", "--no-input")
                _end("segue move --live", follower)
            _end("trade.py", shop)

    def _wait_until_it_follows(self, follower: Beside) -> None:
        """Until the rows are there, and some seconds more. Raises DemoFailed."""
        until = time.monotonic() + FOLLOWS_WITHIN
        while self._live_state() != "following":
            if follower.poll() is not None or time.monotonic() > until:
                raise DemoFailed(command="segue move --live", status=follower.poll() or 1)
            time.sleep(0.2)
        time.sleep(SEEN_FOLLOWING)

    def _live_state(self) -> str:
        with self._new.connect("store") as session:
            record = live_record(session)
        return record.state if record is not None else ""

    def forget(self) -> None:
        """What the live move made beside rows goes."""
        self._segue("segue forget", "--no-input")

    def prove(self) -> None:
        """What the refactored project's own code sees in the new database."""
        self._tell("\nWhat the refactored project itself sees in the new database:")
        self._python("new", "prove.py")

    def web(self) -> None:
        """The pages between both databases, until Ctrl-C."""
        self._tell("\nThe pages, with both databases connected. Ctrl-C ends all of it.\n")
        with suppress(KeyboardInterrupt):
            self._python("new", "-m", "segue", "web", "--from", "old", "--to", "default", "--open")

    def wait(self) -> None:
        """Keep everything until the person has looked around."""
        variables = " ".join(f"{key}={value}" for key, value in self._variables.items())
        self._tell("\n" + KEPT.format(folder=self._new_folder, variables=variables))
        sys.stdin.readline()

    @property
    def _new_folder(self) -> Path:
        return self._folder / "new"

    @property
    def _plan(self) -> Path:
        return self._new_folder / "segue.toml"

    def _create(self, server: PrivateServer, name: str) -> None:
        with server.connect() as session:
            session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _segue(self, shown: str, *unshown: str) -> None:
        """Run a command of Segue beside the new project's manage.py, as it is shown."""
        self._tell(f"\n  $ {shown}\n")
        self._python("new", "-m", *shown.split(), *unshown)

    @contextmanager
    def _beside(self, name: str, project: str, *words: str) -> Iterator[Beside]:
        """Run Python while the block runs; its lines are told with its name before them."""
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=self._folder / project,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        teller = threading.Thread(target=self._relay, args=(process, name))
        teller.start()
        try:
            yield process
        finally:
            process.terminate()
            process.wait()
            teller.join()

    def _relay(self, process: Beside, name: str) -> None:
        is_shown = name != "move"
        for line in process.stdout or ():
            # Of the ordinary steps, which the other demo shows, only how each ended.
            is_shown = is_shown or line.startswith("Run 1 is done")
            if is_shown or re.match(r"[4-8] .* done", line) or "error" in line:
                self._tell(f"  {name} | {line.rstrip()}")

    @property
    def _environment(self) -> Mapping[str, str]:
        own = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
        # What commands remember of one another goes with the demo.
        return {**own, **self._variables, "XDG_CACHE_HOME": str(self._folder / "cache")}

    def _python(self, project: str, *words: str) -> None:
        """Run Python in a project's folder, on this terminal. Raises DemoFailed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=self._folder / project, env=self._environment
        )
        if done.returncode:
            raise DemoFailed(command=" ".join(words), status=done.returncode)


def _end(name: str, process: Beside) -> None:
    """Wait for what ends by itself. Raises DemoFailed."""
    if process.wait(FOLLOWS_WITHIN):
        raise DemoFailed(command=name, status=process.returncode)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines())


def _variables(name: str, server: PrivateServer) -> Mapping[str, str]:
    passfile = server.parameters["passfile"]
    return {f"{name}_PORT": str(server.port), f"{name}_PASSFILE": passfile}


@contextmanager
def _project() -> Iterator[Path]:
    """A copy of both projects in one folder: the plan will be written beside a manage.py."""
    with tempfile.TemporaryDirectory(prefix="segue-demo-") as folder:
        place = Path(folder) / "shop"
        shutil.copytree(PROJECT, place, ignore=shutil.ignore_patterns("__pycache__"))
        yield place
