from support.refactors.rows import Dice, looks, store

d = Dice(504, "en")

HALL = d.rows(
    6,
    lambda n: {
        "letter": "ABCDEF"[n - 1],
        "square_metres": d.between(2000, 20000),
    },
)
EXHIBITOR = d.rows(
    50,
    lambda n: {
        "name": d.firm(),
        "country": d.pick(["DE", "FR", "PL", "IT"]),
    },
)
PLOT = d.rows(
    80,
    lambda n: {
        "hall_id": d.ref(HALL),
        "number": f"{n:03}",
        "square_metres": d.between(9, 200),
        "corner": d.chance(0.2),
    },
)
STAND = d.rows(
    70,
    lambda n: {
        "plot_id": n,
        "exhibitor_id": d.ref(EXHIBITOR),
        "rent": d.money(900, 30000),
        "built_from": d.day(2024, 2024),
        "confirmed": d.maybe(d.moment(2023, 2024), 0.3),
    },
)
VISIT = d.rows(
    90,
    lambda n: {
        "stand_id": d.ref(STAND),
        "inspector": d.name(),
        "passed": d.chance(0.8),
        "remarks": d.blank(d.note()),
    },
)
ENTRY = d.rows(
    300,
    lambda n: {
        "ticket": f"V{n:07}",
        "gate": d.between(1, 8),
        "scanned_at": d.moment(2024, 2024),
    },
)
BILL = d.rows(
    70,
    lambda n: {
        "stand_id": n,
        "amount": d.money(900, 40000),
        "due": d.day(2024, 2025),
    },
)


def fill():
    from fair import models as m

    store(m.Hall, HALL)
    store(m.Exhibitor, EXHIBITOR)
    store(m.Plot, PLOT)
    store(m.Stand, STAND)
    store(m.Visit, VISIT)
    store(m.Entry, ENTRY)
    store(m.Bill, BILL)


def arrived():
    from fair import models as m

    yield looks(m.Hall, HALL, letter="letter", square_metres="square_metres")
    yield looks(m.Exhibitor, EXHIBITOR, name="name", country="country")
    yield looks(
        m.Stand,
        PLOT,
        hall_id="hall_id",
        number="number",
        square_metres="square_metres",
        corner="corner",
    )
    yield looks(
        m.Booking,
        STAND,
        stand_id="plot_id",
        exhibitor_id="exhibitor_id",
        rent="rent",
        built_from="built_from",
        confirmed="confirmed",
    )
    yield looks(
        m.Inspection,
        VISIT,
        booking_id="stand_id",
        inspector="inspector",
        passed="passed",
        remarks="remarks",
    )
    yield looks(m.Visit, ENTRY, ticket="ticket", gate="gate", scanned_at="scanned_at")
    yield looks(m.Bill, BILL, booking_id="stand_id", amount="amount", due="due")
