from support.refactors.rows import Dice, looks, store

d = Dice(502, "en")

SKIP = d.rows(
    6,
    lambda n: {
        "heiti": f"{d.town()} {n}",
        "smidaar": d.maybe(d.between(1970, 2020), 0.2),
        "saeti": d.between(60, 600),
        "bilar": d.between(0, 120),
    },
)
HOFN = d.rows(
    14,
    lambda n: {
        "heiti": f"{d.town()} {n}",
        "breidd": d.quarters(60, 66),
        "lengd": d.quarters(-24, -13),
    },
)
LEID = d.rows(
    10,
    lambda n: {
        "fra_id": d.ref(HOFN),
        "til_id": d.ref(HOFN),
        "minutur": d.between(20, 400),
    },
)
SIGLING = d.rows(
    140,
    lambda n: {
        "leid_id": d.ref(LEID),
        "skip_id": d.ref(SKIP),
        "brottfor": d.moment(2024, 2025),
        "koma": d.maybe(d.moment(2024, 2025), 0.3),
        "aflyst": d.chance(0.1),
    },
)
FARTHEGI = d.rows(
    120,
    lambda n: {
        "nafn": d.name(),
        "netfang": d.blank(d.mail(n), 0.2),
        "faedingardagur": d.maybe(d.day(1940, 2015), 0.4),
    },
)
BOKUN = d.rows(
    220,
    lambda n: {
        "sigling_id": d.ref(SIGLING),
        "farthegi_id": d.ref(FARTHEGI),
        "verd": d.money(5, 120),
        "greitt": d.maybe(d.moment(2024, 2025), 0.3),
    },
)
OKUTAEKI = d.rows(
    60,
    lambda n: {
        "bokun_id": d.ref(BOKUN),
        "numer": f"IS{n:04}",
        "metrar": d.money(3, 12),
    },
)


def fill():
    from ferja import models as m

    store(m.Skip, SKIP)
    store(m.Hofn, HOFN)
    store(m.Leid, LEID)
    store(m.Sigling, SIGLING)
    store(m.Farthegi, FARTHEGI)
    store(m.Bokun, BOKUN)
    store(m.Okutaeki, OKUTAEKI)


def arrived():
    from ferja import models as m

    yield looks(m.Vessel, SKIP, name="heiti", built_in="smidaar", seats="saeti", car_spaces="bilar")
    yield looks(m.Port, HOFN, name="heiti", latitude="breidd", longitude="lengd")
    yield looks(m.Line, LEID, origin_id="fra_id", destination_id="til_id", minutes="minutur")
    yield looks(
        m.Sailing,
        SIGLING,
        line_id="leid_id",
        vessel_id="skip_id",
        departs_at="brottfor",
        arrived_at="koma",
        is_cancelled="aflyst",
    )
    yield looks(m.Passenger, FARTHEGI, name="nafn", email="netfang", born_on="faedingardagur")
    yield looks(
        m.Booking,
        BOKUN,
        sailing_id="sigling_id",
        passenger_id="farthegi_id",
        fare="verd",
        paid_at="greitt",
    )
    yield looks(m.Vehicle, OKUTAEKI, booking_id="bokun_id", plate="numer", length_m="metrar")
