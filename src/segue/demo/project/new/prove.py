"""Proves, with the project's own code, that the new database simply works. Run beside manage.py."""

import os
import sys
import uuid
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils import timezone
from shop.models import Note, Order, Setting


def sample(model: type[models.Model], number: int) -> models.Model:
    """A new object of any model; references point at rows that are there already."""
    values = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.AutoField) and not field.remote_field:
            values[field.attname] = _value(field, number)
        elif field.remote_field and not field.primary_key:
            rows = field.remote_field.model._default_manager
            taken = model._default_manager.values(field.attname) if field.unique else []
            found = rows.exclude(pk__in=taken).order_by("-pk").first()
            values[field.attname] = found.pk if found else None
    return model(**values)


def _value(field: models.Field, number: int) -> object:
    if field.has_default():
        return field.get_default()
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.now().date()
    if isinstance(field, models.DecimalField):
        return Decimal(number)
    if isinstance(field, models.IntegerField):
        return number
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.JSONField):
        return {"new": number}
    return f"new{number}"[: field.max_length or 40]


def create_one_of_each() -> int:
    """Create one object of every model, which a sequence left behind would refuse."""
    count = 0
    with transaction.atomic():
        for number, model in enumerate(apps.get_models(include_auto_created=True)):
            sample(model, number).save(force_insert=True)
            count += 1
        transaction.set_rollback(True)  # the new database stays as it was proved
    return count


def broken_notes() -> int:
    """Notes whose content type and id no longer lead to what they are about."""
    return sum(note.about is None for note in Note.objects.select_related("content_type"))


if __name__ == "__main__":
    broken = broken_notes()
    created = create_one_of_each()
    staff = Group.objects.get().permissions.filter(content_type__app_label="shop").count()
    oldest = Order.objects.order_by("placed").first()
    kept = oldest is not None and oldest.placed.year < timezone.now().year
    print(f"  one object of each of {created} models was created: every sequence is right")
    print(f"  {Note.objects.count():,} notes about anything, {broken} of them lost their object")
    print(
        f"  the group {Group.objects.get().name} has its {staff} permissions on the shop's models"
    )
    print(
        f"  the oldest order is of {oldest.placed:%Y}, though a trigger stamps new ones with today"
    )
    print(
        f"  VAT is {Setting.objects.get(key='vat').value} as people set it, not 19 as `migrate` did"
    )
    sys.exit(0 if kept and staff and not broken else 1)
