"""Rows of which a match cannot say who they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from segue.findings import Finding, Severity
from segue.mapping.facts import Facts
from segue.mapping.identity import MatchDoubt
from segue.plan.entries import key_strategy
from segue.plan.model import MatchKeys, Plan, TableMapping
from segue.wording import counted


def doubt_hits(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """A finding for each kind of doubt about each mapping with `match`."""
    for number, doubts in facts.doubts.items():
        mapping = plan.tables[number]
        if not isinstance(mapping.key, MatchKeys):
            continue
        if doubts.empty is not None and mapping.key.empty is None:
            yield _empty(plan, mapping, mapping.key, doubts.empty)
        if mapping.key.several is None:
            if doubts.several is not None:
                yield _several(plan, mapping, mapping.key, doubts.several)
            if doubts.shared is not None:
                yield _shared(plan, mapping, mapping.key, doubts.shared)
        if doubts.near is not None:
            yield _near(plan, mapping, mapping.key, doubts.near)
        if doubts.circular is not None:
            yield _circular(plan, mapping, doubts.circular)
        if doubts.circle:
            yield _circle(plan, mapping, [str(table) for table in doubts.circle])


def _empty(plan: Plan, mapping: TableMapping, key: MatchKeys, doubt: MatchDoubt) -> Finding:
    return Finding(
        "K103", Severity.WARNING,
        f"{counted(doubt.rows, 'row')} of {mapping.source or 'the query'} have nothing in"
        f" {', '.join(key.columns)}, by which {mapping.target} is matched",
        place=plan.place(mapping),
        effect="what is empty names nobody: they come in as rows of their own",
        help=f"if that is meant: key = {key_strategy(replace(key, empty='new'))}; or match by other"
        " columns",
        rows="; ".join(doubt.examples),
    )  # fmt: skip


def _near(plan: Plan, mapping: TableMapping, key: MatchKeys, doubt: MatchDoubt) -> Finding:
    come = "comes" if doubt.rows == 1 else "come"
    return Finding(
        "K110", Severity.WARNING,
        f"{counted(doubt.rows, 'row')} {come} in as new beside rows of {mapping.target} that differ"
        f" in case, blanks or the form of accents alone ({', '.join(key.columns)})",
        place=plan.place(mapping),
        effect="who is meant by both is there twice afterwards",
        help="where they are the same, write them alike in one of the databases first; if they are"
        " others, nothing",
        rows="; ".join(doubt.examples),
    )  # fmt: skip


def _several(plan: Plan, mapping: TableMapping, key: MatchKeys, doubt: MatchDoubt) -> Finding:
    return Finding(
        "K104", Severity.ERROR,
        f"{counted(doubt.rows, 'row')} match more than one row of {mapping.target} by"
        f" {', '.join(key.columns)}",
        place=plan.place(mapping),
        effect="it is not clear which of them is meant",
        help="match by columns that no two rows of the target share; if they are rows of their own:"
        f" key = {key_strategy(replace(key, several='new'))}",
        rows="; ".join(doubt.examples),
    )  # fmt: skip


def _shared(plan: Plan, mapping: TableMapping, key: MatchKeys, doubt: MatchDoubt) -> Finding:
    return Finding(
        "K104", Severity.ERROR,
        f"{counted(doubt.rows, 'row')} of the source match one row of {mapping.target} together"
        f" with another one, by {', '.join(key.columns)}",
        place=plan.place(mapping),
        effect="two rows would become one",
        help="match by more columns, so that they differ; if they are rows of their own:"
        f" key = {key_strategy(replace(key, several='new'))}",
        rows="; ".join(doubt.examples),
    )  # fmt: skip


def _circular(plan: Plan, mapping: TableMapping, doubt: MatchDoubt) -> Finding:
    return Finding(
        "K105", Severity.ERROR,
        f"{counted(doubt.rows, 'row')} for {mapping.target} refer to each other in a circle by the"
        " columns that they are matched by",
        place=plan.place(mapping),
        effect="none of them can be matched before the others",
        help="match by columns that do not refer to the table itself",
        rows="; ".join(doubt.examples),
    )  # fmt: skip


def _circle(plan: Plan, mapping: TableMapping, tables: list[str]) -> Finding:
    return Finding(
        "K105", Severity.ERROR,
        f"{', '.join(tables)} are matched by columns that refer to each other",
        place=plan.place(mapping),
        effect="their keys would be compared before they were translated",
        help=f"match {mapping.target} by columns of its own",
    )  # fmt: skip
