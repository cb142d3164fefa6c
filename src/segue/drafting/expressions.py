"""SQL as a person would write it into the plan: quotes only where they are needed."""

from __future__ import annotations

import re
from typing import LiteralString

from psycopg import sql

from segue.plan.toml import text

RESERVED = frozenset(
    "all analyse analyze and any array as asc asymmetric both case cast check collate column"
    " constraint create current_catalog current_date current_role current_time current_timestamp"
    " current_user default deferrable desc distinct do else end except false fetch for foreign from"
    " grant group having in initially intersect into lateral leading limit localtime localtimestamp"
    " not null offset on only or order placing primary references returning select session_user"
    " some symmetric system_user table then to trailing true union unique user using variadic when"
    " where window with".split()
)
"""Key words that are no names without quotes (PostgreSQL's appendix of key words)."""


def name(column: str) -> sql.Composable:
    """A column's name, in quotes where it needs them."""
    plain = re.fullmatch(r"[a-z_][a-z0-9_]*", column) and column not in RESERVED
    return _Plain(column) if plain else sql.Identifier(column)


def expression(template: LiteralString, *parts: sql.Composable) -> str:
    """The text of an expression."""
    return sql.SQL(template).format(*parts).as_string(None)


def entry(template: LiteralString, *parts: sql.Composable) -> str:
    """An expression as the plan writes it after the `=`."""
    return f"{{ sql = {text(expression(template, *parts))} }}"


class _Plain(sql.Composable):
    """A name that means the same without quotes."""

    def as_bytes(self, context: object = None) -> bytes:
        return str(self._obj).encode()
