from datetime import UTC, datetime


def fill():
    from sales.models import Order, OrderBackup, OrderLine

    for number in range(1, 31):
        kept = {
            "number": f"O{number}",
            "placed": datetime(2023, 3, number, tzinfo=UTC),
            "total": number,
        }
        OrderLine.objects.create(order=Order.objects.create(**kept), text="a thing")
        if number < 25:
            OrderBackup.objects.create(**kept)


def arrived():
    from checkout.models import Order, OrderLine

    yield (Order.objects.count(), OrderLine.objects.filter(order__number="O30").count()), (30, 1)
