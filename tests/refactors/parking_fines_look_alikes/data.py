from support.refactors.rows import Dice, looks, store

d = Dice(506, "en")

WARDEN = d.rows(
    20,
    lambda n: {
        "badge": f"W{n:04}",
        "name": d.name(),
        "since": d.day(2005, 2024),
    },
)
ZONE = d.rows(
    15,
    lambda n: {
        "letter": d.town() + f" {n}",
        "tariff": d.between(1, 9),
    },
)
VEHICLE = d.rows(
    90,
    lambda n: {
        "plate": f"{d.pick(['AB', 'XK'])}{n:05}",
        "make": d.pick(["Fiat", "Opel", "Dacia"]),
        "colour": d.blank(d.pick(["red", "grey"])),
    },
)
TICKET = d.rows(
    150,
    lambda n: {
        "warden_id": d.ref(WARDEN),
        "vehicle_id": d.ref(VEHICLE),
        "zone_id": d.ref(ZONE),
        "written": d.moment(2024, 2025),
        "street": d.street(),
        "amount": d.money(10, 120),
        "towed": d.chance(0.2),
        "photographed": d.maybe(d.day(2024, 2025)),
    },
)
PAYMENT = d.rows(
    80,
    lambda n: {
        "ticket_id": d.ref(TICKET),
        "sum": d.money(10, 120),
        "on": d.day(2024, 2025),
    },
)
APPEAL = d.rows(
    30,
    lambda n: {
        "author": d.name(),
        "text": d.note(),
        "received": d.day(2024, 2025),
    },
)


def fill():
    from fines import models as m

    store(m.Warden, WARDEN)
    store(m.Zone, ZONE)
    store(m.Vehicle, VEHICLE)
    store(m.Ticket, TICKET)
    store(m.Payment, PAYMENT)
    store(m.Appeal, APPEAL)


def arrived():
    from fines import models as m

    yield looks(m.Officer, WARDEN, badge_number="badge", full_name="name", employed_since="since")
    yield looks(m.Zone, ZONE, name="letter")
    yield looks(m.Car, VEHICLE, registration="plate", brand="make", colour="colour")
    yield looks(
        m.Notice,
        TICKET,
        officer_id="warden_id",
        car_id="vehicle_id",
        zone_id="zone_id",
        issued_at="written",
        location="street",
        fine="amount",
    )
    yield looks(m.Payment, PAYMENT, notice_id="ticket_id", amount="sum", paid_on="on")
