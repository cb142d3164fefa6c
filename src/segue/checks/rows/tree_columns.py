"""Columns that number the rows of a tree: they say where a row stands, not which one it is."""

from __future__ import annotations

from dataclasses import dataclass

from segue.database.catalog import Table

LEFT = ("lft", "tree_left", "left", "lefts")
RIGHT = ("rght", "rgt", "tree_right", "right", "rights")


@dataclass(frozen=True, slots=True)
class NestedSets:
    """Rows are numbered from left to right, tree by tree (django-mptt, django-treebeard)."""

    left: str
    right: str
    tree: str | None
    """The number of the tree; None where all rows are one."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Each row has the steps from its root in one text, of fixed width (django-treebeard)."""

    path: str
    depth: str


def nested_sets(table: Table) -> NestedSets | None:
    """The columns of nested sets, by the names that their libraries give."""
    left = next((name for name in LEFT if table.column(name)), None)
    right = next((name for name in RIGHT if table.column(name)), None)
    if left is None or right is None:
        return None
    return NestedSets(left, right, "tree_id" if table.column("tree_id") else None)


def paths(table: Table) -> Paths | None:
    """The columns of materialized paths: path, depth and numchild."""
    is_path_tree = all(table.column(name) for name in ("path", "depth", "numchild"))
    column = table.column("path")
    text = column is not None and column.type.resolved.name.name in ("varchar", "text")
    return Paths("path", "depth") if is_path_tree and text else None


def tree_columns(table: Table) -> set[str]:
    """All columns of a tree's numbering, and those of PostgreSQL's own type for paths."""
    sets, steps = nested_sets(table), paths(table)
    names = {sets.left, sets.right, sets.tree, "level", "depth"} if sets else set()
    names |= {steps.path, steps.depth, "numchild"} if steps else set()
    names |= {c.name for c in table.columns if c.type.resolved.name.name == "ltree"}
    return {name for name in names if name is not None and table.column(name)}
