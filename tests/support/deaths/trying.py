"""One try: a live move there and back, deaths at random moments, then what has to be true."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir

import psycopg

from segue.demo.servers import FORGETFUL, PrivateServer, Server, embedded_programs, running
from support import forked, servers
from support.databases import Database, fresh_database
from support.deaths import staying, worlds
from support.deaths.application import NEW, OLD, Application, application
from support.forked import Running
from support.proxy import Proxy, proxied

SETTINGS = {**FORGETFUL, "wal_level": "logical", "max_connections": "60", "shared_buffers": "64MB"}

PATIENCE = 150.0
"""Seconds in which what nothing disturbs any more is done."""

BROKEN = ("Segue itself failed", "Traceback", "Exception in thread")
"""What no command may say."""

LEFT = (
    "SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_trigger"
    " WHERE tgname ~ '^segue') + (SELECT count(*) FROM pg_namespace WHERE nspname ~ '^segue')"
    " + (SELECT count(*) FROM pg_replication_slots WHERE database = current_database())"
)
SESSIONS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'segue %' AND datname ="
    " current_database() ORDER BY pid"
)


@dataclass(frozen=True)
class Side:
    """One server, and the line by which Segue reaches it; the application has a line of its own."""

    server: PrivateServer
    proxy: Proxy
    reached: Server


@contextmanager
def sides() -> Iterator[tuple[Side, Side]]:
    """The older server and the newer one."""
    with ExitStack() as stack:
        found = []
        for programs in (servers.oldest_programs(), embedded_programs()):
            server = stack.enter_context(running(programs, SETTINGS, place=servers.memory()))
            proxy, reached = stack.enter_context(proxied(server))
            found.append(Side(server, proxy, reached))
        yield found[0], found[1]


@dataclass
class Try:
    """What happens in one try, and what came of it."""

    random: Random
    sides: tuple[Side, Side]
    databases: tuple[Database, Database]
    folder: Path
    deaths: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    follower: Running | None = None
    command: Running | None = None
    """A cutover or a reverse that is on its way."""
    over: threading.Event = field(default_factory=threading.Event)
    outbox: bool = False
    """Whether triggers tell what changes, and no slot."""
    back: bool = True
    """Whether there is a way back."""

    def note(self, words: str) -> None:
        line = f"{time.monotonic() - self.began:7.2f} {words}"
        self.log.append(line)
        with (Path(gettempdir()) / "segue-deaths.log").open("a") as file:
            file.write(line + "\n")

    # Commands

    def start(self, *words: str) -> Running:
        env = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
        for name, side, database in zip(("OLD", "NEW"), self.sides, self.databases, strict=True):
            env[name] = side.reached.url(database.name)
        self.note(f"$ segue {' '.join(words)}")
        return forked.start(["-m", "segue", *words, "--no-input"], self.folder, env)

    def read(self, process: Running, name: str) -> int:
        """How it ended; what it said is kept, and judged."""
        answer, said = process.communicate(timeout=PATIENCE)
        status = process.wait()
        self.note(f"{name} ended with {status}: {(answer + said)[-1500:]}")
        if any(words in answer + said for words in BROKEN):
            self.problems.append(f"{name} says {(answer + said)[-3000:]}")
        return status

    def keep_following(self) -> None:
        """A person who types the command again whenever it has ended, until told otherwise."""
        while not self.over.is_set():
            began = self._state() not in ("", "making", "copying", "ended")
            back = ["--back", "segue-back.toml"] if self.back else []
            anew = ["move", "--live", *back, *(["--outbox"] if self.outbox else [])]
            words = ["follow"] if began else anew
            self.follower = self.start(*words)
            # The pipes are read, or it would stand still when they are full.
            self.read_follower(self.follower)
            self.over.wait(0.3)

    def read_follower(self, process: Running) -> None:
        try:
            answer, said = process.communicate()
        except OSError:
            return
        status = process.wait()
        self.note(f"follower ended with {status}: {(answer + said)[-1500:]}")
        if any(words in answer + said for words in BROKEN):
            self.problems.append(f"the follower says {(answer + said)[-3000:]}")

    def _state(self) -> str:
        """Of the newest live move, as the target's journal has it."""
        try:
            with self.connect(NEW) as session:
                ((there,),) = session.execute("SELECT to_regclass('segue.live') IS NOT NULL")
                if not there:
                    return ""
                rows = session.execute("SELECT state FROM segue.live ORDER BY id DESC LIMIT 1")
                return str(next(iter(rows), ("",))[0])
        except psycopg.Error:
            return "unknown"

    def connect(self, side: str) -> psycopg.Connection[tuple[object, ...]]:
        """A session past the proxy."""
        database = self.databases[0 if side == OLD else 1]
        return database.server.connect(database.name)

    def wait_for(self, what: str, condition: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(psycopg.Error):
                if condition():
                    return True
            time.sleep(0.1)
        self.problems.append(f"{what} did not happen within {PATIENCE:.0f} s")
        return False

    # Deaths

    def die(self, count: int, within: float) -> None:
        """So many deaths, each after a random time."""
        for _ in range(count):
            time.sleep(self.random.uniform(0, within))
            name = self.random.choices(list(DEATHS), [weight for _, weight in DEATHS.values()])[0]
            self.note(f"! {name}")
            self.deaths.append(name)
            DEATHS[name][0](self)


def kill_follower(trial: Try) -> None:
    if trial.follower is not None:
        with suppress(ProcessLookupError, OSError, ValueError):
            os.kill(trial.follower.pid, signal.SIGKILL)


def kill_command(trial: Try) -> None:
    """Whoever cuts over; the follower where nobody does."""
    if trial.command is None or trial.command.poll() is not None:
        kill_follower(trial)
        return
    trial.command.kill()


def freeze(trial: Try) -> None:
    """A machine that is suspended, and wakes again."""
    process = trial.command if trial.command is not None else trial.follower
    if process is None:
        return
    with suppress(ProcessLookupError, OSError):
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(trial.random.uniform(0.2, 3.0))
        os.kill(process.pid, signal.SIGCONT)


def _crash(side: Side, random: Random) -> None:
    side.server.stop("immediate")
    time.sleep(random.uniform(0, 0.6))
    side.server.start()


def crash_source(trial: Try) -> None:
    _crash(trial.sides[0], trial.random)


def crash_target(trial: Try) -> None:
    _crash(trial.sides[1], trial.random)


def cut(trial: Try) -> None:
    proxy = trial.random.choice(trial.sides).proxy
    proxy.cut(refuse=trial.random.random() < 0.5)
    time.sleep(trial.random.uniform(0, 1.5))
    proxy.resume()


def cut_within(trial: Try) -> None:
    proxy = trial.random.choice(trial.sides).proxy
    proxy.cut_after(trial.random.randrange(1, 60_000))
    time.sleep(trial.random.uniform(0.2, 1))
    proxy.resume()


def stall(trial: Try) -> None:
    proxy = trial.random.choice(trial.sides).proxy
    proxy.stall()
    time.sleep(trial.random.uniform(0.2, 3))
    proxy.resume()


def end_session(trial: Try) -> None:
    """As an administrator does, or as the kernel does when memory runs out."""
    with trial.connect(trial.random.choice((OLD, NEW))) as session:
        pids = [pid for (pid,) in session.execute(SESSIONS)]
        if pids:
            session.execute("SELECT pg_terminate_backend(%s)", [trial.random.choice(pids)])


DEATHS: dict[str, tuple[Callable[[Try], None], int]] = {
    "follower killed": (kill_follower, 5),
    "command killed": (kill_command, 5),
    "frozen": (freeze, 1),
    "source crashed": (crash_source, 4),
    "target crashed": (crash_target, 4),
    "line cut": (cut, 3),
    "line cut in mid-stream": (cut_within, 2),
    "line stalled": (stall, 1),
    "session ended": (end_session, 3),
}


def attempt(place: tuple[Side, Side], seed: str, deaths: int, *, outbox: bool = False) -> Try:
    """A whole life: copied, followed, cut over, followed back, cut back, forgotten."""
    with (
        TemporaryDirectory(prefix="segue-deaths-") as folder,
        fresh_database(place[0].server) as old,
        fresh_database(place[1].server) as new,
    ):
        old.execute(worlds.OLD)
        new.execute(worlds.NEW)
        (Path(folder) / "segue.toml").write_text(worlds.PLAN)
        (Path(folder) / "segue-back.toml").write_text(worlds.BACK)
        trial = Try(Random(seed), place, (old, new), Path(folder), outbox=outbox)
        opens = (lambda: trial.connect(OLD)), (lambda: trial.connect(NEW))
        with application(*opens, trial.random.randrange(10**6)) as writers, _ended(trial):
            _live(trial, writers, deaths)
        trial.note(f"{writers.written} changes were taken, {writers.refused} refused")
        trial.problems += writers.problems[:10]
        for side in place:
            side.proxy.cut()
        return trial


@contextmanager
def _ended(trial: Try) -> Iterator[None]:
    """What fails within is a problem; afterwards nothing runs any more."""
    try:
        yield
    except Exception as error:
        trial.problems.append(f"{type(error).__name__}: {error}")
    finally:
        trial.over.set()
        for side in trial.sides:
            side.proxy.resume()
        for process in (trial.follower, trial.command):
            if process is not None:
                with suppress(ProcessLookupError, OSError):
                    os.kill(process.pid, signal.SIGKILL)


def attempt_staying(
    place: tuple[Side, Side], seed: str, deaths: int, *, outbox: bool = False
) -> Try:
    """Into a target with rows of its own, which refuses some: copied, followed, cut over."""
    with (
        TemporaryDirectory(prefix="segue-deaths-") as folder,
        fresh_database(place[0].server) as old,
        fresh_database(place[1].server) as new,
    ):
        old.execute(staying.OLD)
        new.execute(staying.NEW)
        (Path(folder) / "segue.toml").write_text(staying.PLAN)
        trial = Try(Random(seed), place, (old, new), Path(folder), outbox=outbox, back=False)
        with trial.connect(NEW) as session:
            own = staying.own_rows(session)
        writing = staying.writing(lambda: trial.connect(OLD), trial.random.randrange(10**6))
        with writing as writers, _ended(trial):
            _live_staying(trial, writers, own, deaths)
        trial.note(f"{writers.written} changes were taken, {len(trial.problems)} problems")
        for side in place:
            side.proxy.cut()
        return trial


def _live_staying(trial: Try, writers: staying.Writers, own: staying.Own, deaths: int) -> None:
    shares = _shares(trial.random, deaths)
    keeper = threading.Thread(target=trial.keep_following, daemon=True)
    keeper.start()
    trial.die(shares[0] + shares[3], 2.5)
    if not trial.wait_for("following", lambda: trial._state() == "following"):
        return
    trial.die(shares[1] + shares[4], 1.5)
    _cut_over(trial, "cutover", shares[2] + shares[5])
    trial.over.set()
    trial.wait_for("the fence", writers.refused.is_set)
    found: list[str] = []

    def right() -> bool:
        nonlocal found
        with trial.connect(OLD) as old, trial.connect(NEW) as new:
            found = list(staying.wrongs(old, new, own))
        return not found

    if not trial.wait_for("every row in its place after the cutover", right):
        trial.problems += found[:10]
    status = trial.read(trial.start("verify"), "verify")
    if status:
        trial.problems.append(f"verify ended with {status}")
    _forget(trial)


def _live(trial: Try, writers: Application, deaths: int) -> None:
    shares = _shares(trial.random, deaths)
    keeper = threading.Thread(target=trial.keep_following, daemon=True)
    keeper.start()
    trial.die(shares[0], 2.5)
    if not trial.wait_for("following", lambda: trial._state() == "following"):
        return
    trial.die(shares[1], 1.5)
    _cut_over(trial, "cutover", shares[2])
    trial.die(shares[3], 1.5)
    trial.wait_for("writing to the new database", lambda: writers.side == NEW)
    writers.quiet()
    _agree(trial, writers, NEW, "after the cutover")
    writers.go_on()
    trial.die(shares[4], 1.5)
    writers.stays.set()  # so that both sides can be compared as the way back left them
    _cut_over(trial, "reverse", shares[5])
    trial.over.set()
    trial.wait_for("refusing on the new database", lambda: writers.refused_all)
    _agree(trial, writers, OLD, "after the way back")
    writers.go_on()
    kill_follower(trial)
    keeper.join(PATIENCE)
    trial.wait_for("writing to the old database", lambda: writers.side == OLD)
    writers.quiet()
    trial.problems += writers.missing(OLD)
    _forget(trial)


def _shares(random: Random, deaths: int) -> list[int]:
    """How many deaths each of six phases has; the cutovers have most."""
    shares = [0] * 6
    for phase in random.choices(range(6), (2, 2, 3, 2, 1, 3), k=deaths):
        shares[phase] += 1
    return shares


def _cut_over(trial: Try, word: str, deaths: int) -> None:
    """The command, disturbed so often, then typed until it is done."""
    for number in range(30):
        trial.command = trial.start(word)
        ended = threading.Event()
        status: list[int] = []

        def read(command: Running = trial.command, ended: threading.Event = ended,
                 status: list[int] = status) -> None:  # fmt: skip
            try:
                status.append(trial.read(command, word))
            except Exception as error:
                trial.problems.append(f"{word}: {type(error).__name__} {error}")
            ended.set()

        threading.Thread(target=read, daemon=True).start()
        if deaths > 0:
            trial.die(1, 2.5)
            deaths -= 1
        ended.wait(PATIENCE)
        if (status and status[0] in (0, 2) and _moved(trial, word)) or not ended.is_set():
            break
        time.sleep(min(number, 3) * 0.5)
    else:
        trial.problems.append(f"{word} was typed 30 times and is not done")
    trial.command = None


def _moved(trial: Try, word: str) -> bool:
    """Whether the journal of the side that takes over says so."""
    side = NEW if word == "cutover" else OLD
    with suppress(psycopg.Error), trial.connect(side) as session:
        rows = session.execute("SELECT state FROM segue.live ORDER BY id DESC LIMIT 1")
        return next(iter(rows), ("",))[0] == "moved"
    return False


def _agree(trial: Try, writers: Application, side: str, when: str) -> None:
    """Both sides come to say the same, and all that was committed is there, once."""
    found: list[str] = []

    def same() -> bool:
        nonlocal found
        with trial.connect(OLD) as old, trial.connect(NEW) as new:
            found = worlds.different(old, new)
        return not found

    if not trial.wait_for(f"both sides agreeing {when}", same):
        trial.problems += found
    trial.problems += [f"{when}: {missing}" for missing in writers.missing(side)]


def _forget(trial: Try) -> None:
    process = trial.start("forget")
    status = trial.read(process, "forget")
    if status:
        trial.problems.append(f"forget ended with {status}")
    for side in (OLD, NEW):
        with trial.connect(side) as session:
            ((left,),) = session.execute(LEFT)
        if left:
            trial.problems.append(f"forget leaves {left} things in the {side} database")
