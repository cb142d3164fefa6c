"""`make live-deaths`: live moves with deaths at random moments, and what came of them.

python -m support.deaths [--tries N] [--seed S] [--first N] [--deaths N] [--outbox]
    [--staying]

The seed and the number of a try choose its deaths and their moments, so `--seed S --first N
--tries 1` does try N of seed S again; what the machine makes of it differs a little each time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

from support.deaths.trying import Try, attempt, attempt_staying, sides


def main(arguments: Sequence[str]) -> int:
    """Run the tries; 1 where something was lost, came twice, or did not go on."""
    parser = argparse.ArgumentParser(prog="python -m support.deaths", description=__doc__)
    parser.add_argument("--tries", type=int, default=25)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--first", type=int, default=1, help="number of the first try")
    parser.add_argument("--deaths", type=int, default=9, help="in each try")
    parser.add_argument("--outbox", action="store_true", help="every try, not each third")
    parser.add_argument(
        "--staying", action="store_true", help="each into a target with rows, not each fourth"
    )
    chosen = parser.parse_args(arguments)
    print(f"seed {chosen.seed}", flush=True)
    counts: Counter[str] = Counter()
    failed = 0
    with sides() as place:
        for number in range(chosen.first, chosen.first + chosen.tries):
            began = time.monotonic()
            outbox = chosen.outbox or number % 3 == 0
            seed = f"{chosen.seed}:{number}"
            life = attempt_staying if chosen.staying or number % 4 == 2 else attempt
            tried = life(place, seed, chosen.deaths, outbox=outbox)
            counts.update(tried.deaths)
            failed += bool(tried.problems)
            _tell(chosen.seed, number, tried, time.monotonic() - began)
    print(f"\n{counts.total()} deaths: {', '.join(f'{n} {c}' for n, c in sorted(counts.items()))}")
    print(f"{chosen.tries - failed} passed, {failed} failed")
    return bool(failed)


def _tell(seed: int, number: int, tried: Try, seconds: float) -> None:
    state = "FAILED" if tried.problems else "ok"
    written = tried.log[-1].split(maxsplit=1)[1]
    print(
        f"{number:>5} {seconds:5.1f} s {state:<6} {len(tried.deaths)} deaths; {written}", flush=True
    )
    for problem in tried.problems:
        print(f"      {problem}", flush=True)
    if tried.problems:
        path = Path(tempfile.gettempdir()) / f"segue-deaths-{seed}-{number}.log"
        path.write_text("\n".join([*tried.log, *tried.problems]) + "\n")
        print(f"      kept in {path}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
