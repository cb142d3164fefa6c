from support.refactors.rows import Dice, looks, store

d = Dice(407, "en")

FLOOR = d.rows(4, lambda n: {"label": f"Floor {n}"})
PLACE = d.rows(
    50,
    lambda n: {
        "floor_id": d.ref(FLOOR),
        "number": f"P{n:03}",
        "by_window": d.chance(0.3),
        "width_cm": d.pick([120, 140, 160]),
    },
)
GUEST = d.rows(
    60, lambda n: {"name": d.name(), "email": d.blank(d.mail(n)), "company": d.blank(d.firm())}
)
DESK = d.rows(
    55,
    lambda n: {
        "guest_id": d.ref(GUEST),
        "place_id": d.maybe(d.ref(PLACE), 0.3),
        "monthly_fee": d.money(90, 600),
        "starts_on": d.day(2021, 2025),
        "ends_on": d.maybe(d.day(2025, 2026), 0.5),
    },
)
SUBSCRIPTION = d.rows(
    40,
    lambda n: {
        "guest_id": d.ref(GUEST),
        "topic": d.pick(["events", "offers", "news"]),
        "confirmed": d.chance(0.8),
    },
)
PAYMENT = d.rows(
    120,
    lambda n: {"desk_id": d.ref(DESK), "paid_at": d.moment(2023, 2025), "amount": d.money(90, 600)},
)


def fill():
    from cowork import models as m

    store(m.Floor, FLOOR)
    store(m.Place, PLACE)
    store(m.Guest, GUEST)
    store(m.Desk, DESK)
    store(m.Subscription, SUBSCRIPTION)
    store(m.Payment, PAYMENT)


def arrived():
    from cowork import models as m

    yield looks(m.Floor, FLOOR, label="label")
    yield looks(
        m.Desk,
        PLACE,
        floor_id="floor_id",
        number="number",
        by_window="by_window",
        width_cm="width_cm",
    )
    yield looks(m.Guest, GUEST, name="name", email="email", company="company")
    yield looks(
        m.Subscription,
        DESK,
        guest_id="guest_id",
        desk_id="place_id",
        monthly_fee="monthly_fee",
        starts_on="starts_on",
        ends_on="ends_on",
    )
    yield looks(m.Mailing, SUBSCRIPTION, guest_id="guest_id", topic="topic", confirmed="confirmed")
    yield looks(m.Payment, PAYMENT, subscription_id="desk_id", paid_at="paid_at", amount="amount")
