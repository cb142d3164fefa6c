from support.refactors.rows import Dice, looks, store

d = Dice(208, "es")

INSTALLER = d.rows(8, lambda n: {"name": d.name(), "certified": d.chance(0.7)})
LEAD = d.rows(
    40,
    lambda n: {
        "full_name": d.name(),
        "phone": d.blank(d.phone()),
        "town": d.town(),
        "created": d.moment(2018, 2020),
    },
)
ROOF = d.rows(
    40,
    lambda n: {
        "street": d.street(),
        "town": d.town(),
        "pitch": d.between(0, 50),
        "area": d.money(20, 300),
        "south_facing": d.chance(0.5),
    },
)
JOB = d.rows(
    40,
    lambda n: {
        "roof_id": d.ref(ROOF),
        "installer_id": d.maybe(d.ref(INSTALLER), 0.2),
        "kwp": d.money(2, 30),
        "done_on": d.maybe(d.day(2022, 2025), 0.3),
    },
)


def fill():
    from solar import models as m

    store(m.Installer, INSTALLER)
    store(m.Lead, LEAD)
    store(m.Roof, ROOF)
    store(m.Job, JOB)


def arrived():
    from solar import models as m

    yield looks(m.Installer, INSTALLER, name="name", is_certified="certified")
    yield looks(
        m.Roof,
        ROOF,
        address="street",
        town="town",
        pitch_degrees="pitch",
        area_m2="area",
        faces_south="south_facing",
    )
    yield looks(
        m.Installation,
        JOB,
        roof_id="roof_id",
        installer_id="installer_id",
        peak_kw="kwp",
        completed_on="done_on",
    )
