from datetime import date
from decimal import Decimal


def fill():
    from django.db import connection
    from rental.models import Customer, Depot, Rental, Thing, Vehicle

    Thing.objects.create(name="Ladder", bought=date(2001, 1, 1))
    depots = [Depot.objects.create(label=label) for label in ("North", "South")]
    for number in range(4):
        car = Vehicle.objects.create(
            name=f"Car {number}",
            bought=date(2020, 1, 1 + number),
            plate=f"W-{number}",
            electric="YN"[number % 2],
        )
        car.depots.set(depots[number % 2 :])
        who, _ = Customer.objects.get_or_create(
            licence_no=f"L{number % 3}", name=f"Driver {number % 3}"
        )
        Rental.objects.create(customer=who, vehicle=car, start=date(2024, 1, 1 + number))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rental_bill (rental_id, amount, payed) SELECT id, (id * 10.5)::numeric::money, id = 2 FROM rental_rental"
        )


def live():
    from billing.models import Invoice
    from booking.models import Booking, Customer
    from fleet.models import Car, Depot

    depot = Depot.objects.create(label="West", city="Graz")
    car = Car.objects.create(
        name="Own", bought=date(2022, 2, 2), plate="G-1", is_electric=True, depot=depot
    )
    who = Customer.objects.create(licence_number="L1", name="Driver One", city="Graz")
    Invoice.objects.create(
        booking=Booking.objects.create(customer=who, car=car, start=date(2024, 6, 1), code="G1"),
        amount=5,
    )


def arrived():
    from billing.models import Invoice
    from booking.models import Booking, Customer
    from fleet.models import Car

    yield (
        Customer.objects.order_by("licence_number").values_list("licence_number", "name", "city"),
        [
            ("L0", "Driver 0", "Wien"),
            ("L1", "Driver One", "Graz"),
            ("L2", "Driver 2", "Wien"),
        ],
    )
    yield (
        Car.objects.order_by("plate").values_list("plate", "is_electric", "depot__label"),
        [
            ("G-1", True, "West"),
            ("W-0", True, "North"),
            ("W-1", False, "South"),
            ("W-2", True, "North"),
            ("W-3", False, "South"),
        ],
    )
    yield (
        Booking.objects.filter(customer__licence_number="L1")
        .order_by("start")
        .values_list("car__plate", "code"),
        [("W-1", "W2"), ("G-1", "G1")],
    )
    yield (
        Invoice.objects.order_by("amount").values_list(
            "amount", "paid", "currency", "booking__code"
        ),
        [
            (Decimal("5.00"), False, "EUR", "G1"),
            (Decimal("10.50"), False, "EUR", "W1"),
            (Decimal("21.00"), True, "EUR", "W2"),
            (Decimal("31.50"), False, "EUR", "W3"),
            (Decimal("42.00"), False, "EUR", "W4"),
        ],
    )
