from support.refactors.rows import Dice, looks, store

d = Dice(203, "en")

QUOTE = d.rows(
    30,
    lambda n: {
        "number": f"Q{n:04}",
        "client": d.name(),
        "total": d.money(100, 90000),
        "sent_on": d.maybe(d.day(2023, 2025), 0.2),
        "accepted": d.chance(0.4),
    },
)
OFFER = d.rows(
    25,
    lambda n: {
        "number": f"F{n:04}",
        "client": d.firm(),
        "total": d.money(100, 90000),
        "sent_on": d.maybe(d.day(2023, 2025), 0.2),
        "accepted": d.chance(0.3),
    },
)
POSITION = d.rows(
    90,
    lambda n: {
        "quote_id": d.ref(QUOTE),
        "description": d.pick(["Bricklaying", "Scaffold", "Skip hire", "Plaster"]),
        "hours": d.money(1, 90),
    },
)


def fill():
    from build import models as m

    store(m.Quote, QUOTE)
    store(m.Offer, OFFER)
    store(m.Position, POSITION)


def arrived():
    from build import models as m

    yield looks(
        m.Offer,
        QUOTE,
        number="number",
        client="client",
        total="total",
        sent_on="sent_on",
        accepted="accepted",
    )
    yield looks(
        m.Quote,
        OFFER,
        number="number",
        client="client",
        total="total",
        sent_on="sent_on",
        accepted="accepted",
    )
    yield looks(m.Position, POSITION, offer_id="quote_id", description="description", hours="hours")
