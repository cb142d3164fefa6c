"""`make crash`: tries of a move with faults at random moments, and what came of them.

python -m support.crash [--tries N] [--seed S] [--first N] [--only WORDS]
python -m support.crash --failpoints [--only WORDS]

The seed and the number of a try choose its faults and their moments, so `--seed S --first N
--tries 1` does try N of seed S again; what the machine makes of it differs a little each time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random, SystemRandom

from segue.failpoints import MOVE, RESTORE
from support.crash.estate import Estate, estate
from support.crash.faults import Fault, possible
from support.crash.trying import Tried, attempt, die_at, draft, undisturbed

MOST_FAULTS = 3
"""Of one try."""

REACHED = ("tables-created", "orphans-rejected", "rejects-written", "table-summed-up")
"""What the plan of the tries crosses beside the failpoints of every move, but the first: there is
a plan already."""

UNSHARED = "SEGUE_CRASH_UNSHARED"
UNSHARE = ("unshare", "--mount")


def main(arguments: Sequence[str]) -> int:
    """Run the tries; 1 where a promise was broken."""
    chosen = _parser().parse_args(arguments)
    with estate() as place:
        faults = possible(place.target.disk is not None)
        if place.target.disk is None:
            print("No small disk could be mounted (that needs root): no disk is filled.")
        faults = tuple(f for f in faults if chosen.only in f.name)
        plan = draft(place)
        calm = undisturbed(place, plan)
        place.origin = replace(place.origin, arrived=calm.arrived)
        _tell(0, calm)
        print(f"seed {chosen.seed}; undisturbed, a move takes {calm.moving:.1f} s", flush=True)
        failed = [] if not calm.problems else [0]
        if chosen.failpoints:
            failed += _die_everywhere(place, plan, chosen.only)
            print(f"{len(failed)} failed")
            return bool(failed)
        counts: Counter[str] = Counter()
        failures: Counter[str] = Counter()
        for number in range(chosen.first, chosen.first + chosen.tries):
            tried = _try(place, plan, faults, f"{chosen.seed}:{number}", calm.moving)
            _tell(number, tried)
            counts.update(tried.faults)
            if tried.problems:
                failures.update(tried.faults)
                failed.append(number)
                print(f"  kept in {_keep(chosen.seed, number, tried)}", flush=True)
    _summary(chosen.seed, counts, failures)
    print(f"{chosen.tries - len(failed)} passed, {len(failed)} failed")
    return bool(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m support.crash", description=__doc__)
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--first", type=int, default=1, help="number of the first try")
    parser.add_argument("--failpoints", action="store_true", help="die at each once, no faults")
    parser.add_argument("--only", default="", help="only faults whose name holds these words")
    return parser


def _die_everywhere(place: Estate, plan: str, only: str) -> Iterator[int]:
    """The numbers of tries that failed; at each place one goes on and another one gives up."""
    names = [name for name in (*MOVE[1:], *REACHED, *RESTORE) if only in name]
    for number, (name, restore) in enumerate(product(names, (False, True)), start=1):
        tried = die_at(place, plan, name, Random(number), restore=restore)
        _tell(number, tried)
        if tried.problems:
            print(f"  kept in {_keep(0, number, tried)}", flush=True)
            yield number


def _try(place: Estate, plan: str, faults: Sequence[Fault], seed: str, duration: float) -> Tried:
    random = Random(seed)
    count = random.randint(1, MOST_FAULTS)
    weights = [fault.weight for fault in faults]
    return attempt(place, plan, random.choices(faults, weights, k=count), random, duration)


def _tell(number: int, tried: Tried) -> None:
    state = "FAILED" if tried.problems else "ok"
    print(f"{number:>5} {tried.seconds:5.1f} s {state:<6} {', '.join(tried.faults)}", flush=True)
    for problem in tried.problems:
        print(f"      {problem}", flush=True)


def _keep(seed: int, number: int, tried: Tried) -> Path:
    path = Path(tempfile.gettempdir()) / f"segue-crash-{seed}-{number}.log"
    path.write_text("\n".join([*tried.log, *tried.problems]) + "\n")
    return path


def _summary(seed: int, counts: Counter[str], failures: Counter[str]) -> None:
    print(f"\n{'fault':<26} struck  in failed tries   (seed {seed})")
    for name, count in sorted(counts.items()):
        print(f"{name:<26} {count:>6} {failures[name] or '':>16}")


def _may_unshare() -> bool:
    """A root directory that is no mount, as that of a chroot, has nothing to set apart."""
    if shutil.which(UNSHARE[0]) is None:
        return False
    tried = subprocess.run([*UNSHARE, "true"], capture_output=True, check=False)
    return tried.returncode == 0


def _in_own_mounts() -> None:
    """Mounts that no crash of ours leaves behind: the kernel undoes them with the last process."""
    if os.geteuid() == 0 and _may_unshare() and not os.environ.get(UNSHARED):
        command = [*UNSHARE, sys.executable, "-m", "support.crash", *sys.argv[1:]]
        os.environ[UNSHARED] = "tried"
        os.execvp(command[0], command)


if __name__ == "__main__":
    _in_own_mounts()
    sys.exit(main(sys.argv[1:]))
