def fill():
    from depot.models import Vehicle

    for number in range(12):
        truck = number % 3 == 0
        Vehicle.objects.create(
            kind="truck" if truck else "car",
            plate=f"X-{number}",
            axles=2 + number if truck else None,
            payload_kg=1000 * number if truck else None,
        )


def arrived():
    from depot.models import Truck, Vehicle

    yield Vehicle.objects.count(), 12
    yield (
        Truck.objects.order_by("pk").values_list("plate", "axles", "payload_kg"),
        [
            ("X-0", 2, 0),
            ("X-3", 5, 3000),
            ("X-6", 8, 6000),
            ("X-9", 11, 9000),
        ],
    )
    yield Truck.objects.create(kind="truck", plate="new", axles=2, payload_kg=1).pk, 13
