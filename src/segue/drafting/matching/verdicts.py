"""When the evidence for a pair of tables is enough, and how it is told."""

from __future__ import annotations

from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.evidence import Evidence, Scales, likeness_of_form, likeness_of_models
from segue.drafting.matching.links import Pair
from segue.drafting.matching.structure import Likeness, PairWorths
from segue.drafting.matching.tongues import are_read
from segue.wording import counted

SAME_LABEL, RENAMED_APP, OTHER_APP = 1.0, 0.95, 0.8
"""How far apps support a name: the very model, its app renamed, a model of the name elsewhere."""

LIKE_FORM, SAME_FORM = 0.6, 0.95
"""How much of the columns has to be the same but for their names, to speak for models of an app
that moved and whose names mean the same: where others refer to them likewise, and where not."""

AHEAD, FEWEST, SAME_KINDS, COMMON_GROUND, REFERENCES_AGREE = 0.1, 3, 0.75, 0.6, 0.7
"""What a pair has to reach in the choice over all tables to be taken without asking."""
ALIKE_IN_NAME = 2
"""So many of its columns have to be alike in name."""

SAID_OTHERWISE = 0.9
"""How alike the names of tables are of which one is the other's, read in another language."""
WELL_AHEAD, NEIGHBOURS_AGREE = 0.15, 0.6
"""What tables have to reach whose names tell nothing, and that others refer to."""
MANY, ALL_AGREE, MOST_KINDS = 5, 0.95, 0.8
"""The columns and references that have to agree, and how well they do, in an app that moved as a
whole: for tables that nothing refers to, and for those of which a column is another one."""

STRONGEST = 2.8
"""The strength of the best evidence there can be."""


def is_enough(one: Entity, other: Entity, evidence: Evidence, scales: Scales) -> bool:
    """Whether the evidence is enough for names that are as alike as these, rivals aside."""
    if evidence.disagree or (names.opposed(one.words, other.words) and not evidence.agree):
        return False
    like, kin = evidence.naming.like, evidence.naming.kin
    if evidence.naming.moved and _in_moved_app(evidence):
        return True
    if like >= names.SPELT:
        return _same_name(evidence) if kin else _same_name_elsewhere(evidence)
    if kin and like >= names.SURE and _other_word(evidence):
        return True
    return (bool(evidence.agree) or scales.are_alone(one, other)) and _other_name(evidence)


def told_by_name(evidence: Evidence) -> bool:
    """Whether the names are those of the same thing, beyond doubt."""
    return evidence.naming.like >= names.SPELT or evidence.naming.beyond_doubt


def speaks_for_app(evidence: Evidence) -> bool:
    """Whether a pair that stands out tells, with others, that the one app became the other."""
    like, columns = evidence.naming.like, evidence.columns
    if like >= names.SPELT:
        return columns >= 0.2
    if like >= names.SURE:
        formed = evidence.form >= SAME_FORM and columns >= 0.3
        return formed or (columns >= 0.4 and evidence.weight >= 1)
    return columns >= 0.5 and evidence.weight >= 2


def _in_moved_app(evidence: Evidence) -> bool:
    """Any model of an app whose models are known to be in the other one, under some name."""
    like, columns, weight = evidence.naming.like, evidence.columns, evidence.weight
    linked = evidence.agree + evidence.echo > 0
    if like >= names.SPELT:
        return columns >= 0.2
    if like >= names.SURE and evidence.form >= (LIKE_FORM if linked else SAME_FORM):
        return True
    if like >= names.SURE and (linked or evidence.naming.beyond_doubt):
        return (columns >= 0.3 and weight >= 1) or (columns >= 0.5 and evidence.echo >= 2)
    if like >= names.SURE:
        return columns >= 0.45 and weight >= 1.5
    if like >= names.NARROWER:
        return columns >= (0.4 if linked else 0.5) and weight >= 1.5
    return linked and columns >= 0.4 and weight >= 1.5


def _same_name(evidence: Evidence) -> bool:
    """The same model in the same app, or in one that took its place."""
    if evidence.naming.grade >= SAME_LABEL or evidence.agree:
        return evidence.columns >= 0.3
    return evidence.columns >= 0.4 or (evidence.whole >= 0.95 and evidence.weight >= 1.5)


def _same_name_elsewhere(evidence: Evidence) -> bool:
    """The same name in an app that has nothing else to do with the old one."""
    if evidence.naming.replaced and evidence.columns >= 0.6 and evidence.weight >= 3:
        return True
    # A model that was split has left all columns of its one half in the other.
    if evidence.naming.replaced and evidence.whole >= 0.95 and evidence.weight >= 2.5:
        return evidence.columns >= 0.5
    likely = evidence.columns >= 0.7 and evidence.whole >= 0.9
    return likely and (evidence.agree > 0 or evidence.weight >= 2.5)


def _other_word(evidence: Evidence) -> bool:
    """Another word for the same thing, in the same app or in one that took its place."""
    sure = evidence.naming.beyond_doubt or evidence.naming.moved
    links = evidence.agree + evidence.echo
    if evidence.exact and (sure or links):
        return True
    if evidence.columns >= 0.65 and (links or evidence.weight >= 2):
        return True
    return sure and evidence.columns >= 0.5 and (evidence.agree > 0 or evidence.weight >= 2)


def _other_name(evidence: Evidence) -> bool:
    """Any other name: the columns have to tell it, and not be those of a sibling."""
    if evidence.naming.kin and evidence.exact and evidence.echo:
        return evidence.weight + evidence.echo >= (2.5 if evidence.naming.like else 3.5)
    if evidence.naming.like >= 0.5:
        return evidence.columns >= 0.8 and (evidence.agree > 0 or evidence.weight >= 4)
    # A sibling of the same abstract model has most of the columns, but each has some of its own.
    if evidence.whole < 0.93 or evidence.columns < 0.85:
        return False
    if evidence.agree:
        return evidence.weight >= 2.5
    # What looks the same need not be the same: something else has to speak for it, or a lot.
    return evidence.weight >= (4 if evidence.echo else 6)


def confidence(evidence: Evidence, *, sure: bool) -> float:
    """0 to 1: from 0.9 up for what is taken for granted."""
    share = max(0.0, min(evidence.strength / STRONGEST, 0.99))
    return round(0.9 + 0.1 * share if sure else 0.9 * share, 2)


def reason(one: Entity, other: Entity, evidence: Evidence, *, app_renamed: bool) -> str:
    """What speaks for the pair, in a line."""
    reasons = [
        _by_name(one, other, evidence, app_renamed=app_renamed),
        f"{evidence.common} of {len(other.shapes)} columns agree",
    ]
    if evidence.agree + evidence.echo:
        reasons.append(f"{counted(evidence.agree + evidence.echo, 'reference')} too")
    return ", ".join(reasons)


def _by_name(one: Entity, other: Entity, evidence: Evidence, *, app_renamed: bool) -> str:
    if one.model == other.model:
        if one.app == other.app:
            return f"the same model {one.app}.{one.model}"
        verb = "was renamed" if app_renamed else "may have given its model to"
        return f"app {one.app} {verb} {other.app}"
    if evidence.naming.beyond_doubt:
        return f"{one.model} and {other.model} are names for the same"
    if likeness_of_models(one, other) >= names.SURE:
        return f"{one.model} and {other.model} often mean the same"
    return f"{one.model} may be called {other.model} now"


def singles_out(standing: PairWorths, pair: Pair) -> bool:
    """Whether columns, references and names each speak for the pair, and nothing comes near it."""
    like, graph = standing.likeness[pair], standing.graph[pair]
    if standing.margin(pair) < AHEAD or like.most < FEWEST or like.form < SAME_KINDS:
        return False
    if like.columns < COMMON_GROUND or graph is None or graph < REFERENCES_AGREE:
        return False
    # Siblings of one project share names of columns: they tell nothing without the table's own.
    # One name that is alike may be so by chance: every complaint and every claim has a text.
    return like.name >= names.NARROWER and like.alike >= max(ALIKE_IN_NAME, like.most / 3)


def is_said_in_another_language(standing: PairWorths, pair: Pair) -> bool:
    """Whether the table's own name is the other's, read in another language, and all fits it.

    The names of its columns may be none that anybody reads.
    """
    like, graph = standing.likeness[pair], standing.graph[pair]
    if standing.margin(pair) < AHEAD or like.most < FEWEST or like.form < 1:
        return False
    return graph is not None and graph >= REFERENCES_AGREE and SAID_OTHERWISE <= like.name < 1


def holds_together(standing: PairWorths, one: Entity, other: Entity) -> bool:
    """Whether tables that others refer to are built alike, column by column, whatever their names.

    What nothing refers to may have gone, and another of its form have come.
    """
    pair = one.name, other.name
    like, graph = standing.likeness[pair], standing.graph[pair]
    if standing.margin(pair) < WELL_AHEAD or graph is None or graph < NEIGHBOURS_AGREE:
        return False
    if not _is_of_one_form(one, other, like) or _are_read_as_other(one, other, like):
        return False
    telling = sum(a.weight for a, _, vote in like.pairs if vote.name >= names.NARROWER)
    return _columns_are_named(like) and telling >= ALIKE_IN_NAME and _agreement(one, like) > FEWEST


def fits_its_whole(
    standing: PairWorths, one: Entity, other: Entity, *, leaf: bool, anew: bool
) -> bool:
    """Whether a table of an app that moved as a whole is built like the other in every way.

    A `leaf` is one that nothing refers to; `anew` says that the names of the whole tell nothing.
    """
    pair = one.name, other.name
    like, graph = standing.likeness[pair], standing.graph[pair]
    if names.opposed(one.words, other.words) or graph is None or graph < NEIGHBOURS_AGREE:
        return False
    if not _is_of_one_form(one, other, like):
        return _differs_in_one(standing, one, other) and graph >= ALL_AGREE
    if standing.margin(pair) < AHEAD or (not anew and _are_read_as_other(one, other, like)):
        return False
    many, are_named = _agreement(one, like) >= MANY, _columns_are_named(like)
    if leaf:
        elsewhere = one.app != other.app and graph >= ALL_AGREE
        return elsewhere and many and (anew or are_named)
    return anew or many or are_named or like.name >= names.NARROWER


def _are_read_as_other(one: Entity, other: Entity, like: Likeness) -> bool:
    """Whether anybody reads both names, and those of two columns, as those of different things."""
    if like.name >= names.NARROWER or not (are_read(one.words) and are_read(other.words)):
        return False
    return any(
        vote.name < names.NARROWER
        and are_read(a.words)
        and are_read(b.words)
        and not (a.references or b.references)
        for a, b, vote in like.pairs
    )


def _differs_in_one(standing: PairWorths, one: Entity, other: Entity) -> bool:
    """Whether a large table lost, got or changed one column, and all the others are in order."""
    pair = one.name, other.name
    like = standing.likeness[pair]
    most = max(len(one.form), len(other.form))
    different = round((1 - likeness_of_form(one, other)) * most)
    if one.app == other.app or different > 1 or like.form < MOST_KINDS:
        return False
    return standing.margin(pair) >= WELL_AHEAD and _agreement(one, like) - different > MANY


def _agreement(one: Entity, like: Likeness) -> int:
    """How much agrees where two tables are built alike: columns, and where references lead."""
    return like.most + len(one.references)


def _columns_are_named(like: Likeness) -> bool:
    """Whether half of the columns have names in common."""
    return like.alike >= max(ALIKE_IN_NAME, like.most / 2)


def _is_of_one_form(one: Entity, other: Entity, like: Likeness) -> bool:
    """Whether the columns are of the same types in the same order, and no name denies it."""
    same = like.form >= 1 and likeness_of_form(one, other) >= 1
    return same and not names.opposed(one.words, other.words)


def structural_reason(standing: PairWorths, pair: Pair) -> str:
    """What speaks for the pair and what speaks against it, in a line."""
    like, graph = standing.likeness[pair], standing.graph[pair]
    same = round(like.form * like.most)
    reasons = [f"{same} of {like.most} columns are of the same kind, {like.alike} alike in name"]
    if graph is not None:
        reasons.append(f"{graph:.0%} of the references agree")
    if like.name >= names.NARROWER:
        reasons.append("the names are alike")
    doubt = _doubt(standing, pair)
    return f"{', '.join(reasons)}{f'; but {doubt}' if doubt else ''}"


def _doubt(standing: PairWorths, pair: Pair) -> str:
    """The strongest thing that speaks against a pair; empty for none."""
    like, graph = standing.likeness[pair], standing.graph[pair]
    if standing.margin(pair) < AHEAD:
        return "another table is nearly as like or more"
    if graph is not None and graph < 0.5:
        return "most references do not agree"
    if like.name < names.NARROWER and 2 * like.alike < like.most:
        return "the names have little in common"
    return ""
