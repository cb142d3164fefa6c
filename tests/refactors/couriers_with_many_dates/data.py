from decimal import Decimal
from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(418, "pl")

DEPOT = d.rows(
    10,
    lambda n: {
        "name": d.town(),
        "opened": d.maybe(d.day(1990, 2020)),
    },
)
PARCEL = d.rows(
    150,
    lambda n: {
        "token": UUID(int=n * 7919),
        "depot_id": d.ref(DEPOT),
        "accepted": d.moment(2024, 2024),
        "scanned": d.maybe(d.moment(2024, 2025)),
        "handed_over": d.maybe(d.moment(2025, 2025), 0.4),
        "due": d.maybe(d.day(2024, 2025)),
        "grams": d.between(50, 30000),
    },
)
ATTEMPT = d.rows(
    120,
    lambda n: {
        "parcel_id": d.ref(PARCEL),
        "tried": d.moment(2024, 2025),
        "outcome": d.pick(["no one", "refused", "done"]),
    },
)


def fill():
    from courier import models as m

    store(m.Depot, DEPOT)
    store(m.Parcel, PARCEL)
    store(m.Attempt, ATTEMPT)


def arrived():
    from courier import models as m

    yield looks(m.Hub, DEPOT, name="name", opened_on="opened")
    yield looks(
        m.Shipment,
        PARCEL,
        public_id="token",
        hub_id="depot_id",
        accepted_at="accepted",
        last_scanned_at="scanned",
        delivered_at="handed_over",
        promised_on="due",
        weight_kg=lambda r: Decimal(r["grams"]) / 1000,
    )
    yield looks(
        m.DeliveryAttempt, ATTEMPT, shipment_id="parcel_id", attempted_at="tried", result="outcome"
    )
