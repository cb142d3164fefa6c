"""The map of tables: what is renamed, split and merged, and nothing outside its picture."""

from __future__ import annotations

from segue.web.plan_overview import Row
from segue.web.plan_pages.table_map import MOST, table_map, with_kinds


def row(source: str, target: str, state: str = "copied") -> Row:
    return Row(f"{source} {target}", source, target, state, "", "app")


ROWS = (
    row("a", "a"), row("old", "new"), row("all", "some"), row("all", "others"), row("x", "z"),
    row("y", "z"), row("gone", "", "skipped"),
)  # fmt: skip


def test_what_becomes_of_each_table_is_told_in_a_word() -> None:
    told = {(row.source, row.target): kind for row, kind in with_kinds(ROWS)}
    assert told == {
        ("a", "a"): "same", ("old", "new"): "renamed", ("all", "some"): "split",
        ("all", "others"): "split", ("x", "z"): "merged", ("y", "z"): "merged",
    }  # fmt: skip


def test_what_keeps_its_name_is_counted_and_the_others_are_drawn_once() -> None:
    drawn = table_map(with_kinds(ROWS))
    assert drawn.same == 1
    assert [node.name for node in drawn.sources] == ["all", "old", "x", "y"]
    assert [(n.name, n.several) for n in drawn.targets if n.several] == [("z", True)]
    assert [several for _, several in drawn.curves] == [True, True, False, True, True]
    assert max(node.y for node in (*drawn.sources, *drawn.targets)) <= drawn.height


def test_of_very_many_only_so_many_are_drawn() -> None:
    many = [row(f"a{n}", f"b{n}") for n in range(MOST + 5)]
    drawn = table_map(with_kinds(many))
    assert len(drawn.curves) == MOST
    assert drawn.hidden == 5
