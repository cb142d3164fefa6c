from datetime import date

from support.refactors.rows import Dice, looks, store

d = Dice(211, "pl")

CONSUMER = d.rows(
    40, lambda n: {"name": d.name(), "street": d.street(), "persons": d.maybe(d.between(1, 7), 0.2)}
)
METER = d.rows(
    50,
    lambda n: {
        "consumer_id": d.ref(CONSUMER),
        "serial": f"W{n:03}{d.digits(7)}",
        "fitted": d.day(2005, 2024),
        "removed": d.maybe(d.day(2020, 2025), 0.9),
    },
)
YEARREADING = d.rows(
    60,
    lambda n: {
        "meter_id": d.ref(METER),
        "year": 2020 + n % 5,
        "m01": d.maybe(d.between(1, 90), 0.1),
        "m02": d.maybe(d.between(1, 90), 0.1),
        "m03": d.maybe(d.between(1, 90), 0.1),
        "m04": d.maybe(d.between(1, 90), 0.1),
        "m05": d.maybe(d.between(1, 90), 0.1),
        "m06": d.maybe(d.between(1, 90), 0.1),
        "m07": d.maybe(d.between(1, 90), 0.1),
        "m08": d.maybe(d.between(1, 90), 0.1),
        "m09": d.maybe(d.between(1, 90), 0.1),
        "m10": d.maybe(d.between(1, 90), 0.1),
        "m11": d.maybe(d.between(1, 90), 0.1),
        "m12": d.maybe(d.between(1, 90), 0.1),
    },
)


def fill():
    from water import models as m

    store(m.Consumer, CONSUMER)
    store(m.Meter, METER)
    store(m.YearReading, YEARREADING)


def arrived():
    from water import models as m

    yield looks(m.Household, CONSUMER, holder="name", address="street", occupants="persons")
    yield looks(
        m.Meter,
        METER,
        household_id="consumer_id",
        serial_number="serial",
        installed_on="fitted",
        removed_on="removed",
    )
    wanted = [
        (r["meter_id"], date(r["year"], month, 1), r[f"m{month:02}"])
        for r in YEARREADING
        for month in range(1, 13)
        if r[f"m{month:02}"] is not None
    ]
    yield m.Reading.objects.order_by("pk").values_list("meter_id", "month", "cubic_metres"), wanted
