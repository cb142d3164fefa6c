"""A draft held against the plan that a careful engineer ends with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from segue.drafting import Draft
from segue.plan.model import FromColumn
from support.refactors.cases import Case
from support.refactors.claims import Claim, Claims, short
from support.refactors.offers import offers
from support.refactors.ranking import NOTHING, Ranks, ranks_of_columns, ranks_of_tables

OTHERS = ("auth_", "django_")
"""Tables of Django's own apps that both sides have: they match by themselves, and nobody counts."""


@dataclass(frozen=True)
class Score:
    """Every claim in its place; the sums of many cases are a score too."""

    right: tuple[str, ...] = ()
    """Proposed without asking, and right."""
    wrong: tuple[str, ...] = ()
    """Proposed without asking, and wrong or not to be known: the worst."""
    needless: tuple[str, ...] = ()
    """Asked, though the databases tell it."""
    missed: tuple[str, ...] = ()
    """Neither proposed nor asked."""
    asked: tuple[str, ...] = ()
    """Asked, as it has to be."""
    renamed: tuple[int, int] = (0, 0)
    """Of the claims about two different names: those that are sure, those proposed right."""
    questions: int = 0
    tables: Ranks = NOTHING
    """Of the tables that have another name, where the right one stands."""
    columns: Ranks = NOTHING
    """Of the columns that have another name, in tables that paired."""
    alone: tuple[str, ...] = ()
    """Those for which nothing at all is offered."""

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.needless + other.needless,
            self.missed + other.missed,
            self.asked + other.asked,
            (self.renamed[0] + other.renamed[0], self.renamed[1] + other.renamed[1]),
            self.questions + other.questions,
            self.tables + other.tables,
            self.columns + other.columns,
            self.alone + other.alone,
        )

    @property
    def precision(self) -> float:
        """Of what was proposed without asking, the share that is right."""
        return _share(len(self.right), len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """Of what the databases tell, the share that was proposed without asking."""
        lost = len(self.needless) + len(self.missed)
        return _share(len(self.right), len(self.right) + lost)

    @property
    def recall_of_renamed(self) -> float:
        """The same of claims about two different names, where a name alone is no help."""
        return _share(self.renamed[1], self.renamed[0])


def score(case: Case, draft: Draft, drafted: Claims, wanted: Claims, findings: str) -> Score:
    """Put every claim of the draft and of the finished plan into its place."""
    return _Judge(case, draft, drafted, wanted, findings).score()


def ranked(case: Case, text: str, drafted: Claims, wanted: Claims) -> Score:
    """Where the right answers stand in the draft's text, with nothing else of a score."""
    offered = offers(text)
    tables = ranks_of_tables(drafted, wanted, offered)
    columns = ranks_of_columns(drafted, wanted, offered)
    alone = (f"{case.name}: {c}" for c, rank in (tables | columns).items() if rank.alone)
    return Score(
        tables=sum(tables.values(), NOTHING),
        columns=sum(columns.values(), NOTHING),
        alone=tuple(alone),
    )


@dataclass
class _Judge:
    case: Case
    draft: Draft
    drafted: Claims
    wanted: Claims
    findings: str
    """What `check` says of the draft: a warning about a column is a question too."""
    _found: dict[str, list[str]] = field(default_factory=dict)

    def score(self) -> Score:
        sure, sure_and_right = 0, 0
        for claim in sorted(self.drafted.keys() | self.wanted.keys()):
            if self._counts(claim):
                place = self._place(claim)
                self._found.setdefault(place, []).append(self._told(claim))
                if self._is_renamed(claim) and place in ("right", "needless", "missed"):
                    sure += 1
                    sure_and_right += place == "right"
        return Score(
            right=self._all("right"),
            wrong=self._all("wrong"),
            needless=self._all("needless"),
            missed=self._all("missed"),
            asked=self._all("asked"),
            renamed=(sure, sure_and_right),
            questions=self.draft.open_questions,
        )

    def _all(self, place: str) -> tuple[str, ...]:
        return tuple(self._found.get(place, ()))

    def _counts(self, claim: Claim) -> bool:
        if not claim.source:
            return False  # what needs a query is a person's to write
        if claim.kind == "skip" and claim not in self.wanted:
            return self._is_wanted_elsewhere(claim.source)
        wrong_pair = Claim("table", claim.source, claim.target) not in self.wanted
        if claim.kind != "table" and claim in self.drafted and claim.target and wrong_pair:
            return False  # a wrong pair of tables is one mistake, not one for each column
        return not (claim.source == claim.target and claim.source.startswith(OTHERS))

    def _place(self, claim: Claim) -> str:
        """The list that the claim belongs to; empty for none."""
        agreed = claim in self.drafted and self.drafted[claim] == self.wanted.get(claim)
        must_ask, may_ask = (
            self._marked(claim, self.case.asked),
            self._marked(claim, self.case.either),
        )
        if claim in self.drafted:
            if agreed and not must_ask:
                return "" if may_ask else "right"
            if must_ask and self._is_warned_of(claim):
                return "asked"
            if claim in self.wanted and self._is_asked(claim):
                return "asked" if must_ask or may_ask else "needless"
            return "" if may_ask and claim not in self.wanted else "wrong"
        if self._is_asked(claim):
            return "asked" if must_ask or may_ask else "needless"
        return "" if may_ask else "missed"

    def _marked(self, claim: Claim, names: Collection[str]) -> bool:
        """Whether one of the names means the claim: its table, or its column on either side."""
        if any(name in names for name in self._names(claim)):
            return True
        pair = Claim("table", claim.source, claim.target)
        return claim != pair and pair not in self.drafted and self._marked(pair, names)

    def _names(self, claim: Claim) -> Iterable[str]:
        yield f"{claim.source} -> {claim.target}"
        if claim.kind in ("table", "skip"):
            yield claim.source
            yield claim.target
        elif claim.kind == "key":
            yield f"{claim.target} key"
        elif claim.kind == "drop":
            yield f"{claim.source}.{claim.column}"
        else:
            yield f"{claim.target}.{claim.column}"
            feed = self.wanted.get(claim)
            yield f"{claim.source}.{feed.source if isinstance(feed, FromColumn) else feed}"
            # Nobody can say what feeds a column before it is known which rows are meant.
            yield f"{claim.source} -> {claim.target}"

    def _is_warned_of(self, claim: Claim) -> bool:
        """Whether what a proposed column does to its values is told by `check`."""
        names = f"{claim.target}.{claim.column}", f"{claim.source}.{self.drafted[claim]}"
        return claim.kind == "column" and any(name in self.findings for name in names)

    def _is_asked(self, claim: Claim) -> bool:
        if claim.source in {short(question.source) for question in self.draft.questions}:
            return True
        likely = {short(likely.target) for q in self.draft.questions for likely in q.candidates}
        if claim.kind in ("table", "skip"):
            return claim.target in likely or bool(self._questions(claim.source))
        feed = self.wanted.get(claim)
        if isinstance(feed, tuple) and self._asks_about_what(claim, str(feed)):
            return True
        named = {(claim.source, feed), (claim.source, claim.column), (claim.target, claim.column)}
        return bool(named & self._questions(claim.source)) or self._is_asked_as_table(claim)

    def _asks_about_what(self, claim: Claim, sql: str) -> bool:
        """Whether the SQL that is wanted reads a table or a column which is asked about."""
        tables = {short(question.source) for question in self.draft.questions}
        columns = {name for table, name in self._questions(claim.source) if table == claim.source}
        return bool(set(re.findall(r"\w+", sql)) & {str(name).lower() for name in tables | columns})

    def _is_asked_as_table(self, claim: Claim) -> bool:
        pair = Claim("table", claim.source, claim.target)
        return claim.target != "" and pair not in self.drafted and self._is_asked(pair)

    def _questions(self, source: str) -> set[tuple[str, object]]:
        """The columns that are asked about where the table is mapped: (table, column)."""
        return {
            (short(c.mapping.source if column.homeless else c.mapping.target), column.column)
            for c in self.draft.choices
            if short(c.mapping.source) == source
            for column in c.columns
            if column.question
        }

    def _is_wanted_elsewhere(self, source: str) -> bool:
        return any(claim.source == source for claim in self.wanted)

    def _is_renamed(self, claim: Claim) -> bool:
        if claim.kind == "table":
            return claim.source != claim.target
        return claim.kind == "column" and self.wanted.get(claim) != claim.column

    def _told(self, claim: Claim) -> str:
        said = self.drafted.get(claim)
        feed = f" = {said}" if claim.kind == "column" and said is not None else ""
        return f"{self.case.name}: {claim}{feed}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
