from decimal import Decimal


def fill():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO till_entry (price, weight, balance, share) VALUES"
            " (19.99, 0.125, '-1234.50'::numeric::money, 0.3333), (0.1 + 0.2, 2, 7::numeric::money, 1)"
        )


def arrived():
    from till.models import Entry

    yield (
        Entry.objects.order_by("pk").values_list("price", "weight", "balance", "share"),
        [
            (Decimal("19.99"), Decimal("0.125"), Decimal("-1234.50"), 0.3333),
            (Decimal("0.30"), Decimal("2.000"), Decimal("7.00"), 1.0),
        ],
    )
