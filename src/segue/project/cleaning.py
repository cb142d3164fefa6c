"""Django's own validation of rows that are not in the database yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models as django_models


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a model says against a row."""

    line: int
    column: str | None
    """None where it is about the row as a whole."""
    text: str


def complaints(label: str, rows: Iterable[tuple[int, Mapping[str, object]]]) -> Iterator[Complaint]:
    """What `full_clean` of the model `app.Name` says of rows, given by line and by column.

    Only columns that a row has are validated. References and uniqueness are not asked of the
    database: the import itself sees to both.
    """
    model = apps.get_model(label)
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    for line, row in rows:
        yield from _of_row(model, fields, line, row)


def _of_row(
    model: type[django_models.Model], fields: Mapping[str, Any], line: int, row: Mapping[str, Any]
) -> Iterator[Complaint]:
    values = {fields[column]: value for column, value in row.items() if column in fields}
    checked = {field.name for field in values if not field.is_relation}
    every = {field.name for field in model._meta.get_fields()}
    try:
        instance = model(**{field.attname: value for field, value in values.items()})
        instance.full_clean(
            exclude=every - checked, validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            column = next((field.column for field in values if field.name == name), None)
            about = "" if name == NON_FIELD_ERRORS or column else f"{name}: "
            yield Complaint(line, column, about + " ".join(messages))
    except Exception as error:
        yield Complaint(line, None, f"its clean() failed: {type(error).__name__}: {error}")
