from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(407, "it")

SHIPPER = d.rows(
    25,
    lambda n: {
        "name": d.firm(),
        "city": d.town(),
    },
)
CONSIGNMENT = d.rows(
    140,
    lambda n: {
        "shipper_id": d.ref(SHIPPER),
        "reference": f"C{n:08}",
        "weight": Decimal(d.between(100, 90000)) / 1000,
        "volume": Decimal(d.between(1000, 240000)) / 10,
        "collected": d.day(2024, 2025),
    },
)
TRUCK = d.rows(
    12,
    lambda n: {
        "plate": f"CH {n:05}",
        "payload": d.between(3000, 25000),
    },
)
LEG = d.rows(
    200,
    lambda n: {
        "consignment_id": d.ref(CONSIGNMENT),
        "truck_id": d.ref(TRUCK),
        "km": d.between(5, 1800),
    },
)


def fill():
    from freight import models as m

    store(m.Shipper, SHIPPER)
    store(m.Consignment, CONSIGNMENT)
    store(m.Truck, TRUCK)
    store(m.Leg, LEG)


def arrived():
    from freight import models as m

    yield looks(m.Shipper, SHIPPER, name="name", town="city")
    yield looks(
        m.Consignment,
        CONSIGNMENT,
        shipper_id="shipper_id",
        reference="reference",
        volume="weight",
        weight="volume",
        collected_on="collected",
    )
    yield looks(m.Truck, TRUCK, plate="plate", max_load_kg="payload")
    yield looks(m.Leg, LEG, consignment_id="consignment_id", truck_id="truck_id", distance_km="km")
