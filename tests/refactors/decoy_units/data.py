from decimal import Decimal


def fill():
    from parcel.models import Rate

    for number in range(1, 9):
        Rate.objects.create(
            name=f"R{number}",
            price=Decimal(number) + Decimal("0.49"),
            weight_kg=number,
            minutes=number * 10,
            discount_percent=number,
        )


def arrived():
    from parcel.models import Rate

    yield (
        Rate.objects.filter(name="R3").values_list(
            "price_cents", "weight_g", "seconds", "discount_rate"
        ),
        [(349, 3000, 1800, Decimal("0.0300"))],
    )
