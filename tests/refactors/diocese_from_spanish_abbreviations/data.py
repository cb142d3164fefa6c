from support.refactors.rows import Dice, looks, store

d = Dice(615, "es")

PARR = d.rows(
    30,
    lambda n: {
        "NOM": d.town(),
        "DIR": d.street(),
        "FUND": d.maybe(d.between(1200, 1990)),
    },
)
SACER = d.rows(
    40,
    lambda n: {
        "NOM": d.first(),
        "APE": d.last(),
        "FORD": d.day(),
        "JUB": d.chance(0.3),
    },
)
FIEL = d.rows(
    140,
    lambda n: {
        "NOM": d.first(),
        "APE": d.last(),
        "FNAC": d.maybe(d.day()),
        "PARR_id": d.ref(PARR),
    },
)
SACR = d.rows(
    180,
    lambda n: {
        "FIEL_id": d.ref(FIEL),
        "SACER_id": d.ref(SACER),
        "PARR_id": d.ref(PARR),
        "TIPO": d.pick("BMC"),
        "FEC": d.day(),
        "OBS": d.blank(d.note()),
    },
)
PADR = d.rows(
    150,
    lambda n: {
        "SACR_id": d.ref(SACR),
        "FIEL_id": d.ref(FIEL),
    },
)
TRAS = d.rows(
    60,
    lambda n: {
        "SACER_id": d.ref(SACER),
        "ORIG_id": d.ref(PARR),
        "DEST_id": d.ref(PARR),
        "FEC": d.day(),
        "MOT": d.blank(d.note()),
    },
)
CORO = d.rows(
    14,
    lambda n: {
        "PARR_id": d.ref(PARR),
        "NOM": d.last(),
    },
)
CORO_MIEMB = [
    {"coro_id": a, "fiel_id": b}
    for a in range(1, len(CORO) + 1)
    for b in sorted(d.random.sample(range(1, len(FIEL) + 1), 4))
]


def fill():
    from dioc import models as m

    store(m.Parr, PARR)
    store(m.Sacer, SACER)
    store(m.Fiel, FIEL)
    store(m.Sacr, SACR)
    store(m.Padr, PADR)
    store(m.Tras, TRAS)
    store(m.Coro, CORO)
    store(m.Coro.MIEMB.through, CORO_MIEMB)


def arrived():
    from diocese import models as m

    yield looks(m.Parish, PARR, name="NOM", address="DIR", founded="FUND")
    yield looks(
        m.Priest, SACER, first_name="NOM", last_name="APE", ordained_on="FORD", is_retired="JUB"
    )
    yield looks(
        m.Parishioner, FIEL, first_name="NOM", last_name="APE", born_on="FNAC", parish_id="PARR_id"
    )
    yield looks(
        m.Sacrament,
        SACR,
        recipient_id="FIEL_id",
        minister_id="SACER_id",
        parish_id="PARR_id",
        kind=lambda r: {"B": "baptism", "M": "marriage", "C": "confirmation"}[r["TIPO"]],
        celebrated_on="FEC",
        remarks="OBS",
    )
    yield looks(m.Sponsor, PADR, sacrament_id="SACR_id", sponsor_id="FIEL_id")
    yield looks(
        m.Transfer,
        TRAS,
        priest_id="SACER_id",
        origin_id="ORIG_id",
        destination_id="DEST_id",
        effective_on="FEC",
        reason="MOT",
    )
    yield looks(m.Choir, CORO, parish_id="PARR_id", name="NOM")
    yield looks(m.Choir.members.through, CORO_MIEMB, choir_id="coro_id", parishioner_id="fiel_id")
