"""The shop as it goes on with business: orders, changes and returns, until it is refused.

Run beside manage.py, while the database is moved.
"""

import os
import time
from decimal import Decimal
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.db import InternalError, transaction
from django.utils import timezone
from shop.models import Customer, Line, Order, Payment, Product

PAUSE = 0.02
"""Seconds between two customers."""

MOVED = "25006"
"""What a database answers that takes no rows: its SQLSTATE for "read only"."""


def serve(dice: Random, number: int) -> None:
    """One customer: an order with its lines and payment, a change of mind, a new price."""
    with transaction.atomic():
        customer = Customer.objects.order_by("pk")[dice.randrange(1000)]
        order = Order.objects.create(number=f"L{number}", customer=customer, placed=timezone.now())
        for product in Product.objects.order_by("pk")[dice.randrange(90) :][:2]:
            price = float(product.price)
            Line.objects.create(order=order, product=product, quantity=1, price=price)
        Payment.objects.create(order=order, amount=Decimal(dice.randrange(1, 9000)) / 100)
    Order.objects.filter(pk=order.pk - dice.randrange(5)).update(status="sent", note="on its way")
    Product.objects.filter(sku=product.sku).update(price=Decimal(dice.randrange(100, 9000)) / 100)
    if number % 5 == 0:
        Line.objects.filter(order=order).first().delete()


def trade() -> str:
    """Customer after customer; what the last one was told, who met the fence."""
    dice, number, longest = Random(1), 0, 0.0
    while True:
        began = time.monotonic()
        try:
            serve(dice, number)
        except InternalError as error:
            if getattr(error.__cause__, "sqlstate", "") != MOVED:
                raise
            told = str(error).splitlines()[0]
            return (
                f"{number} customers were served, none in more than {longest:.1f} s; then: {told}"
            )
        longest = max(longest, time.monotonic() - began)
        number += 1
        time.sleep(PAUSE)


if __name__ == "__main__":
    print(trade())
