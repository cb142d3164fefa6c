from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(613, "de")

FARM = d.rows(
    60,
    lambda n: {
        "name": d.last(),
        "hectares": d.money(3, 400),
        "organic": d.chance(0.3),
        "resigned": d.chance(0.2),
        "grazing": d.chance(0.3),
        "hint": d.blank(d.note()),
        "entered": d.moment(),
    },
)
MACHINE = d.rows(
    40,
    lambda n: {
        "label": d.last(),
        "serial": f"KX{n:04}",
        "bought": d.day(),
        "sold": d.maybe(d.day()),
        "rate": d.money(3, 400),
    },
)
OPERATOR = d.rows(
    30,
    lambda n: {
        "name": d.name(),
        "permit": d.pick(["T", "L", "CE"]),
    },
)
BOOKING = d.rows(
    140,
    lambda n: {
        "farm_id": d.ref(FARM),
        "machine_id": d.ref(MACHINE),
        "operator_id": d.maybe(d.ref(OPERATOR)),
        "from_": d.moment(2024, 2024),
        "until": d.maybe(d.moment(2025, 2025)),
        "hours": Decimal(d.between(10, 900)) / 10,
        "state": d.pick(["open", "done", "void"]),
    },
)
REPAIR = d.rows(
    50,
    lambda n: {
        "machine_id": d.ref(MACHINE),
        "done": d.day(),
        "cost": d.money(3, 400),
    },
)
FUEL = d.rows(
    90,
    lambda n: {
        "machine_id": d.ref(MACHINE),
        "taken": d.day(),
        "litres": Decimal(d.between(10, 900)) / 10,
    },
)


def fill():
    from ring import models as m

    store(m.Farm, FARM)
    store(m.Machine, MACHINE)
    store(m.Operator, OPERATOR)
    store(m.Booking, BOOKING)
    store(m.Repair, REPAIR)
    store(m.Fuel, FUEL)


def arrived():
    from ring import models as m

    yield looks(
        m.Holding,
        FARM,
        name="name",
        area="hectares",
        is_organic="organic",
        is_member=lambda r: not r["resigned"],
        has_workshop=lambda r: False,
        notes="hint",
        recorded_at="entered",
    )
    yield looks(
        m.Implement,
        MACHINE,
        name="label",
        serial_number="serial",
        acquired_on="bought",
        inspected_on=lambda r: None,
        hourly_rate="rate",
    )
    yield looks(m.Driver, OPERATOR, full_name="name", licence_class="permit")
    yield looks(
        m.Hire,
        BOOKING,
        holding_id="farm_id",
        implement_id="machine_id",
        driver_id="operator_id",
        starts_at="from_",
        ends_at="until",
        duration_hours="hours",
        status="state",
    )
    yield looks(m.Refuelling, FUEL, implement_id="machine_id", fuelled_on="taken", litres="litres")
