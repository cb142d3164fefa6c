from support.refactors.rows import Dice, looks, store

d = Dice(503, "en")

OPERATOR = d.rows(
    6,
    lambda n: {
        "name": d.firm(),
        "licence": d.digits(8),
    },
)
LINE = d.rows(
    18,
    lambda n: {
        "operator_id": d.ref(OPERATOR),
        "code": f"L{n}",
        "name": d.town(),
        "since": d.day(2016, 2025),
    },
)
ROUTE = d.rows(
    60,
    lambda n: {
        "line_id": d.ref(LINE),
        "name": d.town(),
        "minutes": d.between(1, 60),
        "since": d.day(2016, 2025),
    },
)
STOP = d.rows(
    80,
    lambda n: {
        "name": d.street(),
        "latitude": d.quarters(40, 60),
        "longitude": d.quarters(-5, 15),
        "sheltered": d.chance(0.7),
    },
)
HALT = d.rows(
    240,
    lambda n: {
        "route_id": d.ref(ROUTE),
        "stop_id": d.ref(STOP),
        "position": d.between(1, 60),
        "offset": d.between(1, 60),
    },
)
TRIP = d.rows(
    200,
    lambda n: {
        "route_id": d.ref(ROUTE),
        "leaves": d.moment(2021, 2025),
        "vehicle": f"B{d.digits(4)}",
    },
)


def fill():
    from transit import models as m

    store(m.Operator, OPERATOR)
    store(m.Line, LINE)
    store(m.Route, ROUTE)
    store(m.Stop, STOP)
    store(m.Halt, HALT)
    store(m.Trip, TRIP)


def arrived():
    from transit import models as m

    yield looks(m.Operator, OPERATOR, name="name", licence="licence")
    yield looks(m.Route, LINE, operator_id="operator_id", code="code", name="name", since="since")
    yield looks(m.Line, ROUTE, route_id="line_id", name="name", minutes="minutes", since="since")
    yield looks(
        m.Stop,
        STOP,
        name="name",
        latitude="latitude",
        longitude="longitude",
        has_shelter="sheltered",
    )
    yield looks(
        m.Halt, HALT, line_id="route_id", stop_id="stop_id", position="position", offset="offset"
    )
    yield looks(m.Trip, TRIP, line_id="route_id", leaves="leaves", vehicle="vehicle")
