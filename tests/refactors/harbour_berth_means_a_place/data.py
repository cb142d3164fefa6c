from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(406, "nl")

MOORING = d.rows(
    30,
    lambda n: {
        "code": f"B{n:02}",
        "length_m": Decimal(d.between(60, 400)) / 10,
        "depth_m": Decimal(d.between(15, 60)) / 10,
        "has_power": d.chance(0.6),
    },
)
BOAT = d.rows(
    60,
    lambda n: {
        "name": d.last() + f" {n}",
        "owner": d.name(),
        "length_m": Decimal(d.between(50, 380)) / 10,
        "flag": d.pick(["NL", "DE", "GB"]),
    },
)
BERTH = d.rows(
    150,
    lambda n: {
        "boat_id": d.ref(BOAT),
        "mooring_id": d.ref(MOORING),
        "arrived": d.moment(2024, 2025),
        "left": d.maybe(d.moment(2024, 2025)),
        "fee": d.money(10, 900),
    },
)
INVOICE = d.rows(
    100,
    lambda n: {
        "berth_id": d.ref(BERTH),
        "issued": d.day(2024, 2025),
        "paid": d.maybe(d.day(2024, 2025)),
    },
)


def fill():
    from port import models as m

    store(m.Mooring, MOORING)
    store(m.Boat, BOAT)
    store(m.Berth, BERTH)
    store(m.Invoice, INVOICE)


def arrived():
    from port import models as m

    yield looks(
        m.Berth, MOORING, code="code", metres="length_m", draught_limit="depth_m", power="has_power"
    )
    yield looks(
        m.Vessel, BOAT, name="name", owner_name="owner", metres="length_m", flag_state="flag"
    )
    yield looks(
        m.Call,
        BERTH,
        vessel_id="boat_id",
        berth_id="mooring_id",
        arrived_at="arrived",
        departed_at="left",
        dues="fee",
    )
    yield looks(m.Invoice, INVOICE, call_id="berth_id", issued_on="issued", paid_on="paid")
