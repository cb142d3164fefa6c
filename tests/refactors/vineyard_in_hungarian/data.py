from support.refactors.rows import Dice, looks, store

d = Dice(502, "it")

DULO = d.rows(
    12,
    lambda n: {
        "nev": d.last(),
        "terulet": d.money(1, 40),
        "lejtes": d.maybe(d.between(1, 60)),
        "bio": d.chance(0.7),
    },
)
FAJTA = d.rows(
    9,
    lambda n: {
        "nev": d.first(),
        "szin": d.pick(["white", "red"]),
    },
)
ULTETES = d.rows(
    30,
    lambda n: {
        "dulo_id": d.ref(DULO),
        "fajta_id": d.ref(FAJTA),
        "ev": d.between(1965, 2020),
        "tokeszam": d.between(100, 9000),
    },
)
SZURET = d.rows(
    80,
    lambda n: {
        "ultetes_id": d.ref(ULTETES),
        "kezdet": d.day(2016, 2025),
        "veg": d.maybe(d.day(2016, 2025)),
        "mennyiseg": d.money(100, 9000),
        "cukorfok": d.money(12, 30),
        "megjegyzes": d.blank(d.note()),
    },
)
HORDO = d.rows(
    45,
    lambda n: {
        "szam": f"H{n:04}",
        "urtartalom": d.between(100, 600),
        "fa": d.pick(["acacia", "oak", "mulberry"]),
        "eves": d.between(0, 12),
    },
)
BOR = d.rows(
    50,
    lambda n: {
        "szuret_id": d.ref(SZURET),
        "hordo_id": d.maybe(d.ref(HORDO)),
        "megnevezes": f"Bor {n}",
        "alkohol": d.money(10, 15),
        "kesz": d.chance(0.7),
    },
)
PRESELES = d.rows(
    70,
    lambda n: {
        "szuret_id": d.ref(SZURET),
        "idopont": d.moment(2021, 2025),
        "liter": d.money(1, 900),
        "megjegyzes": d.blank(d.note()),
    },
)
VEVO = d.rows(
    40,
    lambda n: {
        "nev": d.name(),
        "varos": d.town(),
        "telefon": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
    },
)
RENDELES = d.rows(
    110,
    lambda n: {
        "vevo_id": d.ref(VEVO),
        "bor_id": d.ref(BOR),
        "darab": d.between(1, 60),
        "ar": d.money(1, 900),
        "datum": d.day(2016, 2025),
        "kifizetve": d.chance(0.7),
    },
)


def fill():
    from szolo import models as m

    store(m.Dulo, DULO)
    store(m.Fajta, FAJTA)
    store(m.Ultetes, ULTETES)
    store(m.Szuret, SZURET)
    store(m.Hordo, HORDO)
    store(m.Bor, BOR)
    store(m.Preseles, PRESELES)
    store(m.Vevo, VEVO)
    store(m.Rendeles, RENDELES)


def arrived():
    from vineyard import models as m

    yield looks(m.Plot, DULO, name="nev", area_ha="terulet", slope="lejtes", is_organic="bio")
    yield looks(m.Grape, FAJTA, name="nev", colour="szin")
    yield looks(
        m.Planting, ULTETES, plot_id="dulo_id", grape_id="fajta_id", year="ev", vines="tokeszam"
    )
    yield looks(
        m.Harvest,
        SZURET,
        planting_id="ultetes_id",
        started_on="kezdet",
        ended_on="veg",
        quantity_kg="mennyiseg",
        sugar="cukorfok",
        remarks="megjegyzes",
    )
    yield looks(
        m.Barrel, HORDO, number="szam", capacity_l="urtartalom", wood="fa", age_years="eves"
    )
    yield looks(
        m.Wine,
        BOR,
        harvest_id="szuret_id",
        barrel_id="hordo_id",
        label="megnevezes",
        alcohol="alkohol",
        is_ready="kesz",
    )
    yield looks(m.Customer, VEVO, name="nev", city="varos", phone="telefon", email="email")
    yield looks(
        m.Order,
        RENDELES,
        customer_id="vevo_id",
        wine_id="bor_id",
        bottles="darab",
        price="ar",
        ordered_on="datum",
        is_paid="kifizetve",
    )
