from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(503, "en")

GORA = d.rows(
    20,
    lambda n: {
        "ime": f"{d.last()} {n}",
        "visina": d.between(900, 2864),
    },
)
KOCA = d.rows(
    25,
    lambda n: {
        "gora_id": d.ref(GORA),
        "ime": f"{d.last()} {n}",
        "lezisca": d.between(6, 120),
        "odprta": d.chance(0.7),
        "oskrbnik": d.blank(d.name()),
        "opis": d.blank(d.note()),
    },
)
CLAN = d.rows(
    90,
    lambda n: {
        "ime": d.first(),
        "priimek": d.last(),
        "rojen": d.maybe(d.day(1940, 2008), 0.2),
        "izkaznica": f"PZS{n:05}",
    },
)
REZERVACIJA = d.rows(
    150,
    lambda n: {
        "oznaka": UUID(int=d.random.getrandbits(128)),
        "koca_id": d.ref(KOCA),
        "clan_id": d.ref(CLAN),
        "prihod": d.day(2024, 2024),
        "odhod": d.day(2025, 2025),
        "osebe": d.between(1, 12),
        "potrjena": d.maybe(d.moment(2024, 2025), 0.3),
    },
)
OBROK = d.rows(
    200,
    lambda n: {
        "rezervacija_id": d.ref(REZERVACIJA),
        "jed": d.pick(["jota", "ricet", "struklji"]),
        "cena": d.money(4, 25),
    },
)
OCENA = d.rows(
    80,
    lambda n: {
        "koca_id": d.ref(KOCA),
        "clan_id": d.ref(CLAN),
        "zvezdice": d.between(1, 5),
        "besedilo": d.blank(d.note(), 0.1),
        "objavljeno": d.moment(2023, 2025),
    },
)


def fill():
    from koce import models as m

    store(m.Gora, GORA)
    store(m.Koca, KOCA)
    store(m.Clan, CLAN)
    store(m.Rezervacija, REZERVACIJA)
    store(m.Obrok, OBROK)
    store(m.Ocena, OCENA)


def arrived():
    from huts import models as m

    yield looks(m.Mountain, GORA, name="ime", elevation="visina")
    yield looks(
        m.Hut,
        KOCA,
        mountain_id="gora_id",
        name="ime",
        beds="lezisca",
        is_open="odprta",
        warden="oskrbnik",
        description="opis",
    )
    yield looks(
        m.Member,
        CLAN,
        first_name="ime",
        last_name="priimek",
        born_on="rojen",
        card_number="izkaznica",
    )
    yield looks(
        m.Reservation,
        REZERVACIJA,
        public_id="oznaka",
        hut_id="koca_id",
        member_id="clan_id",
        arrives_on="prihod",
        leaves_on="odhod",
        guests="osebe",
        confirmed_at="potrjena",
    )
    yield looks(m.Meal, OBROK, reservation_id="rezervacija_id", dish="jed", price="cena")
    yield looks(
        m.Review,
        OCENA,
        hut_id="koca_id",
        member_id="clan_id",
        stars="zvezdice",
        body="besedilo",
        posted_at="objavljeno",
    )
