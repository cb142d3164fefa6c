"""What a database's records and the project's migrations say of each other, told from values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segue.database.names import QualifiedName
from segue.project.history import Columns, Graph, History, HistoryState, Migration, Operation

SHOP = {"shop_item": frozenset({"id", "title", "price"}), "shop_tag": frozenset({"id", "name"})}
FIRST, SECOND = ("shop", "0001_initial"), ("shop", "0002_price")
THIRD = Migration("shop", "0003_data", True, (Operation("RunPython", "Run Python", (), True),))


def names(tables: dict[str, Columns]) -> dict[QualifiedName, Columns]:
    return {QualifiedName("public", name): columns for name, columns in tables.items()}


def owners(*tables: dict[str, Columns]) -> dict[QualifiedName, str]:
    return {name: name.name.split("_")[0] for some in tables for name in names(some)}


def graph(**changes: object) -> Graph:
    whole = Graph(
        records=(FIRST, SECOND),
        applied=(FIRST, SECOND),
        missing=(),
        unknown=(),
        leaves={"shop": ("0002_price",)},
        holes=(),
        tables=names(SHOP),
        later={},
        owners=owners(SHOP),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def history(found: dict[str, Columns] | None = None, **changes: object) -> History:
    return History(graph(**changes), names(SHOP if found is None else found))


def test_a_source_that_ran_everything_is_the_same() -> None:
    assert history().standing is HistoryState.SAME
    assert history().obstacles == ()


def test_a_source_that_lacks_migrations_is_behind_and_names_the_code_that_has_not_run() -> None:
    behind = history(missing=(THIRD,), leaves={"shop": ("0003_data",)})
    assert behind.standing is HistoryState.BEHIND
    assert behind.obstacles == ()
    assert [str(migration) for migration, _ in behind.code] == ["shop.0003_data"]


def test_an_app_that_the_source_never_knew_is_new() -> None:
    later = {"blog_post": frozenset({"id", "text"})}
    new = Migration("blog", "0001_initial", True, ())
    found = history(
        missing=(new,),
        leaves={"shop": ("0002_price",), "blog": ("0001_initial",)},
        later=names(later),
        owners=owners(SHOP, later),
    )
    assert {app.label: app.standing for app in found.apps}["blog"] is HistoryState.NEW
    assert found.standing is HistoryState.BEHIND


def test_records_of_an_app_that_went_are_no_reset() -> None:
    gone = ("poll", "0001_initial")
    found = history(
        {**SHOP, "poll_question": frozenset({"id", "text"})},
        records=(FIRST, SECOND, gone),
        unknown=(gone,),
    )
    assert {app.label: app.standing for app in found.apps}["poll"] is HistoryState.GONE
    assert found.standing is HistoryState.SAME
    assert [table.name for table in found.extra_tables] == ["poll_question"]


def test_old_names_that_a_squashed_migration_left_in_the_records_are_no_reset() -> None:
    found = history(records=(FIRST, SECOND, ("shop", "0001_old")), unknown=(("shop", "0001_old"),))
    assert found.standing is HistoryState.SAME


def test_an_app_that_was_renamed_is_told_from_its_tables() -> None:
    later = {"store_item": SHOP["shop_item"]}
    found = History(
        graph(
            records=(("shop", "0001_initial"),),
            applied=(),
            unknown=(("shop", "0001_initial"),),
            missing=(Migration("store", "0001_initial", True, ()),),
            leaves={"store": ("0001_initial",)},
            tables={},
            later=names(later),
            owners=owners(later),
        ),
        names(SHOP),
    )
    assert found.standing is HistoryState.RESET
    assert "store_item is like shop_item" in found.obstacles[0]


def test_a_new_app_is_no_renamed_one_for_having_a_table_like_any_other() -> None:
    later = {"blog_label": SHOP["shop_tag"]}
    gone = ("poll", "0001_initial")
    found = history(
        {**SHOP, "poll_choice": SHOP["shop_tag"]},
        records=(FIRST, SECOND, gone),
        unknown=(gone,),
        leaves={"shop": ("0002_price",), "blog": ("0001_initial",)},
        later=names(later),
        owners=owners(SHOP, later),
    )
    assert found.obstacles == ()


def test_an_initial_migration_of_the_same_name_over_another_schema_is_a_reset() -> None:
    other = {**SHOP, "shop_item": frozenset({"id", "headline", "amount"})}
    found = history(other)
    assert found.standing is HistoryState.RESET
    assert "shop_item has amount, headline instead of price, title" in found.obstacles[0]


def test_a_table_in_place_of_one_that_the_records_make_is_a_reset() -> None:
    """A rename was recorded and never made."""
    renamed = {"shop_article": frozenset({"id", "title", "net", "gross", "slug"})}
    found = history(
        SHOP,
        tables=names({"shop_tag": SHOP["shop_tag"], **renamed}),
        owners=owners(SHOP, renamed),
    )
    assert found.standing is HistoryState.RESET
    assert "shop_item is there in place of shop_article" in found.obstacles[0]


def test_a_column_made_by_hand_is_drift_and_no_reset() -> None:
    found = history({**SHOP, "shop_item": SHOP["shop_item"] | {"legacy"}})
    assert found.standing is HistoryState.SAME
    assert [(t.name, set(more)) for t, more, _ in found.differing_columns] == [
        ("shop_item", {"legacy"})
    ]


def test_a_source_that_ran_newer_migrations_is_ahead() -> None:
    newer = ("shop", "0003_colour")
    found = history(
        {**SHOP, "shop_item": SHOP["shop_item"] | {"colour"}},
        records=(FIRST, SECOND, newer),
        unknown=(newer,),
    )
    assert found.standing is HistoryState.AHEAD
    assert "0003_colour" in found.obstacles[0]
    assert "take newer code" in found.obstacles[0]


def test_tables_without_records_are_no_ground_to_go_on_from() -> None:
    found = History(
        graph(
            records=(("auth", "0001_initial"),),
            applied=(("auth", "0001_initial"),),
            missing=(Migration("shop", "0001_initial", True, ()),),
            leaves={"auth": ("0001_initial",), "shop": ("0001_initial",)},
            tables={},
            later=names(SHOP),
        ),
        names(SHOP),
    )
    assert "no record says what made them" in found.obstacles[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"records": (), "applied": ()}, "no records of migrations"),
        ({"leaves": {"shop": ("0002_a", "0002_b")}}, "makemigrations --merge"),
        ({"holes": ((SECOND, FIRST),)}, "shop.0002_price is recorded as run, and shop.0001"),
    ],
)
def test_what_stands_in_the_way_is_told(changes: dict[str, object], said: str) -> None:
    assert any(said in obstacle for obstacle in history(**changes).obstacles)


def test_apps_that_stand_differently_are_mixed() -> None:
    ahead = ("blog", "0009_newer")
    found = history(
        {**SHOP, "blog_post": frozenset({"id", "text", "more"})},
        records=(FIRST, ("blog", "0001_initial"), ahead),
        applied=(FIRST, ("blog", "0001_initial")),
        missing=(THIRD,),
        unknown=(ahead,),
        leaves={"shop": ("0003_data",), "blog": ("0001_initial",)},
        tables=names({**SHOP, "blog_post": frozenset({"id", "text"})}),
        owners=owners(SHOP, {"blog_post": frozenset()}),
    )
    assert found.standing is HistoryState.MIXED
    assert len(found.obstacles) == 1
