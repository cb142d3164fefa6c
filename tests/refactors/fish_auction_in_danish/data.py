from support.refactors.rows import Dice, looks, store

d = Dice(501, "de")

HAVN = d.rows(
    6,
    lambda n: {
        "navn": d.town(),
        "kode": f"DK{n:03}",
    },
)
KUTTER = d.rows(
    25,
    lambda n: {
        "navn": d.first(),
        "kendingsnummer": f"L{n:03}{d.digits(3)}",
        "havn_id": d.ref(HAVN),
        "laengde": d.money(8, 40),
        "bygget": d.maybe(d.between(1955, 2022)),
        "udgaaet": d.chance(0.2),
    },
)
FISKEART = d.rows(
    14,
    lambda n: {
        "navn": f"Art {n}",
        "latin": f"Gadus {d.first().lower()}",
        "mindstemaal": d.maybe(d.between(20, 60)),
    },
)
KOEBER = d.rows(
    30,
    lambda n: {
        "firma": d.firm(),
        "adresse": d.street(),
        "postnr": d.digits(4),
        "by": d.town(),
        "mobil": d.blank(d.phone()),
        "kredit": d.money(100, 90000),
        "spaerret": d.chance(0.1),
    },
)
FANGST = d.rows(
    90,
    lambda n: {
        "kutter_id": d.ref(KUTTER),
        "landet": d.moment(2021, 2025),
        "havn_id": d.ref(HAVN),
        "bemaerkning": d.blank(d.note()),
    },
)
PARTI = d.rows(
    160,
    lambda n: {
        "fangst_id": d.ref(FANGST),
        "art_id": d.ref(FISKEART),
        "vaegt": d.money(5, 900),
        "kvalitet": d.pick("EAB"),
        "mindstepris": d.maybe(d.money(1, 900)),
    },
)
BUD = d.rows(
    220,
    lambda n: {
        "parti_id": d.ref(PARTI),
        "koeber_id": d.ref(KOEBER),
        "beloeb": d.money(10, 9000),
        "afgivet": d.moment(2021, 2025),
        "vundet": d.chance(0.3),
    },
)
FAKTURA = d.rows(
    60,
    lambda n: {
        "koeber_id": d.ref(KOEBER),
        "nummer": f"F{n:06}",
        "dato": d.day(2016, 2025),
        "forfald": d.day(2016, 2025),
        "betalt": d.maybe(d.day(2016, 2025)),
    },
)


def fill():
    from auktion import models as m

    store(m.Havn, HAVN)
    store(m.Kutter, KUTTER)
    store(m.Fiskeart, FISKEART)
    store(m.Koeber, KOEBER)
    store(m.Fangst, FANGST)
    store(m.Parti, PARTI)
    store(m.Bud, BUD)
    store(m.Faktura, FAKTURA)


def arrived():
    from auction import models as m

    yield looks(m.Harbour, HAVN, name="navn", code="kode")
    yield looks(
        m.Vessel,
        KUTTER,
        name="navn",
        registration="kendingsnummer",
        home_port_id="havn_id",
        length_m="laengde",
        built_year="bygget",
        is_retired="udgaaet",
    )
    yield looks(
        m.Species, FISKEART, name="navn", scientific_name="latin", minimum_size="mindstemaal"
    )
    yield looks(
        m.Buyer,
        KOEBER,
        company="firma",
        address="adresse",
        postal_code="postnr",
        city="by",
        phone="mobil",
        credit_limit="kredit",
        is_blocked="spaerret",
    )
    yield looks(
        m.Catch,
        FANGST,
        vessel_id="kutter_id",
        landed_at="landet",
        harbour_id="havn_id",
        remarks="bemaerkning",
    )
    yield looks(
        m.Lot,
        PARTI,
        catch_id="fangst_id",
        species_id="art_id",
        weight_kg="vaegt",
        grade="kvalitet",
        reserve_price="mindstepris",
    )
    yield looks(
        m.Bid,
        BUD,
        lot_id="parti_id",
        buyer_id="koeber_id",
        amount="beloeb",
        placed_at="afgivet",
        is_winning="vundet",
    )
    yield looks(
        m.Invoice,
        FAKTURA,
        buyer_id="koeber_id",
        number="nummer",
        issued_on="dato",
        due_on="forfald",
        paid_on="betalt",
    )
