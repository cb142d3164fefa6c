"""Proves, with the refactored project's own models, that the new database simply works.

Run beside manage.py, after the move.
"""

import os
import sys
import uuid
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connections, models, transaction
from django.db.models import F, Sum
from django.utils import timezone
from store.models import Address, Customer, Order, OrderLine, Payment, Remark, Setting


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


def broken_remarks() -> int:
    """Remarks whose content type and id no longer lead to what they are about."""
    return sum(remark.about is None for remark in Remark.objects.select_related("content_type"))


def agreements() -> list[tuple[str, object, object]]:
    """What both databases must agree on: its name, and what the new and the old one say."""
    sold = OrderLine.objects.aggregate(all=Sum(F("quantity") * F("unit_price")))["all"]
    payments, refunds = (Payment.objects.filter(kind=kind) for kind in ("payment", "refund"))
    return [
        (
            "addresses",
            Address.objects.count(),
            _old("count(*) FROM shop_customer WHERE city <> ''"),
        ),
        ("payments", payments.count(), _old("count(*) FROM shop_payment")),
        ("refunds", refunds.count(), _old("count(*) FROM shop_refund")),
        ("sum of all sales", sold, _old("sum(quantity * price::numeric(10, 2)) FROM shop_line")),
        (
            "orders by the web",
            Order.objects.filter(channel="web").count(),
            _old("count(*) FROM shop_order"),
        ),
    ]


def _old(query: str) -> object:
    """The one value that a query of the old database gives."""
    with connections["old"].cursor() as cursor:
        cursor.execute(f"SELECT {query}")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    broken = broken_remarks()
    created = create_one_of_each()
    staff = Group.objects.get().permissions.filter(content_type__app_label="store").count()
    oldest = Order.objects.order_by("placed_at").first()
    kept = oldest is not None and oldest.placed_at.year < timezone.now().year
    somebody = Customer.objects.exclude(address=None).order_by("pk").first()
    print(f"  one object of each of {created} models was created: every sequence is right")
    print(
        f"  {Remark.objects.count():,} remarks about anything, {broken} of them lost their object"
    )
    print(
        f"  the group {Group.objects.get().name} has its {staff} permissions on the store's models"
    )
    print(f"  the oldest order is of {oldest.placed_at:%Y}, though a trigger stamps new ones today")
    print(
        f"  VAT is {Setting.objects.get(key='vat').value} as people set it, not 19 as `migrate` did"
    )
    print(f"  {somebody.name} lives in {somebody.address_set.get().city}")
    agreed = True
    for name, new, old in agreements():
        agreed &= new == old
        print(f"  {name}: {new:,}, and {old:,} by the old database")
    sys.exit(0 if kept and staff and not broken and agreed else 1)
