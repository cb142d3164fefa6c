"""Names of tables and other objects, as people write them in the plan."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql


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

    def __str__(self) -> str:
        return f"{_shown(self.schema)}.{_shown(self.name)}"


def _shown(part: str) -> str:
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
