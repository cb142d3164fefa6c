from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(106, "pl")

ODDZIAL = d.rows(
    6, lambda n: {"miasto": d.town(), "ulica": d.street(), "kierownik": d.blank(d.name())}
)
KLIENT = d.rows(
    60,
    lambda n: {
        "imie": d.first(),
        "nazwisko": d.last(),
        "pesel": f"{n:03}{d.digits(8)}",
        "data_urodzenia": d.day(1940, 2004),
        "adres": d.blank(d.street(), 0.1),
        "oddzial_id": d.ref(ODDZIAL),
        "zmarly": d.chance(0.06),
    },
)
PRODUKT = d.rows(
    7,
    lambda n: {
        "nazwa": d.pick(["OC", "AC", "Dom", "Podróż"]) + f" {n}",
        "okres_miesiecy": d.pick([1, 6, 12]),
        "wycofany": d.chance(0.2),
    },
)
POLISA = d.rows(
    80,
    lambda n: {
        "numer": f"PL{n:04}{d.digits(6)}",
        "klient_id": d.ref(KLIENT),
        "produkt_id": d.ref(PRODUKT),
        "od": d.day(2022, 2024),
        "do": d.day(2025, 2026),
        "suma": d.between(10, 900) * 100000,
        "stan": d.pick("AZRW"),
    },
)
SKLADKA = d.rows(
    120,
    lambda n: {
        "polisa_id": d.ref(POLISA),
        "termin": d.day(2023, 2025),
        "kwota": d.between(1500, 250000),
        "zaplacona": d.chance(0.7),
    },
)
SZKODA = d.rows(
    40,
    lambda n: {
        "polisa_id": d.ref(POLISA),
        "zgloszona": d.moment(2023, 2025),
        "opis": d.note(),
        "kwota_roszczenia": d.between(10000, 9000000),
        "kwota_wyplaty": d.maybe(d.between(10000, 5000000), 0.4),
        "rzeczoznawca": d.blank(d.name(), 0.4),
    },
)


def fill():
    from ubezpieczenia import models as m

    store(m.Oddzial, ODDZIAL)
    store(m.Klient, KLIENT)
    store(m.Produkt, PRODUKT)
    store(m.Polisa, POLISA)
    store(m.Skladka, SKLADKA)
    store(m.Szkoda, SZKODA)


def arrived():
    from insurance import models as m

    yield looks(m.Branch, ODDZIAL, city="miasto", street="ulica", manager="kierownik")
    yield looks(
        m.Client,
        KLIENT,
        first_name="imie",
        last_name="nazwisko",
        pesel="pesel",
        date_of_birth="data_urodzenia",
        address="adres",
        branch_id="oddzial_id",
        is_deceased="zmarly",
    )
    yield looks(
        m.Product, PRODUKT, name="nazwa", term_months="okres_miesiecy", is_withdrawn="wycofany"
    )
    yield looks(
        m.Policy,
        POLISA,
        number="numer",
        client_id="klient_id",
        product_id="produkt_id",
        starts_on="od",
        ends_on="do",
        sum_insured=lambda r: Decimal(r["suma"]) / 100,
        status=lambda r: {"A": "active", "Z": "ended", "R": "cancelled", "W": "suspended"}[
            r["stan"]
        ],
    )
    yield looks(
        m.Premium,
        SKLADKA,
        policy_id="polisa_id",
        due_on="termin",
        amount=lambda r: Decimal(r["kwota"]) / 100,
        is_paid="zaplacona",
    )
    yield looks(
        m.Claim,
        SZKODA,
        policy_id="polisa_id",
        reported_at="zgloszona",
        description="opis",
        claimed_amount=lambda r: Decimal(r["kwota_roszczenia"]) / 100,
        paid_amount=lambda r: (
            None if r["kwota_wyplaty"] is None else Decimal(r["kwota_wyplaty"]) / 100
        ),
        assessor="rzeczoznawca",
    )
