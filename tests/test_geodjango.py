"""GeoDjango projects: as they are, refactored, and with a reference system of their own.

Needs PostGIS on the source's server (Debian: postgresql-15-postgis-3) and GDAL (gdal-bin).
"""

from __future__ import annotations

from ctypes.util import find_library
from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.projects import SETTINGS, SmallProject, alias_of, small_project

MODELS = """\
from django.contrib.gis.db import models


class Place(models.Model):
    name = models.CharField(max_length=50)
    spot = models.PointField()
    area = models.PolygonField(null=True)
    globe = models.PointField(geography=True, null=True)
    picture = models.RasterField(null=True)
"""
RENAMED = MODELS.replace("class Place(", "class Venue(").replace("spot =", "position =")

PLACES = """
INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text)
    SELECT 990001, 'own', 1, srtext, proj4text FROM spatial_ref_sys WHERE srid = 3857;
INSERT INTO shop_place (name, spot, area, globe, picture) VALUES
    ('Ulm', 'SRID=4326;POINT(9.99 48.4)', 'SRID=4326;POLYGON((0 0,0 1,1 1,0 0))',
     'SRID=4326;POINT(-170.5 10)', ST_AddBand(ST_MakeEmptyRaster(2, 2, 0, 0, 1, 1, 0, 0, 4326),
        '8BUI'::text, 7, 0)),
    ('nowhere', 'SRID=4326;POINT EMPTY', NULL, NULL, NULL);
"""
MAPPED = """
[[table]]
from = "public.shop_place"
to = "public.{}"

[table.columns]
{} = "spot"
"""
READ = """
SELECT name, ST_AsEWKT({spot}), ST_AsEWKT(area), ST_AsEWKT(globe), picture::text,
    ST_AsText(ST_SnapToGrid(ST_Transform(ST_Transform({spot}, 990001), 4326), 0.0001))
FROM {table} ORDER BY name
"""


@pytest.fixture
def databases(source_server: Server, make_database: MakeDatabase) -> tuple[Database, Database]:
    """Two databases with PostGIS on one server."""
    if find_library("gdal") is None:
        pytest.skip("GDAL is not installed")
    known = make_database(source_server)
    asked = "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis_raster'"
    if not known.value(asked):
        pytest.skip("PostGIS is not installed on the source's server")
    other = make_database(source_server)
    for database in (known, other):
        database.execute("CREATE EXTENSION postgis; CREATE EXTENSION postgis_raster")
    return known, other


def _project(folder: Path, app: str, models: str, **aliases: Database) -> SmallProject:
    made = small_project(folder, migrations=False)
    apps = f'"django.contrib.gis",\n    "{app}"'
    made.write("site_/settings.py", SETTINGS.replace('"shop"', apps))
    made.write(f"{app}/__init__.py", "")
    made.write(f"{app}/models.py", models)
    engine = "django.contrib.gis.db.backends.postgis"
    made.databases(**{name: alias_of(d) | {"ENGINE": engine} for name, d in aliases.items()})
    for command in (["makemigrations", app, "-v", "0"], ["migrate", "-v", "0"]):
        done = made.manage(*command)
        assert done.returncode == 0, done.stderr
    return made


def _migrated(folder: Path, databases: tuple[Database, Database]) -> None:
    _project(folder, "shop", MODELS, default=databases[0])
    databases[0].execute(PLACES)


@pytest.mark.parametrize(
    ("app", "models", "table", "spot"),
    [
        pytest.param("shop", MODELS, "shop_place", "spot", id="as it is"),
        pytest.param("atlas", RENAMED, "atlas_venue", "position", id="refactored"),
    ],
)
def test_places_arrive_with_their_reference_system(
    databases: tuple[Database, Database],
    tmp_path: Path,
    app: str,
    models: str,
    table: str,
    spot: str,
) -> None:
    old, new = databases
    _migrated(tmp_path / "old", databases)
    made = _project(tmp_path / "new", app, models, default=new, old=old)
    drafted = made.segue("plan", "--from", "old", "--to", "default")
    assert drafted.returncode == 0, drafted.stderr
    plan = (made.path / "segue.toml").read_text()
    assert "rows that people keep in a table of postgis" in plan
    if table != "shop_place":  # too much is new for a draft to be sure
        (made.path / "segue.toml").write_text(plan + MAPPED.format(table, spot))
    checked = made.segue("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "error" not in checked.stdout
    assert "warning" not in checked.stdout
    moved = made.segue("move", "--no-input", "--target-is-fresh")
    assert moved.returncode == 0, moved.stderr
    before = old.execute(READ.format(spot="spot", table="shop_place"))
    assert new.execute(READ.format(spot=spot, table=table)) == before
    assert len(before) == 2
    own = "SELECT auth_name FROM spatial_ref_sys WHERE srid = 990001"
    assert new.value(own) == "own"
    assert made.segue("verify").returncode == 0
