"""Gives every model that has no rows yet a few, with values that are hard to carry.

What a project's own `fill.py` leaves empty is filled here, so that every table but one holds rows.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from create_every_model import UNTAKEN, create
from django.apps import apps
from django.contrib.postgres.fields import ArrayField, HStoreField
from django.db import connection, models, transaction

ROWS = 4

HARD: tuple[tuple[type[models.Field], tuple[object, ...]], ...] = (
    (models.FileField, ("",)),
    (models.GenericIPAddressField, ("::1", "2001:db8::ff00:42:8329")),
    (models.TextField, ("", "\\N", "«ü» 🎈\t\r\n\\.\n", "long " * 40_000)),
    (models.CharField, ("", "\\N", 'a\tb\n"%s"', "日本 🎈")),
    (models.PositiveSmallIntegerField | models.PositiveIntegerField, (0, 32_767)),
    (models.IntegerField, (0, -7, 32_767)),
    (models.DecimalField, (Decimal(0), Decimal("-1.5"))),
    (models.FloatField, (-0.0, float("inf"), 1e-300)),
    (models.DateTimeField, (datetime.max.replace(tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC))),
    (models.DateField, (date.max, date.min)),
    (models.JSONField, ({"é": [None, 1e300, "\\", {}]}, [], "text", 0)),
    (models.BinaryField, (b"\0\xff\\N", b"")),
    (models.BooleanField, (False, True)),
    (HStoreField, ({}, {'"': "\\", "é": None}, {"": ""})),
    (ArrayField, ([],)),
)
"""The first kind that fits a field gives the values it is offered in turn."""


def fill_the_rest(but: str) -> None:
    """Fill every empty table but the one named, for a real database has empty tables too."""
    create.letter = "f"
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.can_migrate(connection) or model._meta.db_table == but:
            continue
        if not model._base_manager.exists():
            for number in range(ROWS):
                _add(model, number)


def _add(model: type[models.Model], number: int) -> None:
    """Add a row: the first a plain one, the others with whatever hard values the table takes."""
    try:
        with transaction.atomic():
            made = create(model, fresh=number > 0)
    except UNTAKEN:  # the table takes no second row of this kind
        return
    for field in model._meta.local_concrete_fields if number else ():
        if not field.primary_key and not field.remote_field and not field.unique:
            _change(model, made.pk, field, number)


def _change(model: type[models.Model], key: object, field: models.Field, number: int) -> None:
    if field.choices:
        return
    kinds = (values for kind, values in HARD if isinstance(field, kind))
    offered = (*next(kinds, ()), None) if field.null else next(kinds, ())
    if not offered:
        return
    try:
        with transaction.atomic():
            value = offered[number % len(offered)]
            model._base_manager.filter(pk=key).update(**{field.name: value})
    except UNTAKEN:  # too long, out of range, or taken: the plain value stays
        return
