from support.refactors.rows import Dice, looks, store

d = Dice(212, "de")

SITE = d.rows(12, lambda n: {"street": d.street(), "town": d.town()})
BOILER = d.rows(
    40,
    lambda n: {
        "site_id": d.ref(SITE),
        "serial": f"HZ{n:03}{d.digits(5)}",
        "built": d.maybe(d.day(2001, 2024), 0.2),
    },
)
SETTINGS = [
    {
        **({"flow_temp": str(d.between(35, 75))} if d.chance(0.8) else {}),
        **({"eco": d.pick(["on", "off"])} if d.chance(0.7) else {}),
        **({"label": d.pick(["Keller", "Dach", "Küche"])} if d.chance(0.4) else {}),
    }
    for _ in BOILER
]


def fill():
    from heat import models as m

    store(m.Site, SITE)
    store(m.Boiler, BOILER)
    rows = [
        {"boiler_id": n, "name": name, "value": value}
        for n, own in enumerate(SETTINGS, 1)
        for name, value in own.items()
    ]
    store(m.Setting, rows)


def arrived():
    from heat import models as m

    yield looks(m.Site, SITE, address="street", city="town")
    yield looks(
        m.Boiler,
        BOILER,
        site_id="site_id",
        serial_number="serial",
        built_on="built",
        flow_temperature=lambda r: (
            SETTINGS[BOILER.index(r)].get("flow_temp")
            and int(SETTINGS[BOILER.index(r)]["flow_temp"])
        ),
        eco_mode=lambda r: SETTINGS[BOILER.index(r)].get("eco") == "on",
        nickname=lambda r: SETTINGS[BOILER.index(r)].get("label", ""),
    )
