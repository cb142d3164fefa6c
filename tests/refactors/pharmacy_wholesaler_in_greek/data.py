from datetime import time

from support.refactors.rows import Dice, looks, store

d = Dice(501, "en")

PROION = d.rows(
    60,
    lambda n: {
        "onomasia": f"{d.last()} {n}",
        "kodikos": f"F{n:06}",
        "timi": d.money(1, 300),
        "syntagi": d.chance(0.4),
        "apothema": d.between(0, 900),
    },
)
KATIGORIA = d.rows(
    9,
    lambda n: {
        "titlos": f"{d.town()} {n}",
    },
)
PELATIS = d.rows(
    40,
    lambda n: {
        "eponymia": d.firm(),
        "afm": d.digits(9),
        "poli": d.town(),
        "tilefono": d.blank(d.phone()),
        "energos": d.chance(0.9),
    },
)
PARAGGELIA = d.rows(
    110,
    lambda n: {
        "pelatis_id": d.ref(PELATIS),
        "imerominia": d.day(2023, 2025),
        "apostoli": d.maybe(d.moment(2023, 2025), 0.4),
        "paratiriseis": d.blank(d.note()),
    },
)
GRAMMI = d.rows(
    260,
    lambda n: {
        "paraggelia_id": d.ref(PARAGGELIA),
        "proion_id": d.ref(PROION),
        "posotita": d.between(1, 50),
        "ekptosi": d.money(0, 30),
    },
)
TIMOLOGIO = d.rows(
    90,
    lambda n: {
        "paraggelia_id": d.ref(PARAGGELIA),
        "arithmos": f"T{n:05}",
        "poso": d.money(10, 9000),
        "ekdosi": d.day(2023, 2025),
        "exofli8i": d.maybe(d.day(2023, 2025), 0.4),
    },
)
PLIROMI = d.rows(
    70,
    lambda n: {
        "timologio_id": d.ref(TIMOLOGIO),
        "poso": d.money(10, 5000),
        "stigmi": d.moment(2023, 2025),
    },
)
DROMOLOGIO = d.rows(
    12,
    lambda n: {
        "onoma": d.town() + f" {n}",
        "odigos": d.name(),
        "anaxorisi": time(d.between(5, 20), d.pick([0, 15, 30, 45])),
    },
)
STASI = d.rows(
    60,
    lambda n: {
        "dromologio_id": d.ref(DROMOLOGIO),
        "pelatis_id": d.ref(PELATIS),
        "seira": n % 12 + 1,
    },
)
KATIGORIA_PROIONTA = [
    {"katigoria_id": a, "proion_id": b}
    for a in range(1, len(KATIGORIA) + 1)
    for b in sorted(d.random.sample(range(1, len(PROION) + 1), 4))
]


def fill():
    from farmaki import models as m

    store(m.Proion, PROION)
    store(m.Katigoria, KATIGORIA)
    store(m.Pelatis, PELATIS)
    store(m.Paraggelia, PARAGGELIA)
    store(m.Grammi, GRAMMI)
    store(m.Timologio, TIMOLOGIO)
    store(m.Pliromi, PLIROMI)
    store(m.Dromologio, DROMOLOGIO)
    store(m.Stasi, STASI)
    store(m.Katigoria.proionta.through, KATIGORIA_PROIONTA)


def arrived():
    from wholesale import models as m

    yield looks(
        m.Product,
        PROION,
        name="onomasia",
        sku="kodikos",
        price="timi",
        needs_prescription="syntagi",
        stock="apothema",
    )
    yield looks(m.Category, KATIGORIA, title="titlos")
    yield looks(
        m.Category.products.through,
        KATIGORIA_PROIONTA,
        category_id="katigoria_id",
        product_id="proion_id",
    )
    yield looks(
        m.Client,
        PELATIS,
        company="eponymia",
        tax_number="afm",
        city="poli",
        phone="tilefono",
        is_active="energos",
    )
    yield looks(
        m.Order,
        PARAGGELIA,
        client_id="pelatis_id",
        ordered_on="imerominia",
        shipped_at="apostoli",
        remarks="paratiriseis",
    )
    yield looks(
        m.OrderLine,
        GRAMMI,
        order_id="paraggelia_id",
        product_id="proion_id",
        quantity="posotita",
        discount="ekptosi",
    )
    yield looks(
        m.Invoice,
        TIMOLOGIO,
        order_id="paraggelia_id",
        number="arithmos",
        amount="poso",
        issued_on="ekdosi",
        paid_on="exofli8i",
    )
    yield looks(m.Payment, PLIROMI, invoice_id="timologio_id", amount="poso", received_at="stigmi")
    yield looks(m.Route, DROMOLOGIO, name="onoma", driver="odigos", departs_at="anaxorisi")
    yield looks(m.Stop, STASI, route_id="dromologio_id", client_id="pelatis_id", position="seira")
