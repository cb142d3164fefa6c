"""One try: a move, faults at random moments, the same command until it is done, the promises."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from segue.errors import ExitStatus
from segue.failpoints import RESTORE
from support.compare import Content, contents
from support.crash import promises, shop, variants
from support.crash.estate import PLAIN, Estate, Origin, Pair
from support.crash.faults import Fault, Moment, nothing
from support.crash.run import Run

DONE = ExitStatus.REJECTS
"""How a move ends that is done: there are always some rejects."""

RESTORED_AT = "part-copied:5"
"""Where a move dies that is to be put back."""

AGAIN = 4
"""How often the command may be typed again when nothing disturbs it any more."""


@dataclass(frozen=True)
class Tried:
    """What came of one try."""

    faults: tuple[str, ...]
    problems: tuple[str, ...]
    log: tuple[str, ...]
    seconds: float
    moving: float
    """Seconds until the move was done, without the making of databases and the checks."""
    arrived: dict[str, Content]
    """What the target held at the end."""


def draft(estate: Estate) -> str:
    """The plan of every try: for the shop drafted by Segue, but the rows of one table stay."""
    with estate.pair("postgres") as pair, tempfile.TemporaryDirectory() as folder:
        run = Run(pair, Path(folder))
        drafted = run.plan()
    text = "\n".join(line for line in drafted.splitlines() if not line.startswith("#"))
    tables, _, skip = text.partition("[skip]")
    blocks = [block for block in tables.split("[[table]]") if '"mix.' not in block]
    before, _, after = "[[table]]".join(blocks).partition(f'to = "{shop.KEPT}"')
    kept = f'{before}to = "{shop.KEPT}"\nexisting_rows = "keep"{after}'
    return f"{kept}\n{variants.PLAN}\n[skip]{skip}\n"


def undisturbed(estate: Estate, plan: str) -> Tried:
    """A move without faults: how long it takes, and that the promises hold at all."""
    return attempt(estate, plan, (), Random(0), 0.0)


def attempt(
    estate: Estate, plan: str, faults: Sequence[Fault], random: Random, duration: float
) -> Tried:
    """Move with these faults in turn, each within `duration` of a start; then check."""

    def disturb(run: Run, pair: Pair) -> None:
        for fault in faults:
            _strike(run, pair, estate.origin, fault, random, duration)

    return _tried(estate, plan, tuple(fault.name for fault in faults), random, disturb)


def die_at(estate: Estate, plan: str, place: str, random: Random, *, restore: bool) -> Tried:
    """Move until the failpoint, or restore until it; then put everything back, or go on."""

    def disturb(run: Run, pair: Pair) -> None:
        run.start(RESTORED_AT if place in RESTORE else place)
        ended = run.read()
        if place in RESTORE:
            ended = run.look("restore", failpoint=place)
        if ended is None or not ended.killed:
            run.problems.append(f"{place} was not reached")
        if restore:
            run.restore()
            run.problems += promises.not_given_up(pair, estate.origin)

    names = (f"dies at {place}", *(["restored"] if restore else []))
    return _tried(estate, plan, names, random, disturb)


def _tried(
    estate: Estate,
    plan: str,
    names: tuple[str, ...],
    random: Random,
    disturb: Callable[[Run, Pair], None],
) -> Tried:
    began = time.monotonic()
    user = random.choice(["postgres", PLAIN])
    with estate.pair(user) as pair, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "segue.toml").write_text(plan)
        (Path(folder) / variants.MODULE).write_text(variants.FUNCTIONS)
        run = Run(pair, Path(folder))
        run.note(f"as {user}")
        disturb(run, pair)
        problems = _finish(run)
        moving = run.seconds
        run.dismiss()
        with pair.new.connect() as session:
            arrived = contents(session)
        problems = problems or list(promises.broken(pair, estate.origin, run))
        log = tuple(run.log)
    seconds = time.monotonic() - began
    return Tried(names, (*run.problems, *problems), log, seconds, moving, arrived)


def _strike(
    run: Run, pair: Pair, origin: Origin, fault: Fault, random: Random, duration: float
) -> None:
    if not run.running:
        run.start()
    run.wait(random.uniform(0.0, duration))
    run.note(f"{fault.name}{'' if run.running else ', the mover had ended'}")
    undo = fault.strike(Moment(run, pair, origin, random))
    if undo is not nothing:
        time.sleep(random.uniform(0.0, fault.hold))
        undo()
        run.note(f"{fault.name}: over")


def _finish(run: Run) -> list[str]:
    """The same command until it is done."""
    if not run.running:
        run.start()
    for _ in range(AGAIN):
        ended = run.read()
        if ended is not None and ended.status == DONE:
            return []
        run.start()
    ended = run.read()
    done = ended is not None and ended.status == DONE
    return [] if done else [f"not done after {AGAIN} more tries"]
