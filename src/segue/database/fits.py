"""Does a value of one type fit a column of another? Decided on the types and the casts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from segue.database.catalog import BITS, FLOATS, INTEGERS, MOMENTS, STRINGS, DataType, TypeKind
from segue.database.conversions import conversion
from segue.database.names import QualifiedName

WIDTHS = {"bool": 5, "int2": 6, "int4": 11, "int8": 20, "uuid": 36, "oid": 10, "date": 13}
"""The longest text form of types that have one, in characters."""

Casts = Mapping[tuple[QualifiedName, QualifiedName], str]


class Fit(Enum):
    """How values fare on their way into the column."""

    WHOLE = "whole"
    """Each arrives as it is."""
    MAY_REFUSE = "may refuse"
    """Each arrives as it is, or is refused."""
    CHANGES = "changes"
    """Some arrive changed, without a word from the server."""
    NONE = "none"
    """There is no way from the one type to the other."""


@dataclass(frozen=True, slots=True)
class FitVerdict:
    """A fit, and what happens to which values."""

    fit: Fit
    why: str = ""


WHOLE = FitVerdict(Fit.WHOLE)


def judge(source: DataType, target: DataType, casts: Casts) -> FitVerdict:
    """How values of the source column's type fit the target column's."""
    ours, theirs = source.resolved, target.resolved
    if ours.kind is theirs.kind and ours.kind in _BUILT:
        ranges = ours.builtin and theirs.builtin and ours.name != theirs.name
        if ranges and ours.inner is not None and theirs.inner is not None:
            return judge(ours.inner, theirs.inner, casts)  # each is read from the other's text
        return _same_definition(ours, theirs)
    if ours.name == theirs.name or (_text(ours) and _text(theirs)):
        return _same_type(ours, theirs, casts)
    if ours.kind is TypeKind.ARRAY and theirs.kind is TypeKind.ARRAY:
        assert ours.inner is not None
        assert theirs.inner is not None
        return judge(ours.inner, theirs.inner, casts)
    if theirs.kind is TypeKind.ENUM:
        return _labels(ours, theirs)
    if _text(theirs):
        return _length(ours, theirs)
    if not theirs.builtin:
        return _read_as(theirs) if theirs.name.name != "citext" or not _text(ours) else WHOLE
    return _by_cast(ours, theirs, casts)


def _same_type(ours: DataType, target_type: DataType, casts: Casts) -> FitVerdict:
    name = target_type.name.name
    if target_type.kind is TypeKind.ENUM:
        return _labels(ours, target_type)
    if (
        target_type.kind is TypeKind.ARRAY
        and ours.inner is not None
        and target_type.inner is not None
    ):
        return judge(ours.inner, target_type.inner, casts)
    if not target_type.builtin or target_type.modifier in (-1, ours.modifier):
        return WHOLE
    if _text(target_type):
        return _length(ours, target_type)
    if name == "numeric":
        return _digits(ours, target_type)
    if name in MOMENTS and target_type.modifier != ours.modifier:
        finer = ours.modifier == -1 or ours.modifier > target_type.modifier
        return FitVerdict(Fit.CHANGES, "fractions of a second are rounded") if finer else WHOLE
    if name in BITS:
        return FitVerdict(
            Fit.MAY_REFUSE, f"bit strings of another length than {target_type.text} allows"
        )
    return WHOLE


_BUILT = (TypeKind.COMPOSITE, TypeKind.RANGE, TypeKind.MULTIRANGE)
"""Kinds of which the name says nothing: what they are made of does."""


def is_built(data_type: DataType) -> bool:
    """Whether it, or what an array of it holds, is made of other types."""
    inner = data_type.resolved
    while inner.kind is TypeKind.ARRAY and inner.inner is not None:
        inner = inner.inner.resolved
    return inner.kind in _BUILT


def _same_definition(ours: DataType, target_type: DataType) -> FitVerdict:
    """A composite travels by place, so its attributes have to be the same in the same order."""
    if ours.kind is TypeKind.COMPOSITE:
        names = [[name for name, _ in each.attributes] for each in (ours, target_type)]
        if names[0] != names[1]:
            here, there = (", ".join(each) for each in names)
            return FitVerdict(
                Fit.NONE, f"({here}) would be read as ({there}): values change places"
            )
        kinds = [[kind for _, kind in each.attributes] for each in (ours, target_type)]
        pairs = list(zip(*kinds, strict=True))
    else:
        pairs = [(each.inner, other.inner) for each, other in [(ours, target_type)]]
    for one, other in pairs:
        if one is not None and other is not None and not same_inside(one, other):
            why = f"there is {one.text} in it, and {other.text} in the target's"
            if one.text == other.text:
                why = f"{one.text}, which is in it, is not the same on both sides"
            return FitVerdict(Fit.NONE, why)
    return WHOLE


def same_inside(one: DataType, other: DataType) -> bool:
    """Whether two types of which others are made are the same, in whatever schema."""
    ours, theirs = one.resolved, other.resolved
    if ours.kind is not theirs.kind:
        return False
    if ours.kind in _BUILT:
        return _same_definition(ours, theirs).fit is Fit.WHOLE
    if ours.kind is TypeKind.ENUM:
        return ours.labels == theirs.labels
    if ours.inner is not None and theirs.inner is not None:
        return same_inside(ours.inner, theirs.inner)
    return ours.name.name == theirs.name.name


def _text(data_type: DataType) -> bool:
    return data_type.builtin and data_type.name.name in STRINGS


def _length(ours: DataType, target_type: DataType) -> FitVerdict:
    """Into a string type: anything has a text form, which may be too long."""
    most = target_type.length
    if most is None:
        return WHOLE
    longest = ours.length if _text(ours) else None
    if longest is None:
        longest = WIDTHS.get(ours.name.name) if ours.builtin else None
    if ours.kind is TypeKind.ENUM:
        longest = max((len(label) for label in ours.labels), default=0)
    if longest is not None and longest <= most:
        return WHOLE
    return FitVerdict(Fit.MAY_REFUSE, f"values longer than {most} characters are refused")


def _digits(ours: DataType, target_type: DataType) -> FitVerdict:
    if target_type.scale is None or target_type.whole_digits is None:
        return WHOLE
    if ours.scale is None or ours.scale > target_type.scale:
        return FitVerdict(Fit.CHANGES, f"values are rounded to {target_type.scale} decimals")
    if ours.whole_digits is None or ours.whole_digits > target_type.whole_digits:
        refused = f"values of more than {target_type.whole_digits} digits before the point"
        return FitVerdict(Fit.MAY_REFUSE, refused)
    return WHOLE


def _labels(ours: DataType, target_type: DataType) -> FitVerdict:
    if ours.kind is not TypeKind.ENUM:
        return FitVerdict(
            Fit.MAY_REFUSE, f"values that are no label of {target_type.text} are refused"
        )
    unknown = [label for label in ours.labels if label not in target_type.labels]
    if not unknown:
        shared = [label for label in target_type.labels if label in ours.labels]
        if shared == list(ours.labels):
            return WHOLE
        ranked = ", ".join(target_type.labels)
        return FitVerdict(
            Fit.CHANGES, f"the labels rank otherwise there, as {ranked}: so do the rows"
        )
    labels = ", ".join(repr(label) for label in unknown[:3])
    return FitVerdict(Fit.MAY_REFUSE, f"{target_type.text} does not have the labels {labels}")


def _by_cast(ours: DataType, target_type: DataType, casts: Casts) -> FitVerdict:
    context = casts.get((ours.name, target_type.name))
    if context is None and _text(ours):
        return _read_as(target_type)
    if context is None and conversion(ours, target_type) is not None:
        changed = _changed(ours.name.name, target_type.name.name)
        return FitVerdict(Fit.CHANGES, changed) if changed else WHOLE
    if context is None:
        return FitVerdict(
            Fit.NONE, f"PostgreSQL has no cast from {ours.text} to {target_type.text}"
        )
    changed = _changed(ours.name.name, target_type.name.name)
    if changed:
        return FitVerdict(Fit.CHANGES, changed)
    if (
        ours.name.name in INTEGERS
        and target_type.name.name == "numeric"
        and target_type.modifier >= 0
    ):
        return FitVerdict(Fit.MAY_REFUSE, f"values that do not fit {target_type.text} are refused")
    if context == "i" or (ours.name.name, target_type.name.name) in HARMLESS:
        return WHOLE
    return FitVerdict(Fit.MAY_REFUSE, f"values that do not fit {target_type.text} are refused")


HARMLESS = frozenset({("json", "jsonb"), ("jsonb", "json"), ("macaddr", "macaddr8")})
"""Casts that are not implicit and still lose nothing that an application sees."""


OTHER_SHAPES = frozenset(
    {
        ("box", "circle"), ("box", "lseg"), ("box", "point"), ("circle", "box"),
        ("circle", "point"), ("circle", "polygon"), ("lseg", "point"), ("polygon", "box"),
        ("polygon", "circle"), ("polygon", "point"),
    }
)  # fmt: skip
"""Casts of shapes after which nobody knows what they were."""


_CHANGED_PAIRS = {
    ("float4", "float8"): "values are shown with other digits: 0.1 becomes 0.10000000149011612",
    ("inet", "cidr"): "of addresses within a network, the network alone is kept",
    ("interval", "time"): "whole days are cut off",
    **dict.fromkeys(OTHER_SHAPES, "each becomes a shape of another kind"),
    **{("jsonb", whole): "fractions are rounded" for whole in INTEGERS},
    **{(text, "name"): "texts longer than 63 bytes are cut off" for text in STRINGS},
    **{(text, "char"): "texts longer than one byte are cut off" for text in STRINGS},
}
"""What casts of single pairs of types change."""


def _changed(ours: str, wanted: str) -> str:
    """What a cast changes in silence, or an empty string."""
    if (ours, wanted) in _CHANGED_PAIRS:
        return _CHANGED_PAIRS[ours, wanted]
    if wanted in FLOATS and (ours in ("numeric", "int8") or (ours, wanted) == ("float8", "float4")):
        return "digits beyond a float's precision are lost"
    if wanted == "float4" and ours == "int4":
        return "digits beyond a float's precision are lost"
    if wanted in INTEGERS and ours in FLOATS | {"numeric", "money"}:
        return "fractions are rounded"
    if {ours, wanted} == {"timestamp", "timestamptz"} or (ours, wanted) == ("date", "timestamptz"):
        return "moments without a time zone are taken to be in UTC"
    if ours in ("timestamp", "timestamptz") and wanted in ("date", "time", "timetz"):
        return "a part of each moment is cut off"
    if {ours, wanted} == {"time", "timetz"}:
        return "times without an offset are taken to be in UTC"
    if wanted == "money" and ours in FLOATS | {"numeric"}:
        return "values are rounded to two decimals"
    if wanted == "bool":
        return "every value but 0 becomes true"
    return ""


def _read_as(target_type: DataType) -> FitVerdict:
    return FitVerdict(
        Fit.MAY_REFUSE, f"values whose text cannot be read as {target_type.text} are refused"
    )
