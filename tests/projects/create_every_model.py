"""Creates one object of every model of a project, as its application would; run beside manage.py.

Prints a line for each model that refuses. A sequence that was left behind shows here as a
duplicate key.
"""

from __future__ import annotations

import os
import sys
import uuid
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import (
    ArrayField,
    BigIntegerRangeField,
    DateRangeField,
    DateTimeRangeField,
    DecimalRangeField,
    HStoreField,
    IntegerRangeField,
)
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

UNTAKEN = (DatabaseError, ValidationError, AttributeError, TypeError, ValueError)
"""How databases and odd fields refuse a value."""

TREE = {"depth": 1, "numchild": 0}
"""What makes a root of its own in a tree of materialised paths."""


def value_of(field: models.Field, number: int) -> object:
    """A value that the field's column takes."""
    if field.name == "path" and isinstance(field, models.CharField):
        return create.letter.upper() * 4
    if field.name in TREE:
        return TREE[field.name]
    if field.has_default():
        return field.get_default()
    if choices := [value for value, _ in field.flatchoices if value not in ("", None)]:
        return choices[number % len(choices)]
    if isinstance(field, ArrayField):
        return [value_of(field.base_field, number)] * (field.size or 2)
    for kinds, value in (
        (models.UUIDField, uuid.uuid4()),
        (models.DateTimeField, timezone.now()),
        (models.DateField, timezone.now().date()),
        (models.TimeField, timezone.now().time()),
        (models.DurationField, timedelta(1)),
        (models.BinaryField, b"\0\xff"),
        (models.DecimalField | models.FloatField, Decimal(number % 9)),
        (models.IntegerField, number),
        (models.BooleanField, True),
        (models.JSONField, {}),
        (models.FileField, ""),
        (models.GenericIPAddressField, f"127.0.{number // 250 % 250}.{number % 250}"),
        (HStoreField, {"a": str(number), "b": None}),
        (IntegerRangeField | BigIntegerRangeField | DecimalRangeField, (number, number + 1)),
        (DateRangeField, (date(2000, 1, 1), date(2000, 1, 1) + timedelta(number))),
        (DateTimeRangeField, (timezone.now(), timezone.now() + timedelta(number))),
    ):
        if isinstance(field, kinds):
            return value
    return f"{create.letter}{number}x"[: field.max_length or 40]


def reference(model: type[models.Model], field: models.Field, depth: int, fresh: bool) -> object:
    """The key of a row to point at: one that is there, or a new one."""
    to = field.remote_field.model
    fresh = fresh and to is not ContentType  # one that names no model is nobody's
    rows = to._base_manager.all()
    if field.unique:
        taken = model._base_manager.exclude(**{field.name: None}).values(field.attname)
        rows = rows.exclude(**{f"{field.target_field.name}__in": taken})
    found = None if fresh else rows.order_by("-pk").first()
    if found is None and depth < 5 and not field.null:
        found = create(to, depth + 1)
    return getattr(found, field.target_field.attname) if found is not None else None


def create(model: type[models.Model], depth: int = 0, fresh: bool = False) -> models.Model:
    """Insert one row of the model, and of the models it extends.

    With `fresh` it points at new rows, so that no rule about pairs of references stands against it.
    """
    create.counter += 1
    values = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.AutoField) or getattr(field, "parent_link", False):
            continue
        if field.remote_field:
            values[field.attname] = reference(field.model, field, depth, fresh)
        else:
            values[field.attname] = value_of(field, 7_000 + create.counter)
    made = model(**values)
    models.Model.save(made, force_insert=True)
    return made


create.counter = 0
create.letter = "n"
"""What made-up texts begin with: whoever creates rows to stay takes another one."""


def created(model: type[models.Model], fresh: bool = False) -> str:
    """Create one and undo it; empty, or the database's refusal."""
    try:
        with transaction.atomic():
            create(model, fresh=fresh)
            transaction.set_rollback(True)
    except UNTAKEN as error:
        return str(error).replace("\n", " ")
    return ""


def main() -> int:
    """The number of models whose objects cannot be created is printed last."""
    refused = 0
    wanted = [
        m for m in apps.get_models(include_auto_created=True) if m._meta.can_migrate(connection)
    ]
    for model in wanted:
        refusal = created(model)
        if refusal and "_pkey" not in refusal:  # a pair of references that is taken already
            refusal = created(model, fresh=True)
        if refusal:
            refused += 1
            print(f"{model._meta.label}: {refusal}")
    print(f"{len(wanted)} models, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
