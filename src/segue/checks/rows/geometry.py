"""What makes a geometry fit a column of another kind, dimension or reference system."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM = re.compile(r"(?:.*\.)?\"?(?:geometry|geography)\"?\((\w+?)(ZM|Z|M)?(?:,(-?\d+))?\)")
"""As PostGIS writes the type of a column: geometry(PointZ,4326)."""
DIMENSIONS = {"": "2d", "Z": "3dz", "M": "3dm", "ZM": "4d"}


@dataclass(frozen=True, slots=True)
class GeometryType:
    """What the type of a column says of its geometries."""

    kind: str
    dimensions: str
    """Beyond two: Z, M or both."""
    system: int
    """The number of the reference system; 0 for none."""


def healing(ours: str, wanted: str, value: str) -> str:
    """SQL that makes a value of one type fit the other; empty where none is known to.

    To give a geometry another reference system without computing it anew is never offered.
    """
    one, other = _form(ours), _form(wanted)
    if one is None or other is None:
        return ""
    if other.kind != one.kind:
        if other.kind not in (f"Multi{one.kind}", "Geometry"):
            return ""
        value = f"st_multi({value})" if other.kind != "Geometry" else value
    if one.dimensions != other.dimensions:
        value = f"st_force{DIMENSIONS[other.dimensions]}({value})"
    if one.system != other.system:
        if not (one.system and other.system):
            return ""
        value = f"st_transform({value}, {other.system})"
    return value


def _form(text: str) -> GeometryType | None:
    match = FORM.fullmatch(text)
    return GeometryType(match[1], match[2] or "", int(match[3] or 0)) if match else None
