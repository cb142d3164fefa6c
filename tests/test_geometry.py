"""What is offered for geometries that do not fit a column."""

from __future__ import annotations

import pytest

from segue.checks.rows.geometry import healing


@pytest.mark.parametrize(
    ("ours", "wanted", "healed"),
    [
        ("public.geometry(Point,4326)", "public.geometry(Point,3857)", "st_transform(at, 3857)"),
        ("geometry(Polygon,4326)", "gis.geometry(MultiPolygon,4326)", "st_multi(at)"),
        ("geometry(Point,4326)", "geometry(PointZ,4326)", "st_force3dz(at)"),
        ("geometry(PointZ,4326)", "geometry(Point,4326)", "st_force2d(at)"),
        ("geometry(PointM,4326)", "geometry(PointZM,4326)", "st_force4d(at)"),
        (
            "geometry(Polygon,4326)",
            "geometry(MultiPolygonZ,3857)",
            "st_transform(st_force3dz(st_multi(at)), 3857)",
        ),
        ("geometry(MultiPolygon,4326)", "geometry(Polygon,4326)", ""),
        ("geometry(Point)", "geometry(Point,4326)", ""),  # to pretend a system is never offered
        ("public.vector(3)", "public.vector(4)", ""),
    ],
)
def test_what_makes_it_fit(ours: str, wanted: str, healed: str) -> None:
    assert healing(ours, wanted, "at") == healed
