from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(403, "pl")

SUROVINA = d.rows(
    20,
    lambda n: {
        "nazev": d.pick(["Chmel", "Slad", "Kvasnice"]) + f" {n}",
        "jednotka": d.pick(["kg", "g", "l"]),
    },
)
PIVO = d.rows(
    15,
    lambda n: {
        "nazev": f"{d.last()} {n}",
        "stupnovitost": Decimal(d.between(80, 180)) / 10,
        "horkost": d.maybe(d.between(8, 90)),
        "popis": d.blank(d.note()),
    },
)
RECEPT = d.rows(
    60,
    lambda n: {
        "pivo_id": d.ref(PIVO),
        "surovina_id": d.ref(SUROVINA),
        "mnozstvi": d.money(1, 200),
    },
)
VARKA = d.rows(
    70,
    lambda n: {
        "pivo_id": d.ref(PIVO),
        "cislo": f"V{n:06}",
        "uvareno": d.day(2022, 2025),
        "staceno": d.maybe(d.day(2022, 2025)),
        "litru": d.between(100, 3000),
    },
)
ODBERATEL = d.rows(
    40,
    lambda n: {
        "jmeno": d.firm(),
        "ulice": d.street(),
        "mesto": d.town(),
        "psc": d.digits(5),
        "ico": d.blank(d.digits(8)),
    },
)
OBJEDNAVKA = d.rows(
    100,
    lambda n: {
        "odberatel_id": d.ref(ODBERATEL),
        "datum": d.day(2023, 2025),
        "zaplaceno": d.chance(0.7),
    },
)
POLOZKA = d.rows(
    220,
    lambda n: {
        "objednavka_id": d.ref(OBJEDNAVKA),
        "varka_id": d.ref(VARKA),
        "kusu": d.between(1, 60),
        "cena": d.money(20, 90),
    },
)


def fill():
    from pivovar import models as m

    store(m.Surovina, SUROVINA)
    store(m.Pivo, PIVO)
    store(m.Recept, RECEPT)
    store(m.Varka, VARKA)
    store(m.Odberatel, ODBERATEL)
    store(m.Objednavka, OBJEDNAVKA)
    store(m.Polozka, POLOZKA)


def arrived():
    from brewery import models as m

    yield looks(m.Ingredient, SUROVINA, name="nazev", unit="jednotka")
    yield looks(
        m.Beer,
        PIVO,
        name="nazev",
        original_gravity="stupnovitost",
        bitterness="horkost",
        description="popis",
    )
    yield looks(
        m.RecipeLine, RECEPT, beer_id="pivo_id", ingredient_id="surovina_id", amount="mnozstvi"
    )
    yield looks(
        m.Batch,
        VARKA,
        beer_id="pivo_id",
        number="cislo",
        brewed_on="uvareno",
        bottled_on="staceno",
        litres="litru",
    )
    yield looks(
        m.Customer,
        ODBERATEL,
        name="jmeno",
        street="ulice",
        city="mesto",
        postcode="psc",
        company_number="ico",
    )
    yield looks(
        m.Order, OBJEDNAVKA, customer_id="odberatel_id", ordered_on="datum", is_paid="zaplaceno"
    )
    yield looks(
        m.OrderLine,
        POLOZKA,
        order_id="objednavka_id",
        batch_id="varka_id",
        quantity="kusu",
        unit_price="cena",
    )
