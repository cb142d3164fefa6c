from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(217, "en")

DEPOT = d.rows(5, lambda n: {"town": d.town(), "opened": d.maybe(d.day(1990, 2020), 0.4)})
TOOL = d.rows(
    60,
    lambda n: {
        "guid": d.maybe(UUID(int=d.random.getrandbits(128)), 0.2),
        "descr": d.pick(["Breaker", "Mixer", "Saw", "Tower"]) + f" {n}",
        "depot_id": d.maybe(d.ref(DEPOT), 0.2),
        "bought": d.maybe(d.day(2010, 2024), 0.3),
        "tested": d.maybe(d.moment(2024, 2025), 0.3),
        "scrapped": d.maybe(d.day(2024, 2025), 0.8),
        "cost": d.maybe(d.money(20, 9000), 0.3),
    },
)
CLIENT = d.rows(
    40,
    lambda n: {
        "name": d.firm(),
        "contact": d.maybe(d.name(), 0.4),
        "ref_uuid": d.maybe(UUID(int=d.random.getrandbits(128)), 0.5),
        "blocked": d.chance(0.1),
    },
)
HIRE = d.rows(
    100,
    lambda n: {
        "tool_id": d.ref(TOOL),
        "client_id": d.ref(CLIENT),
        "out": d.moment(2023, 2025),
        "back": d.maybe(d.moment(2023, 2025), 0.3),
        "due": d.maybe(d.day(2024, 2025), 0.2),
        "token": d.maybe(UUID(int=d.random.getrandbits(128)), 0.3),
        "deposit": d.maybe(d.money(20, 300), 0.4),
    },
)


def fill():
    from hire import models as m

    store(m.Depot, DEPOT)
    store(m.Tool, TOOL)
    store(m.Client, CLIENT)
    store(m.Hire, HIRE)


def arrived():
    from hire import models as m

    yield looks(m.Yard, DEPOT, place="town", open_since="opened")
    yield looks(
        m.Asset,
        TOOL,
        external_id="guid",
        description="descr",
        home_yard_id="depot_id",
        purchased_on="bought",
        last_tested_at="tested",
        scrapped_on="scrapped",
        purchase_price="cost",
    )
    yield looks(
        m.Customer,
        CLIENT,
        name="name",
        contact_name="contact",
        portal_key="ref_uuid",
        is_locked="blocked",
    )
    yield looks(
        m.Rental,
        HIRE,
        asset_id="tool_id",
        customer_id="client_id",
        handed_over_at="out",
        brought_back_at="back",
        expected_back_on="due",
        signature_id="token",
        deposit_paid="deposit",
    )
