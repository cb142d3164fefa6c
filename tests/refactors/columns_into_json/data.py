def fill():
    from gear.models import Item

    Item.objects.create(
        name="Tent",
        colour="green",
        weight_g=2100,
        waterproof=True,
        extra={"maker": "Nord", "warranty": 24},
    )
    Item.objects.create(name="Cup", extra={})


def arrived():
    from gear.models import Item

    yield (
        Item.objects.order_by("pk").values_list("name", "specs", "maker", "warranty_months"),
        [
            ("Tent", {"colour": "green", "weight_g": 2100, "waterproof": True}, "Nord", 24),
            ("Cup", {"colour": "", "weight_g": None, "waterproof": False}, "", None),
        ],
    )
