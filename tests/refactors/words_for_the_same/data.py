from datetime import UTC, datetime


def fill():
    from stock.models import Item, Loc

    for number in range(1, 16):
        loc = Loc.objects.create(nm=f"L{number}", lat=number, lng=-number)
        Item.objects.create(
            loc=loc,
            qty=number,
            descr=f"d{number}",
            img=f"{number}.png",
            ordering=100 - number,
            last_upd=datetime(2024, 1, number, tzinfo=UTC),
            min_qty=number // 2,
            max_qty=number * 2,
        )


def arrived():
    from stock.models import Item

    yield (
        Item.objects.filter(location__name="L7").values_list(
            "location__latitude",
            "location__longitude",
            "quantity",
            "description",
            "image",
            "position",
            "minimum_quantity",
            "maximum_quantity",
        ),
        [(7.0, -7.0, 7, "d7", "7.png", 93, 3, 14)],
    )
