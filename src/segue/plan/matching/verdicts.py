"""When the evidence for a pair of tables is enough, and how it is told."""

from __future__ import annotations

from segue.plan.matching import names
from segue.plan.matching.entities import Entity
from segue.plan.matching.evidence import Evidence, Scales, likeness_of_models

SAME_LABEL, RENAMED_APP, OTHER_APP = 1.0, 0.95, 0.8
"""Grades of a name: the very model, its app renamed, a model of the same name elsewhere."""

STRONGEST = 2.8
"""The strength of the best evidence there can be."""


def is_enough(one: Entity, other: Entity, evidence: Evidence, scales: Scales) -> bool:
    """Whether the evidence is enough for names that are as alike as these, rivals aside."""
    if evidence.disagree or (names.opposed(one.words, other.words) and not evidence.agree):
        return False
    if evidence.name >= SAME_LABEL:
        return evidence.columns >= 0.3
    if evidence.name >= RENAMED_APP * names.SPELT:
        return evidence.columns >= 0.4 or (evidence.whole >= 0.95 and evidence.weight >= 1.5)
    if evidence.name >= OTHER_APP * names.SPELT:
        return evidence.columns >= 0.7 and (evidence.agree > 0 or evidence.weight >= 2.5)
    if not (evidence.agree or scales.are_alone(one, other)):
        return False
    if one.app == other.app and evidence.exact and evidence.weight + evidence.echo >= 2.5:
        return True
    if evidence.name >= 0.4:
        return evidence.columns >= 0.8 and (evidence.agree > 0 or evidence.weight >= 4)
    # A sibling of the same abstract model has most of the columns, but each has some of its own.
    if evidence.whole < 0.93 or evidence.columns < 0.85:
        return False
    return evidence.weight >= (3 if evidence.agree or evidence.columns >= 0.97 else 4)


def confidence(evidence: Evidence, *, sure: bool) -> float:
    """0 to 1: from 0.9 up for what is taken for granted."""
    share = max(0.0, min(evidence.strength / STRONGEST, 0.99))
    return round(0.9 + 0.1 * share if sure else 0.9 * share, 2)


def reason(one: Entity, other: Entity, evidence: Evidence, *, app_renamed: bool) -> str:
    """What speaks for the pair, in a line."""
    said = [
        _by_name(one, other, app_renamed=app_renamed),
        f"{evidence.common} of {len(other.shapes)} columns agree",
    ]
    if evidence.agree + evidence.echo:
        said.append(f"{evidence.agree + evidence.echo} references too")
    return ", ".join(said)


def _by_name(one: Entity, other: Entity, *, app_renamed: bool) -> str:
    if one.model == other.model:
        if one.app == other.app:
            return f"the same model {one.app}.{one.model}"
        verb = "was renamed" if app_renamed else "may have given its model to"
        return f"app {one.app} {verb} {other.app}"
    if likeness_of_models(one, other) >= names.SURE:
        return f"{one.model} and {other.model} are names for the same"
    return f"{one.model} may be called {other.model} now"
