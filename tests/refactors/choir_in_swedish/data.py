from support.refactors.rows import Dice, looks, store

d = Dice(401, "nl")

STAMMA = d.rows(
    4,
    lambda n: {
        "namn": ["Sopran", "Alt", "Tenor", "Bas"][n - 1],
        "ordning": n,
    },
)
SANGARE = d.rows(
    45,
    lambda n: {
        "fornamn": d.first(),
        "efternamn": d.last(),
        "epost": d.blank(d.mail(n), 0.2),
        "telefon": d.blank(d.phone()),
        "stamma_id": n % 4 + 1,
        "fodd": d.maybe(d.day(1950, 2005)),
        "intradde": d.day(2008, 2025),
        "aktiv": d.chance(0.8),
    },
)
KOMPOSITOR = d.rows(
    20,
    lambda n: {
        "namn": d.name(),
        "land": d.pick(["SE", "DE", "FR", "EE"]),
        "fodelsear": d.maybe(d.between(1600, 1980)),
    },
)
STYCKE = d.rows(
    60,
    lambda n: {
        "titel": d.pick(["Ave Maria", "Sommarsalm", "Magnificat"]) + f" {n}",
        "kompositor_id": d.ref(KOMPOSITOR),
        "langd": d.between(60, 1500),
        "sprak": d.pick(["swe", "lat", "ger"]),
        "anteckning": d.blank(d.note()),
    },
)
KONSERT = d.rows(
    25,
    lambda n: {
        "rubrik": f"Konsert {n}",
        "plats": d.town(),
        "tidpunkt": d.moment(2018, 2025),
        "intrade": d.money(0, 300),
        "installd": d.chance(0.1),
    },
)
PROGRAMPUNKT = d.rows(
    120,
    lambda n: {
        "konsert_id": d.ref(KONSERT),
        "stycke_id": d.ref(STYCKE),
        "nummer": n % 12 + 1,
    },
)
REPETITION = d.rows(
    40,
    lambda n: {
        "konsert_id": d.maybe(d.ref(KONSERT)),
        "borjar": d.moment(2023, 2025),
        "lokal": d.pick(["Kyrkan", "Skolan", "Salen"]),
    },
)
NARVARO = d.rows(
    200,
    lambda n: {
        "repetition_id": d.ref(REPETITION),
        "sangare_id": d.ref(SANGARE),
        "kom": d.chance(0.7),
        "ursakt": d.blank(d.note(), 0.8),
    },
)


def fill():
    from kor import models as m

    store(m.Stamma, STAMMA)
    store(m.Sangare, SANGARE)
    store(m.Kompositor, KOMPOSITOR)
    store(m.Stycke, STYCKE)
    store(m.Konsert, KONSERT)
    store(m.Programpunkt, PROGRAMPUNKT)
    store(m.Repetition, REPETITION)
    store(m.Narvaro, NARVARO)


def arrived():
    from choir import models as m

    yield looks(m.VoicePart, STAMMA, name="namn", position="ordning")
    yield looks(
        m.Singer,
        SANGARE,
        first_name="fornamn",
        last_name="efternamn",
        email="epost",
        phone="telefon",
        voice_part_id="stamma_id",
        born_on="fodd",
        joined_on="intradde",
        is_active="aktiv",
    )
    yield looks(m.Composer, KOMPOSITOR, name="namn", country="land", birth_year="fodelsear")
    yield looks(
        m.Piece,
        STYCKE,
        title="titel",
        composer_id="kompositor_id",
        duration_seconds="langd",
        language="sprak",
        remarks="anteckning",
    )
    yield looks(
        m.Concert,
        KONSERT,
        title="rubrik",
        venue="plats",
        starts_at="tidpunkt",
        admission="intrade",
        is_cancelled="installd",
    )
    yield looks(
        m.ProgrammeItem,
        PROGRAMPUNKT,
        concert_id="konsert_id",
        piece_id="stycke_id",
        position="nummer",
    )
    yield looks(m.Rehearsal, REPETITION, concert_id="konsert_id", starts_at="borjar", room="lokal")
    yield looks(
        m.Attendance,
        NARVARO,
        rehearsal_id="repetition_id",
        singer_id="sangare_id",
        was_present="kom",
        excuse="ursakt",
    )
