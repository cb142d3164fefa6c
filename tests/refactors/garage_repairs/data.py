from datetime import date, timedelta
from decimal import Decimal


def fill():
    from garage.models import Car, Owner, Repair

    for n in range(18):
        owner = Owner.objects.create(
            name=f"Owner {n}", tel=f"0650 {n:05}", street=f"Road {n}", town=("Linz", "Wels")[n % 2]
        )
        car = Car.objects.create(
            owner=owner,
            plate=f"L {n:03} X",
            make=("Opel", "Fiat", "Skoda")[n % 3],
            colour="red",
            built=2000 + n,
        )
        for k in range(2):
            day = date(2024, 1, 1) + timedelta(days=5 * n + k)
            Repair.objects.create(
                car=car,
                brought=day,
                picked_up=day + timedelta(days=2) if n % 4 else None,
                hours=Decimal("1.25") * (k + 1),
                bill=Decimal("110.40") * (n + 1),
                descr=f"Brakes, {n}.{k}",
            )


def arrived():
    from workshop.models import Customer, Job, Vehicle

    vehicle = Vehicle.objects.get(licence_plate="L 004 X")
    yield (vehicle.manufacturer, vehicle.year_built, vehicle.fuel), ("Fiat", 2004, "")
    yield (
        (vehicle.customer.full_name, vehicle.customer.phone, vehicle.customer.city),
        ("Owner 4", "0650 00004", "Linz"),
    )
    job = Job.objects.get(description="Brakes, 4.1")
    yield (job.vehicle, job.received_on, job.collected_on), (vehicle, date(2024, 1, 22), None)
    yield (job.total, job.discount), (Decimal("552.00"), 0)
    yield Customer.objects.count(), 18
