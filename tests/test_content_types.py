"""Content types follow their models under other names, or are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.checks.content_types import content_type_findings
from segue.checks.grouping import grouped
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.mapping.contenttypes import ContentType
from segue.mapping.facts import Facts
from segue.mapping.references import References
from segue.plan.model import Plan, TableMapping
from segue.project.values import Model, Project
from support.databases import Database
from support.projects import SETTINGS, small_project

KINDS = """
CREATE TABLE django_content_type (id int PRIMARY KEY, app_label text, model text);
CREATE TABLE auth_permission (id int PRIMARY KEY, codename text,
    content_type_id int REFERENCES django_content_type);
CREATE TABLE auth_group_permissions (id int PRIMARY KEY,
    permission_id int REFERENCES auth_permission);
CREATE TABLE note (id int PRIMARY KEY, content_type_id int REFERENCES django_content_type);
"""


def named(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def references(
    database: Database,
    kinds: list[tuple[str, str]],
    models: dict[str, str],
    tables: dict[str, str],
    others: tuple[Model, ...] = (),
) -> References:
    """`models` are the project's labels by table, `tables` the target's by those of the source."""
    for table in tables:
        database.execute(f'CREATE TABLE IF NOT EXISTS "{table}" (id int PRIMARY KEY)')
    with database.connect() as session:
        catalog = read_catalog(session)
    project = Project(
        "settings",
        {},
        {},
        (*(Model(*label.split("."), named(table), ()) for table, label in models.items()), *others),
        (),
        {},
        content_types=named("django_content_type"),
    )
    plan = Plan(
        "env:A", "env:B", tuple(TableMapping(named(new), named(old)) for old, new in tables.items())
    )
    found = tuple(ContentType(n, *kind) for n, kind in enumerate(kinds, 1))
    return References(plan, catalog, catalog, project, Facts(content_types=found))


@pytest.mark.parametrize(
    ("kinds", "models", "tables", "renamed"),
    [
        pytest.param(
            [("shop", "coupon"), ("shop", "product")],
            {"SHOP_Coupons": "store.Coupon", "store_product": "store.Product"},
            {"SHOP_Coupons": "SHOP_Coupons", "shop_product": "store_product"},
            {"coupon": ("store", "coupon"), "product": ("store", "product")},
            id="the app, with a table of its own name",
        ),
        pytest.param(
            [("shop", "coupon"), ("shop", "product")],
            {"COUPONS": "shop.Voucher", "shop_product": "shop.Product"},
            {"COUPONS": "COUPONS", "shop_product": "shop_product"},
            {"coupon": ("shop", "voucher")},
            id="the model, with a table of its own name",
        ),
        pytest.param(
            [("shop", "coupon"), ("other", "coupon"), ("shop", "product")],
            {"COUPONS": "store.Coupon", "store_product": "store.Product"},
            {"COUPONS": "COUPONS", "shop_product": "store_product"},
            {"coupon": ("store", "coupon"), "product": ("store", "product")},
            id="two of that name: the one of the app that went the same way",
        ),
        pytest.param(
            [("shop", "coupon")],
            {"shop_coupon": "promo.Coupon"},
            {"shop_coupon": "shop_coupon"},
            {"coupon": ("promo", "coupon")},
            id="moved to another app with its table",
        ),
        pytest.param(
            [("old", "a"), ("old", "b")],
            {"X": "new.C"},
            {"X": "X"},
            {},
            id="nothing tells which: none",
        ),
        pytest.param(
            [("shop", "coupon"), ("store", "coupon")],
            {"COUPONS": "store.Coupon"},
            {"COUPONS": "COUPONS"},
            {},
            id="the name is there already",
        ),
    ],
)
def test_a_renamed_model_keeps_its_content_type(
    source_db: Database,
    kinds: list[tuple[str, str]],
    models: dict[str, str],
    tables: dict[str, str],
    renamed: dict[str, tuple[str, str]],
) -> None:
    found = references(source_db, kinds, models, tables).renames.renamed
    assert {kind.model: name for kind, name in found.items()} == renamed
    assert all(kind.app_label == "shop" for kind in found)


def test_models_without_tables_of_their_own_follow_their_app(source_db: Database) -> None:
    """Proxies, and those that hold rights alone; rows are named under a proxy too."""
    kinds = [("shop", "product"), ("shop", "sale"), ("shop", "rights"), ("shop", "gone")]
    kinds += [("elsewhere", "sale"), ("shop", "coupon"), ("shop", "held")]
    item = named("store_item")
    known = references(
        source_db,
        kinds,
        {"store_item": "store.Item", "COUPONS": "store.Coupon"},
        {"shop_product": "store_item", "COUPONS": "COUPONS"},
        (
            Model("store", "Sale", item, (), proxy=True),
            Model("store", "Rights", named("store_rights"), (), managed=False),
            Model("store", "New", item, (), proxy=True),
            Model("store", "Held", named("store_held"), ()),
        ),
    )
    found = {kind.model: name for kind, name in known.renames.renamed.items()}
    assert found == {
        "product": ("store", "item"),
        "coupon": ("store", "coupon"),
        "sale": ("store", "sale"),
        "rights": ("store", "rights"),
    }
    assert known.kinds == {named("shop_product"): (1, 2), named("COUPONS"): (6,)}


def test_a_content_type_in_use_without_a_model_is_told_with_counts(source_db: Database) -> None:
    source_db.execute(KINDS)
    source_db.execute(
        "INSERT INTO django_content_type VALUES (1, 'gone', 'thing'), (2, 'gone', 'unused'),"
        " (3, 'shop', 'item');"
        "INSERT INTO auth_permission VALUES (1, 'add_thing', 1), (2, 'add_unused', 2),"
        " (3, 'add_item', 3), (4, 'view_thing', 1);"
        "INSERT INTO auth_group_permissions VALUES (1, 1), (2, 3);"
        "INSERT INTO note VALUES (1, 1), (2, 1), (3, 3)"
    )
    kinds = [("gone", "thing"), ("gone", "unused"), ("shop", "item")]
    known = references(source_db, kinds, {"shop_item": "shop.Item"}, {"shop_item": "shop_item"})
    with source_db.connect() as session:
        (finding,) = content_type_findings(known, session)
    assert finding.code == "T114"
    assert "gone.thing belongs to no model, and 3 rows refer to it" in finding.title
    assert "1 of public.auth_permission.content_type_id" in finding.rows
    assert "2 of public.note.content_type_id" in finding.rows


def test_those_of_an_app_that_is_gone_are_told_in_one(source_db: Database) -> None:
    source_db.execute(KINDS)
    source_db.execute(
        "INSERT INTO django_content_type SELECT n, 'gone', 'thing' || n"
        " FROM generate_series(1, 9) n;"
        "INSERT INTO note SELECT n, n FROM generate_series(1, 9) n"
    )
    kinds = [("gone", f"thing{number}") for number in range(1, 10)]
    with source_db.connect() as session:
        known = references(source_db, kinds, {}, {})
        (finding,) = grouped(content_type_findings(known, session))
    assert finding.title == "9 content types belong to no model, and rows refer to them"
    assert finding.where.splitlines()[0].endswith("gone.thing1, 1 row refers to it")
    assert finding.where.endswith("and 6 more")
    assert len(finding.as_json()["together"]) == 9


def test_models_that_only_the_urlconf_imports_count(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    project.write("site_/settings.py", SETTINGS + '\nROOT_URLCONF = "site_.urls"\n')
    project.write("site_/urls.py", "import shop.extra\nurlpatterns = []\n")
    project.write(
        "shop/extra.py",
        "from django.db import models\n\n\nclass Tour(models.Model):\n"
        '    class Meta:\n        app_label = "shop"\n',
    )
    seen = project.python(
        "import json\nfrom segue.project import load\n"
        "print(json.dumps([m.label for m in load('site_.settings').models]))"
    )
    assert "shop.Tour" in seen


def test_a_urlconf_that_fails_hides_nothing_else(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    project.write("site_/settings.py", SETTINGS + '\nROOT_URLCONF = "site_.urls"\n')
    project.write("site_/urls.py", "raise SystemExit('not today')\n")
    seen = project.python(
        "import json\nfrom segue.project import load\n"
        "print(json.dumps([m.label for m in load('site_.settings').models]))"
    )
    assert "shop.Item" in seen
