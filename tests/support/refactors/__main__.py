"""`make refactors`: how well the drafts of all cases are, and whether their rows arrive.

python -m support.refactors [--text] [--document] [--set SET] [NAME ...]

With names or a set, only those cases. --text prints their drafts; --document writes the numbers
of the cases that belong to no set into the documentation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from support import servers
from support.refactors.cases import Case, all_cases
from support.refactors.corpus import tried
from support.refactors.report import by_set_and_kind
from support.refactors.scoring import Score
from support.refactors.trying import Outcome

PAGE = Path(__file__).parents[3] / "docs/explanation/matching.md"
HEADING = "case                                right wrong asked needless missed  rows"


def main(arguments: list[str]) -> int:
    """Try the cases and print what came of them; 1 where a proposal is wrong or rows differ."""
    cases = _chosen(arguments)
    outcomes: dict[str, Outcome] = {}
    with (
        servers.source() as source,
        servers.target() as target,
        tried(cases, source, target) as coming,
    ):
        print(HEADING)
        for case in cases:
            outcomes[case.name] = coming[case.name].result()
            print(_line(case.name, outcomes[case.name]), flush=True)
    for outcome in outcomes.values():
        _tell(outcome, text="--text" in arguments)
    print(f"\n{_summary(outcomes)}")
    print(f"\n{by_set_and_kind(cases, outcomes)}")
    if "--document" in arguments:
        _document(_summary({c.name: outcomes[c.name] for c in cases if not c.of_set}))
    return any(_is_worse(case, outcomes[case.name]) for case in cases)


def _chosen(arguments: list[str]) -> list[Case]:
    """The cases that the arguments name, or those of a set; all of them where they name none."""
    names = list(arguments)
    of_set = names.pop(names.index("--set") + 1) if "--set" in names else None
    names = [name for name in names if not name.startswith("-")]
    cases = [case for case in all_cases() if of_set in (None, case.of_set)]
    return [case for case in cases if not names or case.name in names]


def _is_worse(case: Case, outcome: Outcome) -> bool:
    """Whether something went wrong that is not known to be missing."""
    drafted = not (outcome.score.wrong or outcome.trouble) or "draft" in case.missing
    return not drafted or (bool(outcome.failure) and "move" not in case.missing)


def _line(name: str, outcome: Outcome) -> str:
    if outcome.trouble:
        return f"{name:<36} cannot be drafted"
    found = outcome.score
    numbers = (
        f"{len(found.right):>5} {len(found.wrong):>5} {len(found.asked):>5}"
        f" {len(found.needless):>8} {len(found.missed):>6}"
    )
    return f"{name:<35} {numbers}  {'differ' if outcome.failure else 'right'}"


def _tell(outcome: Outcome, *, text: bool) -> None:
    if text:
        print(outcome.text)
    for place in ("wrong", "needless", "missed", "alone"):
        for claim in getattr(outcome.score, place):
            print(f"{place:<8} {claim}")
    if outcome.failure:
        print(outcome.failure)


def _summary(outcomes: dict[str, Outcome]) -> str:
    total = sum((outcome.score for outcome in outcomes.values()), Score())
    arrived = sum(not outcome.failure for outcome in outcomes.values())
    return (
        f"{len(outcomes)} cases, {len(total.right) + len(total.wrong):,} proposals, "
        f"{len(total.wrong)} of them wrong\n"
        f"precision {total.precision:.1%} of what was proposed without asking is right\n"
        f"recall    {total.recall:.1%} of what is sure was proposed without asking"
        f" ({total.recall_of_renamed:.1%} of what has another name)\n"
        f"questions {total.questions}: {len(total.asked)} answers that only a person has,"
        f" {len(total.needless)} that the databases would have given\n"
        f"rows      as they should be in {arrived} of {len(outcomes)} cases"
    )


def _document(summary: str) -> None:
    """Put the numbers between the marks of the page."""
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- measured")
    line, _, rest = rest.partition("\n")
    _, end, after = rest.partition("<!-- end -->")
    text = f"{before}{mark}{line}\n```\n{summary}\n```\n{end}{after}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
