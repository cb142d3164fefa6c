"""How well drafts are set by set and kind by kind, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from support.refactors.cases import Case
from support.refactors.scoring import Score
from support.refactors.trying import Outcome

TUNED = "the corpus before"
"""Cases that the rules were made better with."""
HEADING = """\
                              tables of another name   columns of another name
                cases wrong     all taken first  five    all taken first  five questions"""
FURTHER = {
    "foreign key to m2m": "many-to-many",
    "m2m to foreign key": "many-to-many",
    "m2m": "many-to-many",
    "split table": "split",
    "merged tables": "merge",
    "swapped names": "swap",
    "boolean inverted": "flags",
    "letters to words": "values",
    "letters to numbers": "values",
    "map": "values",
    "cents to decimal": "units",
    "durations": "units",
    "columns into JSON": "json",
    "columns out of JSON": "json",
    "json to columns": "json",
    "columns to rows": "columns and rows",
    "rows to columns": "columns and rows",
    "GenericForeignKey to foreign key": "generic to plain",
    "transliteration": "language",
    "hungarian prefixes": "abbreviations",
    "camel case": "abbreviations",
    "name reused": "swap",
    "uuids": "nullable",
}
"""Kinds that are told below another one."""
KINDS = sorted({*FURTHER.values(), "language", "abbreviations", "decoy", "lookup", "big"})


def by_set_and_kind(cases: Iterable[Case], outcomes: Mapping[str, Outcome]) -> str:
    """A line for each set and, of the cases of sets, for each kind."""
    cases = list(cases)
    blind = [case for case in cases if case.of_set]
    lines = [HEADING]
    for of_set in sorted({case.of_set for case in cases}):
        mine = [case for case in cases if case.of_set == of_set]
        lines.append(_line(of_set or TUNED, mine, outcomes))
    for title, some in ((TUNED, [c for c in cases if not c.of_set]), ("written blind", blind)):
        lines += [f"\n{title}, by kind" if some else "", *_by_kind(some, outcomes)]
    return "\n".join(line for line in lines if line)


def _by_kind(cases: list[Case], outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    for kind in KINDS:
        if mine := [case for case in cases if kind in _kinds(case)]:
            yield _line(kind, mine, outcomes)


def _kinds(case: Case) -> set[str]:
    return {FURTHER.get(kind, kind) for kind in case.kinds}


def _line(title: str, cases: list[Case], outcomes: Mapping[str, Outcome]) -> str:
    total = sum((outcomes[case.name].score for case in cases), Score())
    return (
        f"{title:<18} {len(cases):>3} {len(total.wrong):>5}   {total.tables.told()}  "
        f"{total.columns.told()} {total.questions / len(cases):>6.1f}"
    )
