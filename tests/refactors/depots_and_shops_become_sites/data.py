from support.refactors.rows import Dice, looks, store

d = Dice(507, "de")

LAGER = d.rows(
    12,
    lambda n: {
        "bezeichnung": d.town(),
        "strasse": d.street(),
        "ort": d.town(),
        "stellplaetze": d.between(50, 900),
    },
)
FILIALE = d.rows(
    40,
    lambda n: {
        "name": d.town(),
        "strasse": d.street(),
        "ort": d.town(),
        "eroeffnet": d.maybe(d.day(2016, 2025)),
    },
)
ARTIKEL = d.rows(
    60,
    lambda n: {
        "nummer": f"A{n:05}",
        "bezeichnung": f"Ware {n}",
        "gewicht": d.money(1, 900),
        "preis": d.money(1, 900),
    },
)
BESTAND = d.rows(
    150,
    lambda n: {
        "lager_id": d.ref(LAGER),
        "artikel_id": d.ref(ARTIKEL),
        "menge": d.between(1, 90000),
    },
)
VERKAUF = d.rows(
    180,
    lambda n: {
        "filiale_id": d.ref(FILIALE),
        "artikel_id": d.ref(ARTIKEL),
        "menge": d.between(1, 90000),
        "verkauft": d.moment(2021, 2025),
        "rabatt": d.maybe(d.money(1, 900)),
    },
)


def fill():
    from logistik import models as m

    store(m.Lager, LAGER)
    store(m.Filiale, FILIALE)
    store(m.Artikel, ARTIKEL)
    store(m.Bestand, BESTAND)
    store(m.Verkauf, VERKAUF)


def arrived():
    from logistics import models as m

    yield looks(
        m.Product, ARTIKEL, sku="nummer", name="bezeichnung", weight="gewicht", price="preis"
    )
    yield looks(m.Stock, BESTAND, site_id="lager_id", product_id="artikel_id", quantity="menge")
    yield looks(m.Sale, VERKAUF, site_id=lambda r: r["filiale_id"] + 1000, quantity="menge")
    there = m.Site.objects.order_by("pk").values_list("pk", "kind", "name", "pallet_places")
    depots = [(n, "depot", r["bezeichnung"], r["stellplaetze"]) for n, r in enumerate(LAGER, 1)]
    shops = [(n + 1000, "shop", r["name"], None) for n, r in enumerate(FILIALE, 1)]
    yield there, depots + shops
