"""Where each field of each model is stored, told from a state of the migrations alone."""

from __future__ import annotations

import re
from typing import Any

from django.db.backends.utils import truncate_name
from django.db.migrations.state import ModelState, ProjectState

NAME_LENGTH = 63
"""PostgreSQL's longest name."""

Name = tuple[str, ...]
"""A table, with its schema before it where one is said."""
Field = tuple[str, str, str]
"""App, model in lower case, field; the model itself is the field ''."""
Place = tuple[Name, Any]
"""A table, or a column of it."""


def places(state: ProjectState) -> dict[Field, Place]:
    """Every model and field with its table and column; of many-to-many fields, their table."""
    all_places: dict[Field, Place] = {}
    for model in state.models.values():
        all_places.update(places_of(model))
    return all_places


def places_of(known: ModelState) -> dict[Field, Place]:
    """The same for one model."""
    if known.options.get("proxy") or known.options.get("managed") is False:
        return {}
    app, model = known.app_label, known.name_lower
    table = table_of(known)
    all_places: dict[Field, Place] = {(app, model, ""): (table, None)}
    for name, field in dict(known.fields).items():
        if not field.many_to_many:
            all_places[app, model, name] = table, _column(name, field)
        elif _is_auto(field):
            joined = _joined(table, name, field)
            all_places[app, model, name] = joined, None
            all_places[app, model, f"{name}.from"] = joined, f"{model}_id"
    return all_places


def table_of(model: ModelState) -> Name:
    """The model's table."""
    name = model.options.get("db_table") or f"{model.app_label}_{model.name_lower}"
    return as_name(truncate_name(str(name), NAME_LENGTH))


def as_name(db_table: str) -> Name:
    """Django only adds double quotes, so people write `sales"."order` to name a schema."""
    return tuple(db_table.strip('"').split('"."'))


def sql_name(text: str) -> Name:
    """The same for a name as SQL has it."""
    parts = re.findall(r'"[^"]+"|\w+', text)
    return tuple(part.strip('"') if part.startswith('"') else part.lower() for part in parts)


def _is_auto(field: Any) -> bool:
    """Whether Django makes the table between both sides."""
    return field.remote_field.through is None


def _column(name: str, field: Any) -> str:
    related = field.remote_field is not None and not field.many_to_many
    return str(field.db_column or (f"{name}_id" if related else name))


def _joined(table: Name, name: str, field: Any) -> Name:
    if field.db_table:
        return as_name(field.db_table)
    return (*table[:-1], truncate_name(f"{table[-1]}_{name}", NAME_LENGTH))
