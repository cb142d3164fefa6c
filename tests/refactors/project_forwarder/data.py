from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

MOMENT = datetime(2024, 1, 2, 5, tzinfo=UTC)
DICE = Random(17)


def fill():
    from crew.models import Depot, Driver, Holiday, Training
    from django.contrib.auth.models import User
    from wms import models as wms

    def stamps(n):
        made = MOMENT + timedelta(days=n, minutes=DICE.randrange(600))
        return {"created": made, "updated": made + timedelta(hours=DICE.randrange(200))}

    def many(number, model, values):
        return [model.objects.create(**values(n)) for n in range(number)]

    def day(n):
        return date(2024, 1, 1) + timedelta(days=n)

    def money(top):
        return Decimal(DICE.randrange(100, top)) / 100

    users = [User.objects.create_user(f"clerk{n}") for n in range(4)]
    towns = ("Linz", "Graz", "Wien", "Wels", "Enns")
    depots = many(
        4, Depot, lambda n: {"code": f"D{n}", "town": towns[n], "opened": date(1990 + n, 5, 1)}
    )
    drivers = many(15, Driver, lambda n: {
        "depot": depots[n % 4], "name": f"Driver {n}", "licence": f"L-{n:05}",
        "hired": date(2005 + n, 3, 1), "tel": f"0664 {n:04}" if n % 3 else "",
    })  # fmt: skip
    many(30, Holiday, lambda n: {
        "driver": drivers[n % 15], "first_day": day(n), "last_day": day(n + 7), "granted": n % 4 > 0,
    })  # fmt: skip
    for training in many(4, Training, lambda n: {"name": f"Training {n}", "hours": 4 + 4 * n}):
        training.drivers.set(DICE.sample(drivers, 6))

    customers = many(25, wms.Customer, lambda n: {
        "cust_no": 10000 + 7 * n, "name": f"Company {n}", "vat": f"ATU{n:08}" if n % 5 else "",
        "credit": money(900000), **stamps(n),
    })  # fmt: skip
    addresses = many(40, wms.CustomerAddress, lambda n: {
        "customer": customers[n % 25], "street": f"Road {n}", "zip": f"{4000 + n}",
        "town": towns[n % 5], "country": ("AT", "DE")[n % 2], **stamps(n),
    })  # fmt: skip
    many(30, wms.CustomerContact, lambda n: {
        "customer": customers[n % 25], "name": f"Person {n}", "mail": f"p{n}@example.org",
        "tel": f"+43 {n:06}", **stamps(n),
    })  # fmt: skip
    suppliers = many(8, wms.Supplier, lambda n: {
        "name": f"Supplier {n}", "lead_days": 2 + n, "rating": n % 5 or None, **stamps(n),
    })  # fmt: skip
    units = many(4, wms.Unit, lambda n: {"code": ("pc", "kg", "m", "box")[n], "descr": f"unit {n}"})
    groups = many(6, wms.ItemGroup, lambda n: {"name": f"Group {n}"})
    wms.ItemGroup.objects.filter(pk__gt=groups[2].pk).update(parent=groups[0])
    items = many(40, wms.Item, lambda n: {
        "group": groups[n % 6], "unit": units[n % 4], "sku": f"SKU{n:06}", "descr": f"Item no. {n}",
        "weight": 0.25 + DICE.random() * 30, "hazardous": n % 11 == 0, **stamps(n),
    })  # fmt: skip
    many(50, wms.ItemSupplier, lambda n: {
        "item": items[n % 40], "supplier": suppliers[n % 8], "price": money(20000), "order_no": f"O{n:07}",
    })  # fmt: skip
    halls = many(
        6, wms.Hall, lambda n: {"depot": depots[n % 4], "name": f"Hall {n}", "cooled": n == 2}
    )
    shelves = many(36, wms.Shelf, lambda n: {
        "hall": halls[n % 6], "row": n // 6 + 1, "level": n % 4, "max_kg": 100 * (1 + n % 5),
    })  # fmt: skip
    holdings = many(60, wms.Holding, lambda n: {
        "shelf": shelves[n % 36], "item": items[n % 40], "qty": DICE.randrange(500),
        "expires": day(400 + n) if n % 3 else None, **stamps(n),
    })  # fmt: skip
    many(120, wms.Movement, lambda n: {
        "holding": holdings[n % 60], "delta": DICE.randrange(-50, 50) or 1,
        "at": MOMENT + timedelta(hours=n), "who": users[n % 4], "reason": ("sold", "bought")[n % 2],
    })  # fmt: skip
    counts = many(5, wms.StockCount, lambda n: {
        "hall": halls[n], "day": day(90 + n), "done": n < 4, **stamps(90 + n),
    })  # fmt: skip
    many(50, wms.StockCountLine, lambda n: {
        "count": counts[n % 5], "holding": holdings[n], "counted": 100 + n % 7, "expected": 100 + n % 5,
    })  # fmt: skip
    orders = many(60, wms.CustomerOrder, lambda n: {
        "customer": customers[n % 25], "deliver_to": addresses[n % 40], "number": f"A24-{n:05}",
        "ordered": day(n), "wanted": day(n + 5) if n % 4 else None,
        "note": "" if n % 3 else f"ring {n} times", **stamps(n),
    })  # fmt: skip
    many(150, wms.CustomerOrderLine, lambda n: {
        "order": orders[n % 60], "item": items[n % 40], "pos": 1 + n // 60, "qty": 1 + n % 9,
        "price": money(50000),
    })  # fmt: skip
    trucks = many(10, wms.Truck, lambda n: {
        "depot": depots[n % 4], "plate": f"L {n}{n} AB", "payload": 3500 + 500 * n,
        "bought": date(2012 + n, 6, 1),
    })  # fmt: skip
    tours = many(30, wms.Tour, lambda n: {
        "truck": trucks[n % 10], "driver": drivers[n % 15], "day": day(n),
        "km": 100 + DICE.randrange(500) if n % 6 else None, **stamps(n),
    })  # fmt: skip
    stops = many(90, wms.TourStop, lambda n: {
        "tour": tours[n % 30], "address": addresses[n % 40], "seq": 1 + n // 30,
        "eta": MOMENT + timedelta(days=n % 30, hours=n // 30),
        "arrived": MOMENT + timedelta(days=n % 30, hours=n // 30, minutes=9) if n % 5 else None,
    })  # fmt: skip
    parcels = many(100, wms.Parcel, lambda n: {
        "order": orders[n % 60], "stop": stops[n % 90] if n % 8 else None, "barcode": f"0034{n:012}",
        "kg": 0.5 + DICE.random() * 20, "signed_by": f"Person {n}" if n % 2 else "", **stamps(n),
    })  # fmt: skip
    many(200, wms.ParcelEvent, lambda n: {
        "parcel": parcels[n % 100], "at": MOMENT + timedelta(hours=n), "text": ("packed", "loaded")[n % 2],
    })  # fmt: skip
    many(9, wms.Damage, lambda n: {
        "parcel": parcels[n * 7], "descr": f"Wet, {n}", "amount": money(30000), "paid": n % 2 == 0, **stamps(n),
    })  # fmt: skip
    many(70, wms.FuelStop, lambda n: {
        "truck": trucks[n % 10], "at": MOMENT + timedelta(hours=9 * n), "litres": 40 + DICE.random() * 300,
        "odometer": 100000 + 700 * n,
    })  # fmt: skip
    many(14, wms.Inspection, lambda n: {
        "truck": trucks[n % 10], "day": day(30 + n), "passed": n != 3, "remarks": "brakes" if n == 3 else "",
    })  # fmt: skip
    for tariff in many(3, wms.Tariff, lambda n: {
        "name": f"Tariff {n}", "valid_from": day(100 * n),
        "per_km": Decimal("1.125") + n, "per_kg": Decimal("0.085") * (n + 1),
    }):  # fmt: skip
        tariff.customers.set(DICE.sample(customers, 8))


def arrived():
    from parties.models import Address, Client, Contact, Vendor
    from personnel.models import Course, Driver, Leave
    from shipping.models import (
        Claim,
        Inspection,
        Package,
        RateCard,
        Refuelling,
        SalesOrder,
        Stop,
        Trip,
    )
    from stock.models import Product, ProductCategory, StockItem, StockMove, Stocktake

    yield Client.objects.get(number=10014).name, "Company 2"
    yield Address.objects.get(postal_code="4007").city, "Wien"
    yield Contact.objects.get(email="p3@example.org").client.number, 10021
    yield Vendor.objects.get(name="Supplier 4").lead_time_days, 6
    driver = Driver.objects.get(licence_number="L-00002")
    yield (driver.branch.city, driver.phone, driver.full_name), ("Wien", "0664 0002", "Driver 2")
    yield Leave.objects.filter(approved=False).count(), 8
    yield Course.objects.get(hours=8).participants.count(), 6
    yield ProductCategory.objects.exclude(parent=None).count(), 3
    product = Product.objects.get(sku="SKU000022")
    yield (product.is_hazardous, product.unit.code, product.description), (True, "m", "Item no. 22")
    yield StockItem.objects.filter(product=product).count(), 1
    yield StockMove.objects.filter(user__username="clerk3", reason="bought").count(), 30
    yield Stocktake.objects.filter(is_done=True, warehouse__is_cooled=True).count(), 1
    order = SalesOrder.objects.get(number="A24-00006")
    yield (
        (order.notes, order.delivery_address.street, order.salesorderline_set.count()),
        ("ring 6 times", "Road 6", 3),
    )
    yield Trip.objects.filter(distance_km=None).count(), 5
    yield Stop.objects.filter(sequence=2, arrived_at=None).count(), 6
    package = Package.objects.get(barcode="0034000000000009")
    yield (package.signed_by, package.stop.trip.vehicle.licence_plate), ("Person 9", "L 99 AB")
    yield (
        package.trackingevent_set.order_by("occurred_at").values_list("message", flat=True),
        ["loaded", "loaded"],
    )
    yield Claim.objects.filter(is_paid=True).count(), 5
    yield Refuelling.objects.filter(odometer_km__gte=148300, liters__gt=40).count(), 1
    yield Inspection.objects.get(has_passed=False).notes, "brakes"
    yield RateCard.objects.get(title="Tariff 1").clients.count(), 8
