from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(607, "en")

AHIR = d.rows(
    9,
    lambda n: {
        "ad": d.town(),
        "kapasite": d.between(1, 60),
        "isitmali": d.chance(0.3),
    },
)
IRK = d.rows(
    12,
    lambda n: {
        "ad": f"Irk {n}",
        "mense": d.town(),
    },
)
HAYVAN = d.rows(
    150,
    lambda n: {
        "kupe": f"TR{n:012}",
        "irk_id": d.ref(IRK),
        "ahir_id": d.ref(AHIR),
        "dogum": d.day(),
        "disi": d.chance(0.3),
        "agirlik": Decimal(d.between(10, 900)) / 10,
    },
)
CIFTCI = d.rows(
    20,
    lambda n: {
        "ad": d.first(),
        "soyad": d.last(),
        "telefon": d.phone(),
        "lakap": d.blank(d.last()),
    },
)
TARLA = d.rows(
    40,
    lambda n: {
        "sahip_id": d.ref(CIFTCI),
        "mevki": d.street(),
        "donum": d.money(3, 400),
        "parsel": d.between(1, 90),
        "sulu": d.chance(0.3),
    },
)
EKIM = d.rows(
    80,
    lambda n: {
        "tarla_id": d.ref(TARLA),
        "urun": d.pick(["bugday", "arpa", "nohut"]),
        "ekildi": d.day(),
        "tohum_kg": d.money(3, 400),
    },
)
HASAT = d.rows(
    70,
    lambda n: {
        "ekim_id": d.ref(EKIM),
        "bicildi": d.day(),
        "verim": d.money(3, 400),
    },
)
SAGIM = d.rows(
    200,
    lambda n: {
        "hayvan_id": d.ref(HAYVAN),
        "zaman": d.moment(),
        "litre": d.money(3, 400),
    },
)
ASI = d.rows(
    90,
    lambda n: {
        "hayvan_id": d.ref(HAYVAN),
        "vuruldu": d.day(),
        "hekim": d.name(),
    },
)


def fill():
    from ciftlik import models as m

    store(m.Ahir, AHIR)
    store(m.Irk, IRK)
    store(m.Hayvan, HAYVAN)
    store(m.Ciftci, CIFTCI)
    store(m.Tarla, TARLA)
    store(m.Ekim, EKIM)
    store(m.Hasat, HASAT)
    store(m.Sagim, SAGIM)
    store(m.Asi, ASI)


def arrived():
    from farm import models as m

    yield looks(m.Barn, AHIR, name="ad", capacity="kapasite", is_heated="isitmali")
    yield looks(m.Breed, IRK, name="ad", origin="mense")
    yield looks(
        m.Animal,
        HAYVAN,
        ear_tag="kupe",
        breed_id="irk_id",
        barn_id="ahir_id",
        born_on="dogum",
        is_female="disi",
        weight="agirlik",
    )
    yield looks(
        m.Farmer, CIFTCI, first_name="ad", last_name="soyad", phone="telefon", email=lambda r: ""
    )
    yield looks(
        m.Field,
        TARLA,
        owner_id="sahip_id",
        location="mevki",
        acres="donum",
        first_year=lambda r: 2000,
        is_irrigated="sulu",
    )
    yield looks(
        m.Sowing, EKIM, field_id="tarla_id", crop="urun", sown_on="ekildi", seed_kg="tohum_kg"
    )
    yield looks(m.Harvest, HASAT, sowing_id="ekim_id", cut_on="bicildi", yield_kg="verim")
    yield looks(m.Milking, SAGIM, animal_id="hayvan_id", milked_at="zaman", litres="litre")
    yield looks(m.Vaccination, ASI, animal_id="hayvan_id", given_on="vuruldu", vet="hekim")
