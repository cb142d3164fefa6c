from support.refactors.rows import Dice, looks, store

d = Dice(108, "ru")

SKLAD = d.rows(
    5,
    lambda n: {
        "nazvanie": "Sklad " + d.town(),
        "adres": d.street(),
        "ploshchad": d.between(200, 9000),
        "otaplivaemyi": d.chance(0.5),
    },
)
EDINITSA = d.rows(
    6,
    lambda n: {
        "sokrashchenie": ["sht", "kg", "l", "m", "up", "kor"][n - 1],
        "naimenovanie": ["shtuka", "kilogramm", "litr", "metr", "upakovka", "korobka"][n - 1],
    },
)
TOVAR = d.rows(
    70,
    lambda n: {
        "artikul": f"{d.pick('AKZ')}-{n:04}",
        "naimenovanie": d.pick(["Болт М8", "Kraska belaya", "Провод", "Shurup", "Кабель"])
        + f" {n}",
        "edinitsa_id": d.ref(EDINITSA),
        "tsena_zakupki": d.money(1, 300),
        "tsena_prodazhi": d.maybe(d.money(301, 900), 0.2),
        "shtrihkod": d.blank(d.digits(13), 0.2),
        "snyat_s_prodazhi": d.chance(0.1),
    },
)
POSTAVSHCHIK = d.rows(
    20,
    lambda n: {
        "nazvanie": d.firm(),
        "inn": d.digits(12),
        "kontaktnoe_litso": d.blank(d.name()),
        "telefon": d.blank(d.phone()),
        "otsrochka_dnei": d.pick([0, 14, 30, 60]),
    },
)
NAKLADNAYA = d.rows(
    50,
    lambda n: {
        "nomer": f"N{n:05}",
        "data": d.day(2023, 2025),
        "postavshchik_id": d.ref(POSTAVSHCHIK),
        "sklad_id": d.ref(SKLAD),
        "provedena": d.chance(0.8),
        "primechanie": d.blank(d.note(), 0.6),
    },
)
STROKANAKLADNOI = d.rows(
    140,
    lambda n: {
        "nakladnaya_id": d.ref(NAKLADNAYA),
        "tovar_id": d.ref(TOVAR),
        "kolichestvo": d.money(1, 500),
        "tsena": d.money(1, 300),
    },
)
OSTATOK = d.rows(
    100,
    lambda n: {
        "tovar_id": d.ref(TOVAR),
        "sklad_id": d.ref(SKLAD),
        "kolichestvo": d.money(0, 900),
        "rezerv": d.maybe(d.money(0, 90), 0.5),
        "obnovlen": d.moment(2025, 2025),
    },
)


def fill():
    from sklad import models as m

    store(m.Sklad, SKLAD)
    store(m.Edinitsa, EDINITSA)
    store(m.Tovar, TOVAR)
    store(m.Postavshchik, POSTAVSHCHIK)
    store(m.Nakladnaya, NAKLADNAYA)
    store(m.StrokaNakladnoi, STROKANAKLADNOI)
    store(m.Ostatok, OSTATOK)


def arrived():
    from stock import models as m

    yield looks(
        m.Warehouse,
        SKLAD,
        name="nazvanie",
        address="adres",
        floor_area="ploshchad",
        is_heated="otaplivaemyi",
    )
    yield looks(m.Unit, EDINITSA, abbreviation="sokrashchenie", name="naimenovanie")
    yield looks(
        m.Item,
        TOVAR,
        sku="artikul",
        name="naimenovanie",
        unit_id="edinitsa_id",
        purchase_price="tsena_zakupki",
        sales_price="tsena_prodazhi",
        barcode="shtrihkod",
        is_discontinued="snyat_s_prodazhi",
    )
    yield looks(
        m.Supplier,
        POSTAVSHCHIK,
        name="nazvanie",
        tax_number="inn",
        contact_person="kontaktnoe_litso",
        phone="telefon",
        payment_days="otsrochka_dnei",
    )
    yield looks(
        m.DeliveryNote,
        NAKLADNAYA,
        number="nomer",
        dated="data",
        supplier_id="postavshchik_id",
        warehouse_id="sklad_id",
        is_posted="provedena",
        remark="primechanie",
    )
    yield looks(
        m.DeliveryLine,
        STROKANAKLADNOI,
        note_id="nakladnaya_id",
        item_id="tovar_id",
        quantity="kolichestvo",
        unit_price="tsena",
    )
    yield looks(
        m.Level,
        OSTATOK,
        item_id="tovar_id",
        warehouse_id="sklad_id",
        on_hand="kolichestvo",
        allocated="rezerv",
        updated_at="obnovlen",
    )
