from support.refactors.rows import Dice, looks, store

d = Dice(404, "en")

HAT = d.rows(
    5, lambda n: {"no": f"T{n}", "ad": d.town() + " – " + d.town(), "acilis": d.day(1990, 2020)}
)
DURAK = d.rows(
    40,
    lambda n: {
        "ad": d.town() + f" {n}",
        "enl": d.money(40, 42),
        "boyl": d.money(28, 32),
        "engelli": d.chance(0.7),
    },
)
HAT_DURAK = d.rows(
    90,
    lambda n: {
        "hat_id": d.ref(HAT),
        "durak_id": d.ref(DURAK),
        "sira": d.between(1, 30),
        "sure_sn": d.between(40, 300),
    },
)
ARAC = d.rows(
    24,
    lambda n: {
        "filo_no": f"{800 + n}",
        "imal": d.between(1998, 2022),
        "kap": d.pick([120, 200, 300]),
    },
)
SURUCU = d.rows(
    35,
    lambda n: {
        "ad": d.first(),
        "soyad": d.last(),
        "sicil": f"S{n:05}",
        "ise_giris": d.day(1995, 2024),
    },
)
SEFER = d.rows(
    150,
    lambda n: {
        "hat_id": d.ref(HAT),
        "arac_id": d.ref(ARAC),
        "surucu_id": d.maybe(d.ref(SURUCU), 0.1),
        "kalkis": d.moment(2024, 2025),
        "varis": d.maybe(d.moment(2024, 2025), 0.1),
        "yolcu": d.maybe(d.between(3, 400), 0.2),
    },
)
ARIZA = d.rows(
    60,
    lambda n: {
        "arac_id": d.ref(ARAC),
        "bildirildi": d.moment(2023, 2025),
        "onem": d.pick([1, 2, 2, 3]),
        "acik": d.note(),
        "giderildi": d.maybe(d.moment(2023, 2025), 0.3),
    },
)


def fill():
    from tramvay import models as m

    store(m.Hat, HAT)
    store(m.Durak, DURAK)
    store(m.HatDurak, HAT_DURAK)
    store(m.Arac, ARAC)
    store(m.Surucu, SURUCU)
    store(m.Sefer, SEFER)
    store(m.Ariza, ARIZA)


def arrived():
    from trams import models as m

    yield looks(m.Line, HAT, number="no", name="ad", opened_on="acilis")
    yield looks(m.Stop, DURAK, name="ad", latitude="enl", longitude="boyl", is_step_free="engelli")
    yield looks(
        m.LineStop,
        HAT_DURAK,
        line_id="hat_id",
        stop_id="durak_id",
        position="sira",
        seconds_to_next="sure_sn",
    )
    yield looks(m.Tram, ARAC, fleet_number="filo_no", built_in="imal", capacity="kap")
    yield looks(
        m.Driver,
        SURUCU,
        first_name="ad",
        last_name="soyad",
        staff_number="sicil",
        hired_on="ise_giris",
    )
    yield looks(
        m.Run,
        SEFER,
        line_id="hat_id",
        tram_id="arac_id",
        driver_id="surucu_id",
        departs_at="kalkis",
        arrives_at="varis",
        passengers="yolcu",
    )
    yield looks(
        m.Fault,
        ARIZA,
        tram_id="arac_id",
        reported_at="bildirildi",
        severity=lambda r: {1: "low", 2: "medium", 3: "high"}[r["onem"]],
        description="acik",
        fixed_at="giderildi",
    )
