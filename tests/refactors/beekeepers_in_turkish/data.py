from support.refactors.rows import Dice, looks, store

d = Dice(402, "pl")

ARICI = d.rows(
    30,
    lambda n: {
        "ad": d.first(),
        "soyad": d.last(),
        "telefon": d.blank(d.phone()),
        "uye_no": f"U{n:05}",
    },
)
ARILIK = d.rows(
    25,
    lambda n: {
        "arici_id": d.ref(ARICI),
        "yer": d.town(),
        "enlem": d.quarters(36, 42),
        "boylam": d.quarters(100, 145),
    },
)
KOVAN = d.rows(
    90,
    lambda n: {
        "arilik_id": d.ref(ARILIK),
        "numara": n,
        "durum": d.pick(["guclu", "zayif", "olu"]),
        "kurulus": d.maybe(d.day(2015, 2024)),
    },
)
MUAYENE = d.rows(
    150,
    lambda n: {
        "kovan_id": d.ref(KOVAN),
        "tarih": d.day(2022, 2025),
        "sicaklik": d.maybe(d.between(5, 40)),
        "ana_ari_goruldu": d.chance(0.6),
        "notlar": d.blank(d.note()),
    },
)
HASAT = d.rows(
    80,
    lambda n: {
        "kovan_id": d.ref(KOVAN),
        "tarih": d.day(2022, 2025),
        "miktar": d.money(1, 40),
    },
)


def fill():
    from ari import models as m

    store(m.Arici, ARICI)
    store(m.Arilik, ARILIK)
    store(m.Kovan, KOVAN)
    store(m.Muayene, MUAYENE)
    store(m.Hasat, HASAT)


def arrived():
    from ari import models as m

    yield looks(
        m.Beekeeper,
        ARICI,
        first_name="ad",
        last_name="soyad",
        phone="telefon",
        member_number="uye_no",
    )
    yield looks(
        m.Apiary, ARILIK, beekeeper_id="arici_id", place="yer", latitude="enlem", longitude="boylam"
    )
    yield looks(
        m.Hive,
        KOVAN,
        apiary_id="arilik_id",
        number="numara",
        condition=lambda r: {"guclu": "strong", "zayif": "weak", "olu": "dead"}[r["durum"]],
        founded_on="kurulus",
    )
    yield looks(
        m.Inspection,
        MUAYENE,
        hive_id="kovan_id",
        inspected_on="tarih",
        temperature="sicaklik",
        queen_seen="ana_ari_goruldu",
        notes="notlar",
    )
    yield looks(m.Harvest, HASAT, hive_id="kovan_id", harvested_on="tarih", kilograms="miktar")
