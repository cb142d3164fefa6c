"""What the draft knows beside the matched tables: rows that were looked at, and whom to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from segue.database.names import QualifiedName
from segue.database.statistics import TableSample
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.links import Links
from segue.drafting.matching.names import words
from segue.drafting.matching.shapes import Shape
from segue.mapping.contenttypes import ContentType


class RowAnswers(Protocol):
    """Answers about all rows of the source; `database.statistics.Inquiry` asks them."""

    def only_null(self, table: QualifiedName, column: str) -> bool: ...
    def some_null(self, table: QualifiedName, column: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the rows tell; the defaults are those of a source that nobody looked into."""

    content_types: tuple[ContentType, ...] = ()
    samples: Mapping[QualifiedName, TableSample] = field(default_factory=dict)
    known_empty: Collection[QualifiedName] = ()
    """Tables that hold no row; one without a page needs no look."""
    asked: RowAnswers | None = None
    kept_by_people: Collection[QualifiedName] = ()
    """Tables of extensions in which people keep rows of their own."""
    of_target: Mapping[QualifiedName, TableSample] = field(default_factory=dict)
    """Rows that the target has before any comes: what `migrate` wrote."""
    computed: Collection[QualifiedName] = ()
    """Tables of the target whose rows data migrations work on that the source has not run."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The same, in the draft's own terms."""

    seen: SourceFacts = field(default_factory=SourceFacts)
    time_zone: str = "UTC"
    """What local times without a zone most likely mean."""
    uuid_keys: tuple[QualifiedName, ...] = ()
    """Tables of the target whose integer keys become uuids."""
    entities: Mapping[QualifiedName, Entity] = field(default_factory=dict)
    """The tables of the source."""
    links: Links = field(default_factory=Links)
    """Tables that stand for each other."""

    def is_supposed(self, one: Shape, other: Shape) -> bool:
        """Whether both refer to rows of which nobody knows yet whether they are the same."""
        ours, theirs = one.references, other.references
        if ours is None or theirs is None or one.words == other.words:
            return False
        itself = ours == one.table.name and theirs == other.table.name
        return not itself and self.links.same(ours, theirs) is None

    def is_in_question(self, one: Shape, other: Shape) -> bool:
        """Whether both refer to a table of one name of which it is asked what became of it."""
        ours, theirs = one.references, other.references
        if ours is None or ours != theirs or ours == one.table.name:
            return False
        return self.links.same(ours, ours) is None and ours in self.entities

    def some_null(self, shape: Shape) -> bool:
        """Whether a row of the source has no value in the column."""
        if shape.sample is not None and shape.sample.nulls:
            return True
        answers = self.seen.asked
        return answers is not None and answers.some_null(shape.table.name, shape.name)

    def only_null(self, shape: Shape) -> bool:
        """Whether no row of the source has a value in the column."""
        if shape.sample is not None and (shape.sample.values or shape.sample.keys):
            return False
        answers = self.seen.asked
        return answers is not None and answers.only_null(shape.table.name, shape.name)

    def keyed_by_uuid(self, shape: Shape) -> QualifiedName | None:
        """The table whose keys the column seems to hold, told by its name."""
        all_words = set(words(shape.name))
        likely = [name for name in self.uuid_keys if all_words & set(words(name.name)[-1:])]
        return likely[0] if len(likely) == 1 else _only(self.uuid_keys)


def _only(names: Iterable[QualifiedName]) -> QualifiedName | None:
    members = list(names)
    return members[0] if len(members) == 1 else None
