from datetime import UTC, datetime, timedelta
from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(216, "en")

TARIFF = d.rows(
    8,
    lambda n: {
        "name": d.pick(["Day", "Night", "Event"]) + f" {n}",
        "per_hour": d.between(50, 900),
        "free_min": d.pick([0, 10, 15]),
        "discount": d.pick([0, 5, 10, 25]),
    },
)
GATE = d.rows(6, lambda n: {"label": f"Gate {n}", "exit_only": n % 2 == 0})
STAY = d.rows(
    140,
    lambda n: {
        "gate_id": d.ref(GATE),
        "tariff_id": d.ref(TARIFF),
        "plate": f"{d.pick(['AB', 'KX'])}{d.digits(2)} {d.pick(['XYZ', 'QRS'])}",
        "in_ts": 1700000000 + d.between(0, 9000000),
        "out_ts": d.maybe(1710000000 + d.between(0, 90000), 0.2),
        "minutes": d.maybe(d.between(1, 900), 0.2),
        "fee": d.maybe(d.between(0, 9000), 0.2),
    },
)


def fill():
    from park import models as m

    store(m.Tariff, TARIFF)
    store(m.Gate, GATE)
    store(m.Stay, STAY)


def arrived():
    from park import models as m

    yield looks(
        m.Tariff,
        TARIFF,
        name="name",
        hourly_rate=lambda r: Decimal(r["per_hour"]) / 100,
        grace_period=lambda r: timedelta(minutes=r["free_min"]),
        discount_share=lambda r: Decimal(r["discount"]) / 100,
    )
    yield looks(m.Gate, GATE, label="label", is_exit_only="exit_only")
    yield looks(
        m.Stay,
        STAY,
        entry_gate_id="gate_id",
        tariff_id="tariff_id",
        licence_plate="plate",
        entered_at=lambda r: datetime.fromtimestamp(r["in_ts"], UTC),
        left_at=lambda r: None if r["out_ts"] is None else datetime.fromtimestamp(r["out_ts"], UTC),
        length=lambda r: None if r["minutes"] is None else timedelta(minutes=r["minutes"]),
        charge=lambda r: None if r["fee"] is None else Decimal(r["fee"]) / 100,
    )
