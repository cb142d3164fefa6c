from support.refactors.rows import Dice, looks, store

d = Dice(413, "pt")

CABINET = d.rows(
    12,
    lambda n: {
        "code": f"CAB{n:02}",
        "street": d.street(),
    },
)
LAMP = d.rows(
    160,
    lambda n: {
        "cabinet_id": d.ref(CABINET),
        "pole": f"P{n:04}",
        "installed": d.maybe(d.day(2005, 2025)),
        "config": {
            "dim": d.between(10, 100),
            "colour": d.pick([2700, 3000, 4000]),
            "always_on": d.chance(0.1),
            "group": d.pick(["north", "south"]),
        },
    },
)
FAULT = d.rows(
    90,
    lambda n: {
        "lamp_id": d.ref(LAMP),
        "reported": d.moment(2024, 2025),
        "fixed": d.maybe(d.moment(2024, 2025)),
        "cause": d.blank(d.note()),
    },
)


def fill():
    from lamps import models as m

    store(m.Cabinet, CABINET)
    store(m.Lamp, LAMP)
    store(m.Fault, FAULT)


def arrived():
    from lamps import models as m

    yield looks(m.Cabinet, CABINET, name="code", street="street")
    yield looks(
        m.Luminaire,
        LAMP,
        cabinet_id="cabinet_id",
        pole_number="pole",
        installed_on="installed",
        dim=lambda r: r["config"]["dim"],
        colour=lambda r: r["config"]["colour"],
        always_on=lambda r: r["config"]["always_on"],
        group=lambda r: r["config"]["group"],
    )
    yield looks(
        m.Incident,
        FAULT,
        luminaire_id="lamp_id",
        reported_at="reported",
        repaired_at="fixed",
        cause="cause",
    )
