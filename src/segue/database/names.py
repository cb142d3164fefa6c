"""Names of tables and other objects, as people write them in the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from psycopg import sql

_KEYWORDS = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit
    boolean both case cast char character check coalesce collate collation column concurrently
    constraint create cross current_catalog current_date current_role current_schema current_time
    current_timestamp current_user dec decimal default deferrable desc distinct do else end except
    exists extract false fetch float for foreign freeze from full grant greatest group grouping
    having ilike in initially inner inout int integer intersect interval into is isnull join json
    json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
    json_serialize json_table json_value lateral leading least left like limit localtime
    localtimestamp merge_action national natural nchar none normalize not notnull null nullif
    numeric offset on only or order out outer overlaps overlay placing position precision primary
    real references returning right row select session_user setof similar smallint some substring
    symmetric system_user table tablesample then time timestamp to trailing treat trim true union
    unique user using values varchar variadic verbose when where window with xmlattributes
    xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmltable
    """.split()
)
"""Words that a column's name is quoted for, as `quote_ident` does: appendix C of 18's manual."""


def quoted(name: str) -> str:
    """A column's name as SQL takes it, in quotes only where it needs them."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in _KEYWORDS:
        return name
    return sql.Identifier(name).as_string(None)


@dataclass(frozen=True, slots=True, order=True)
class QualifiedName:
    """A schema and a name in it, exactly as the server stores them (no quoting, no folding)."""

    schema: str
    name: str

    @classmethod
    def parse(cls, text: str) -> QualifiedName:
        """Read `schema.name`, or `name` alone for the schema public.

        A part that holds a dot or a double quote is written in double quotes, quotes doubled.
        Raises ValueError when the text is no such name.
        """
        parts = _split(text)
        if len(parts) > 2 or not all(parts):
            raise ValueError(f"{text!r} is not a name of the form schema.table")
        return cls(*parts) if len(parts) == 2 else cls("public", parts[0])

    @property
    def identifier(self) -> sql.Identifier:
        """The name composed for SQL."""
        return sql.Identifier(self.schema, self.name)

    @property
    def quoted(self) -> str:
        """The name as a person writes it in SQL, in quotes only where it needs them."""
        return f"{quoted(self.schema)}.{quoted(self.name)}"

    def __str__(self) -> str:
        return f"{_display(self.schema)}.{_display(self.name)}"


def _display(part: str) -> str:
    if "." in part or '"' in part:
        return '"' + part.replace('"', '""') + '"'
    return part


def _split(text: str) -> list[str]:
    """Split at dots outside double quotes and take the quotes off."""
    parts, current, quoted, position = [], "", False, 0
    while position < len(text):
        character = text[position]
        if character == '"' and quoted and text[position + 1 : position + 2] == '"':
            current += '"'
            position += 1
        elif character == '"':
            quoted = not quoted
        elif character == "." and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
        position += 1
    if quoted:
        raise ValueError(f"{text!r} has an opening quote without a closing one")
    return [*parts, current]
