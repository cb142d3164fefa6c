def fill():
    from datetime import UTC, date, datetime

    from haul.models import Depot, Tour, Truck

    for n in range(1, 5):
        depot = Depot.objects.create(name=f"D{n}")
        truck = Truck.objects.create(plate=f"T-{n}", depot=depot)
        Tour.objects.create(day=date(2024, 1, n), truck=truck)
    Depot.objects.filter(name="D2").update(
        created=datetime(2020, 1, 1, tzinfo=UTC), modified=datetime(2021, 1, 1, tzinfo=UTC)
    )


def arrived():
    from datetime import UTC, datetime

    from haul.models import Depot, Tour

    found = Depot.objects.get(name="D2")
    wanted = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    yield (found.created_at, found.updated_at), wanted
    yield Tour.objects.get(day="2024-01-03").truck.depot.name, "D3"
