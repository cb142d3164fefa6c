from support.refactors.rows import Dice, looks, store

d = Dice(504, "fr")

ASTRONOMER = d.rows(
    30,
    lambda n: {
        "name": d.name(),
        "institute": d.firm(),
        "email": d.mail(n),
    },
)
INSTRUMENT = d.rows(
    8,
    lambda n: {
        "name": f"Cam {n}",
        "mounted": d.day(2016, 2025),
        "pixels": d.between(1, 90000),
    },
)
PLAN = d.rows(
    40,
    lambda n: {
        "astronomer_id": d.ref(ASTRONOMER),
        "title": f"Survey {n}",
        "abstract": d.blank(d.note()),
        "hours": d.between(1, 60),
        "accepted": d.chance(0.7),
    },
)
NIGHT = d.rows(
    90,
    lambda n: {
        "day": d.day(2016, 2025),
        "astronomer_id": d.maybe(d.ref(ASTRONOMER)),
        "moon": d.money(0, 1),
        "closed": d.chance(0.2),
    },
)
EXPOSURE = d.rows(
    300,
    lambda n: {
        "plan_id": d.ref(PLAN),
        "night_id": d.ref(NIGHT),
        "instrument_id": d.ref(INSTRUMENT),
        "seconds": d.between(30, 900),
        "gain": d.between(1, 4),
        "airmass": d.money(1, 3),
        "started": d.moment(2021, 2025),
    },
)
WEATHER_LOG = d.rows(
    120,
    lambda n: {
        "night_id": d.ref(NIGHT),
        "noted": d.moment(2021, 2025),
        "text": d.blank(d.note()),
        "severity": d.between(1, 60),
    },
)


def fill():
    from sky import models as m

    store(m.Astronomer, ASTRONOMER)
    store(m.Instrument, INSTRUMENT)
    store(m.Plan, PLAN)
    store(m.Night, NIGHT)
    store(m.Exposure, EXPOSURE)
    store(m.WeatherLog, WEATHER_LOG)


def arrived():
    from sky import models as m

    yield looks(m.Astronomer, ASTRONOMER, name="name", institute="institute", email="email")
    yield looks(m.Instrument, INSTRUMENT, name="name", mounted_on="mounted", pixels="pixels")
    yield looks(
        m.Proposal,
        PLAN,
        lead_id="astronomer_id",
        title="title",
        abstract="abstract",
        hours_wanted="hours",
        is_accepted="accepted",
    )
    yield looks(
        m.Plan, NIGHT, day="day", observer_id="astronomer_id", moon_phase="moon", is_closed="closed"
    )
    yield looks(
        m.Exposure,
        EXPOSURE,
        proposal_id="plan_id",
        plan_id="night_id",
        instrument_id="instrument_id",
        gain="gain",
        seconds="seconds",
        airmass="airmass",
        started_at="started",
    )
