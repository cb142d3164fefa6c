from support.refactors.rows import Dice, looks, store

d = Dice(505, "fr")

TITLE = d.rows(
    40,
    lambda n: {
        "name": f"{d.last()} {n}",
        "year": d.between(1910, 2020),
        "number": f"FA-{n:05}",
        "code": d.between(1000, 9999),
    },
)
PRINT = d.rows(
    80,
    lambda n: {
        "title_id": d.ref(TITLE),
        "gauge": d.pick(["16", "35", "70"]),
        "bought": d.maybe(d.day(1960, 2020)),
    },
)
REEL = d.rows(
    200,
    lambda n: {
        "print_id": d.ref(PRINT),
        "position": n % 9 + 1,
        "metres": d.between(100, 650),
        "shrunk": d.quarters(0, 3),
    },
)
DEPOSIT = d.rows(
    40,
    lambda n: {
        "title_id": d.ref(TITLE),
        "donor": d.name(),
        "on": d.day(1970, 2024),
    },
)
SCREENING = d.rows(
    60,
    lambda n: {
        "reel_id": d.ref(REEL),
        "place": d.town(),
        "at": d.moment(2015, 2025),
        "seats": d.between(30, 400),
    },
)


def fill():
    from archive import models as m

    store(m.Title, TITLE)
    store(m.Print, PRINT)
    store(m.Reel, REEL)
    store(m.Deposit, DEPOSIT)
    store(m.Screening, SCREENING)


def arrived():
    from archive import models as m

    yield looks(m.Title, TITLE, name="name", year="year", code="number", number="code")
    yield looks(m.Reel, PRINT, title_id="title_id", gauge="gauge", bought="bought")
    yield looks(
        m.Print, REEL, reel_id="print_id", position="position", metres="metres", shrunk="shrunk"
    )
    yield looks(m.Accession, DEPOSIT, title_id="title_id", given_by="donor", given_on="on")
    yield looks(
        m.Screening, SCREENING, print_id="reel_id", venue="place", starts_at="at", seats="seats"
    )
