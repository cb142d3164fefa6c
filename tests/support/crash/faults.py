"""What can break during a move: each strikes now and gives back what undoes it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from random import Random

import psycopg

from support.crash import promises, shop, variants
from support.crash.estate import Origin, Pair, Side
from support.crash.run import Run

Undo = Callable[[], None]
Strike = Callable[["Moment"], Undo]

SESSIONS = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name LIKE 'segue %%' AND datname = %s AND backend_type = 'client backend'
    ORDER BY pid
"""
SOON = "SET lock_timeout = '300ms'"


@dataclass(frozen=True)
class Moment:
    """When and where a fault strikes."""

    run: Run
    pair: Pair
    origin: Origin
    random: Random

    @property
    def side(self) -> Side:
        return self.random.choice([self.pair.source, self.pair.target])


@dataclass(frozen=True)
class Fault:
    """A way to break a move."""

    name: str
    strike: Strike
    hold: float = 0.0
    """Seconds that it lasts at most."""
    weight: int = 2
    """How often it is chosen, compared with others."""


def nothing() -> None:
    """What a fault undoes that is over at once."""


def kill_mover(moment: Moment) -> Undo:
    moment.run.kill()
    return nothing


def helper_joins(moment: Moment) -> Undo:
    """It stays, whatever strikes next."""
    moment.run.help()
    return nothing


def helper_dies(moment: Moment) -> Undo:
    """One that is there, or that comes for a moment."""
    moment.run.help()
    return moment.run.kill_helper


def interrupt_mover(moment: Moment) -> Undo:
    moment.run.signal(moment.random.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
    return nothing


def ask_to_stop(moment: Moment) -> Undo:
    moment.run.look("stop")
    return nothing


def give_up(moment: Moment) -> Undo:
    """The mover dies, and a person puts everything back instead of going on."""
    moment.run.kill()
    moment.pair.target.connect().close()  # a fault before this one may have left it recovering
    moment.run.restore()
    moment.run.problems += promises.not_given_up(moment.pair, moment.origin)
    return nothing


def give_up_at_last(moment: Moment) -> Undo:
    """The same, but the first to put everything back is killed too."""
    moment.run.kill()
    moment.run.restore(killed_after=moment.random.uniform(0.3, 1.5))
    return give_up(moment)


def freeze_mover(moment: Moment) -> Undo:
    """A laptop goes to sleep; its sessions are ended meanwhile, or not."""
    moment.run.signal(signal.SIGSTOP)
    if moment.random.random() < 0.5:
        with moment.pair.target.connect() as session:
            for (pid,) in session.execute(SESSIONS, [moment.pair.new.name]).fetchall():
                session.execute("SELECT pg_terminate_backend(%s)", [pid])
    return lambda: moment.run.signal(signal.SIGCONT)


def second_mover(moment: Moment) -> Undo:
    """Somebody types the command in another terminal; it may as well win."""
    moment.run.beside()
    return nothing


def crash_server(moment: Moment) -> Undo:
    server = moment.side.server
    server.stop("immediate")
    return server.start


def restart_server(moment: Moment) -> Undo:
    server = moment.side.server
    server.stop("fast")
    return server.start


def end_session(moment: Moment) -> Undo:
    side = moment.side
    with side.connect() as session:
        pids = [pid for (pid,) in session.execute(SESSIONS, [moment.pair.new.name])]
        if pids:
            session.execute("SELECT pg_terminate_backend(%s)", [moment.random.choice(pids)])
    return nothing


def kill_session(moment: Moment) -> Undo:
    """As the kernel does when memory runs out: the whole server then recovers."""
    side = moment.side
    with side.connect() as session:
        pids = [pid for (pid,) in session.execute(SESSIONS, [moment.pair.new.name])]
    if pids:
        with suppress(ProcessLookupError):
            os.kill(moment.random.choice(pids), signal.SIGKILL)
    return nothing


def cut_line(moment: Moment) -> Undo:
    proxy = moment.side.proxy
    proxy.cut(refuse=moment.random.random() < 0.5)
    return proxy.resume


def cut_line_within_bytes(moment: Moment) -> Undo:
    proxy = moment.side.proxy
    proxy.cut_after(moment.random.randrange(1, 400_000), refuse=moment.random.random() < 0.5)
    return proxy.resume


def stall_line(moment: Moment) -> Undo:
    proxy = moment.side.proxy
    proxy.stall()
    return proxy.resume


def lose_machine(moment: Moment) -> Undo:
    """The mover's machine is gone: its sessions stay, and nobody ends them."""
    moment.pair.target.proxy.abandon()
    moment.run.kill()
    return nothing


def fill_disk(moment: Moment) -> Undo:
    disk = moment.pair.target.disk
    assert disk is not None
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    free = room.f_bavail * room.f_frsize - moment.random.randrange(0, 2**20)
    with suppress(OSError), ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free, 1))
    return ballast.unlink


def exhaust_connections(moment: Moment) -> Undo:
    side, sessions = moment.side, ExitStack()
    with suppress(psycopg.OperationalError):
        for _ in range(100):
            sessions.callback(side.server.connect().close)
    return sessions.close


def lock_target_table(moment: Moment) -> Undo:
    session = moment.pair.new.connect()
    mode = moment.random.choice(["ACCESS EXCLUSIVE", "SHARE", "ACCESS SHARE"])
    with suppress(psycopg.Error):
        session.execute(SOON)
        table = moment.random.choice([*shop.TABLES, *variants.TABLES])
        session.execute(f"BEGIN; LOCK TABLE {table} IN {mode} MODE".encode())
    return session.close


def drop_source_table(moment: Moment) -> Undo:
    """Refused by the mover's lock once it reads; earlier, or between two tries, it happens."""
    try:
        moment.pair.old.execute(f"{SOON}; DROP TABLE side.lone")
    except psycopg.errors.LockNotAvailable:
        return nothing
    return lambda: _redo(moment.pair, f"SET ROLE plain; {shop.RECREATE_LONE}")


def violate(moment: Moment) -> Undo:
    moment.pair.old.execute(shop.VIOLATION)
    return lambda: _redo(moment.pair, shop.MEND)


def _redo(pair: Pair, statements: str) -> None:
    pair.old.execute(statements)


FAULTS = (
    Fault("mover killed", kill_mover, weight=6),
    Fault("helper joins", helper_joins, weight=4),
    Fault("helper killed", helper_dies, hold=6.0, weight=4),
    Fault("mover interrupted", interrupt_mover),
    Fault("segue stop", ask_to_stop, weight=1),
    Fault("mover killed, restored", give_up, weight=3),
    Fault("restore killed, restored", give_up_at_last, weight=3),
    Fault("mover frozen", freeze_mover, hold=3.0),
    Fault("another mover", second_mover, weight=1),
    Fault("server crashed", crash_server, hold=1.5, weight=5),
    Fault("server restarted", restart_server, hold=1.0),
    Fault("session terminated", end_session, weight=4),
    Fault("session killed", kill_session),
    Fault("line cut", cut_line, hold=2.0, weight=3),
    Fault("line cut in mid-stream", cut_line_within_bytes, hold=2.0, weight=3),
    Fault("line stalled", stall_line, hold=4.0),
    Fault("mover's machine lost", lose_machine, weight=1),
    Fault("disk full", fill_disk, hold=2.0, weight=3),
    Fault("connections exhausted", exhaust_connections, hold=2.5),
    Fault("table locked", lock_target_table, hold=3.0),
    Fault("source table dropped", drop_source_table, hold=2.0),
    Fault("row that violates", violate, hold=2.0),
)


def possible(small_disk: bool) -> tuple[Fault, ...]:
    """Those that this machine lets happen."""
    return tuple(f for f in FAULTS if small_disk or f.strike is not fill_disk)
