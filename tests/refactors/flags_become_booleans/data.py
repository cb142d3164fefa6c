CARS = [("AA-1", 1, 0, "Y", 0), ("BB-2", 0, 1, "N", 0), ("CC-3", 0, None, "Y", 1)]


def fill():
    from fleet.models import Car

    for plate, leased, tyres, insured, deleted in CARS:
        Car.objects.create(
            plate=plate, leased=leased, winter_tyres=tyres, insured=insured, is_del=deleted
        )


def arrived():
    from fleet.models import Car

    yield (
        Car.objects.order_by("plate").values_list(
            "plate", "leased", "winter_tyres", "insured", "is_deleted"
        ),
        [
            ("AA-1", True, False, True, False),
            ("BB-2", False, True, False, False),
            ("CC-3", False, None, True, True),
        ],
    )
