from support.refactors.rows import Dice, looks, store

d = Dice(415, "en")

BOAT = d.rows(5, lambda n: {"name": d.last(), "seats": d.pick([8, 12, 20])})
TOUR = d.rows(
    30,
    lambda n: {
        "title": d.town() + " safari",
        "days": d.between(2, 9),
        "price": d.money(300, 2000),
        "starts_on": d.day(2023, 2025),
    },
)
TRIP = d.rows(
    80,
    lambda n: {
        "boat_id": d.ref(BOAT),
        "tour_id": d.maybe(d.ref(TOUR), 0.4),
        "site": d.town(),
        "leaves_at": d.moment(2023, 2025),
        "max_depth": d.between(8, 40),
    },
)
DIVER = d.rows(50, lambda n: {"name": d.name(), "brevet": d.pick(["OWD", "AOWD", "Rescue"])})
DIVE = d.rows(
    140,
    lambda n: {
        "trip_id": d.ref(TRIP),
        "diver_id": d.ref(DIVER),
        "minutes": d.between(15, 75),
        "bar_left": d.maybe(d.between(30, 120), 0.2),
    },
)


def fill():
    from dive import models as m

    store(m.Boat, BOAT)
    store(m.Tour, TOUR)
    store(m.Trip, TRIP)
    store(m.Diver, DIVER)
    store(m.Dive, DIVE)


def arrived():
    from dive import models as m

    yield looks(m.Boat, BOAT, name="name", seats="seats")
    yield looks(m.Trip, TOUR, title="title", days="days", price="price", starts_on="starts_on")
    yield looks(
        m.Dive,
        TRIP,
        boat_id="boat_id",
        trip_id="tour_id",
        site="site",
        leaves_at="leaves_at",
        max_depth="max_depth",
    )
    yield looks(m.Diver, DIVER, name="name", certification="brevet")
    yield looks(
        m.LogEntry,
        DIVE,
        dive_id="trip_id",
        diver_id="diver_id",
        bottom_time="minutes",
        bar_left="bar_left",
    )
