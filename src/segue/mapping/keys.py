"""How keys travel: what becomes of a key of the source, and of every reference to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from segue.database.catalog import DataType


class KeyKind(Enum):
    """What keys are, and so how texts may spell them."""

    NUMBER = "number"
    UUID = "uuid"
    CITEXT = "citext"
    TEXT = "text"
    """Anything else: equal only where it is the same text."""

    @classmethod
    def of(cls, data_type: DataType | None) -> KeyKind:
        """The kind of a key column's values; None for a type that is not known."""
        if data_type is None:
            return cls.TEXT
        if data_type.is_integer:
            return cls.NUMBER
        name = data_type.resolved.name.name
        return next((kind for kind in (cls.UUID, cls.CITEXT) if kind.value == name), cls.TEXT)

    @classmethod
    def on_the_way(cls, given: DataType | None, target_type: DataType | None) -> KeyKind:
        """That of keys which go from one type to another."""
        own, other = cls.of(given), cls.of(target_type)
        return own if own is not cls.TEXT or other is cls.CITEXT else other


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts that stand for each other, place by place; no old one occurs twice."""

    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftedKeys:
    """A number is added."""

    amount: int


@dataclass(frozen=True, slots=True)
class MadeUuid:
    """The key becomes a uuid that follows from it and from where it comes from."""

    origin: str
    """Tells the source database and the table: the same key elsewhere is another uuid."""
    kind: KeyKind = KeyKind.TEXT
    """Of the keys as the source has them."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The key becomes that of the row of the target that stands for the same thing."""

    pairs: Pairs = Pairs()
    amount: int | None = None
    """Added to keys that have no counterpart; None where these stay."""
    kind: KeyKind = KeyKind.TEXT
    found: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The keys of all counterparts, also those that the amount leads to."""


Keys = ShiftedKeys | MadeUuid | Paired
"""What happens to the keys of one table; None in their place where they stay."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What stands in the target's rows for values of the source's, to which others refer."""

    keeps: bool = True
    """Whether the target's values stay; else the source's come in their place."""
    pairs: Pairs = Pairs()
    """Values of rows that are the same: as the source has them, and as the target does."""
    kind: KeyKind = KeyKind.TEXT
    lost: tuple[str, ...] = ()
    """Values of the source for which the target has none, or several."""
    stranded: int = 0
    """Rows that refer to a value which will not be that row's."""


def adopting(keys: Keys | None, adopted: Adopted | None) -> Keys | None:
    """How values travel that become the target's own in the rows which it keeps."""
    if adopted is None or not adopted.keeps or not adopted.pairs.old:
        return keys
    if isinstance(keys, MadeUuid):
        return keys
    if keys is None:
        return Paired(adopted.pairs, kind=adopted.kind)
    if isinstance(keys, ShiftedKeys):
        return Paired(adopted.pairs, keys.amount, KeyKind.NUMBER)
    both = dict(zip(keys.pairs.old, keys.pairs.new, strict=True))
    both |= zip(adopted.pairs.old, adopted.pairs.new, strict=True)
    return Paired(Pairs(tuple(both), tuple(both.values())), keys.amount, keys.kind)


@dataclass(frozen=True, slots=True)
class ByContentType:
    """What happens to the object ids of a generic foreign key."""

    column: str
    """The source's column with the content type's id."""
    cases: tuple[tuple[tuple[int, ...], Keys], ...]
    """The source's content types, and how the keys of their rows travel."""


@dataclass(frozen=True, slots=True)
class InJson:
    """What happens to keys within a JSON document: one, or a list of them, where a path leads."""

    places: tuple[tuple[tuple[str, ...], Keys], ...]
    """Paths, and how the keys travel that stand there."""


Travel = Keys | ByContentType | InJson
