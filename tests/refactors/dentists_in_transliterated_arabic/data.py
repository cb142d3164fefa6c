from support.refactors.rows import Dice, looks, store

d = Dice(610, "en")

TABEEB = d.rows(
    9,
    lambda n: {
        "ism": d.name(),
        "rukhsa": f"KX{n:04}",
        "mutaqaid": d.chance(0.1),
    },
)
MAREED = d.rows(
    120,
    lambda n: {
        "ism": d.name(),
        "hatif": d.blank(d.phone()),
        "meelad": d.day(1940, 2018),
        "hassasiya": d.chance(0.2),
        "mudakhin": d.chance(0.4),
    },
)
MAWID = d.rows(
    200,
    lambda n: {
        "mareed_id": d.ref(MAREED),
        "tabeeb_id": d.ref(TABEEB),
        "bidaya": d.moment(2023, 2023),
        "nihaya": d.moment(2024, 2024),
    },
)
ILAJ = d.rows(
    150,
    lambda n: {
        "mawid_id": d.ref(MAWID),
        "sin": d.between(11, 48),
        "wasf": d.note(),
        "thaman": d.money(3, 400),
    },
)
DAFA = d.rows(
    120,
    lambda n: {
        "ilaj_id": d.ref(ILAJ),
        "mablagh": d.money(3, 400),
        "yawm": d.day(),
    },
)


def fill():
    from asnan import models as m

    store(m.Tabeeb, TABEEB)
    store(m.Mareed, MAREED)
    store(m.Mawid, MAWID)
    store(m.Ilaj, ILAJ)
    store(m.Dafa, DAFA)


def arrived():
    from asnan import models as m

    yield looks(m.Dentist, TABEEB, name="ism", licence="rukhsa", is_retired="mutaqaid")
    yield looks(
        m.Patient,
        MAREED,
        name="ism",
        phone="hatif",
        born_on="meelad",
        has_allergies="hassasiya",
        smokes="mudakhin",
    )
    yield looks(
        m.Appointment,
        MAWID,
        patient_id="mareed_id",
        dentist_id="tabeeb_id",
        starts_at="bidaya",
        ends_at="nihaya",
    )
    yield looks(
        m.Treatment, ILAJ, appointment_id="mawid_id", tooth="sin", description="wasf", fee="thaman"
    )
    yield looks(m.Payment, DAFA, treatment_id="ilaj_id", amount="mablagh", paid_on="yawm")
