from support.refactors.rows import Dice, looks, store

d = Dice(405, "it")

SETTORE = d.rows(6, lambda n: {"sigla": "ABCDEF"[n - 1], "descrizione": d.blank(d.note())})
LOCULO = d.rows(
    90,
    lambda n: {
        "settore_id": d.ref(SETTORE),
        "fila": d.between(1, 9),
        "numero": n,
        "tipo": d.pick(["loculo", "fossa", "cappella"]),
        "latitudine": d.maybe(d.money(44, 45), 0.4),
        "longitudine": d.maybe(d.money(9, 12), 0.4),
    },
)
DEFUNTO = d.rows(
    80,
    lambda n: {
        "nome": d.first(),
        "cognome": d.last(),
        "nato_il": d.maybe(d.day(1900, 1960), 0.1),
        "morto_il": d.day(1990, 2025),
        "loculo_id": d.maybe(d.ref(LOCULO), 0.1),
        "sepolto_il": d.maybe(d.day(1990, 2025), 0.2),
    },
)
EREDE = d.rows(
    70,
    lambda n: {
        "defunto_id": d.ref(DEFUNTO),
        "nome": d.name(),
        "indirizzo": d.blank(d.street()),
        "telefono": d.blank(d.phone()),
    },
)
CONCESSIONE = d.rows(
    75,
    lambda n: {
        "loculo_id": d.ref(LOCULO),
        "titolare_id": d.maybe(d.ref(EREDE), 0.1),
        "dal": d.day(1990, 2015),
        "al": d.maybe(d.day(2026, 2060), 0.2),
        "canone": d.money(50, 900),
        "rinnovabile": d.chance(0.7),
    },
)
LAMPADA = d.rows(
    60,
    lambda n: {
        "loculo_id": d.ref(LOCULO),
        "accesa_dal": d.day(2005, 2025),
        "pagata_fino": d.maybe(d.day(2025, 2027), 0.2),
        "guasta": d.chance(0.1),
    },
)
ESUMAZIONE = d.rows(
    20,
    lambda n: {
        "defunto_id": d.ref(DEFUNTO),
        "eseguita": d.maybe(d.moment(2015, 2025), 0.3),
        "verbale": d.blank(d.note()),
    },
)


def fill():
    from cimitero import models as m

    store(m.Settore, SETTORE)
    store(m.Loculo, LOCULO)
    store(m.Defunto, DEFUNTO)
    store(m.Erede, EREDE)
    store(m.Concessione, CONCESSIONE)
    store(m.Lampada, LAMPADA)
    store(m.Esumazione, ESUMAZIONE)


def arrived():
    from grounds import models as grounds
    from people import models as people

    yield looks(grounds.Section, SETTORE, code="sigla", description="descrizione")
    yield looks(
        grounds.Grave,
        LOCULO,
        section_id="settore_id",
        row="fila",
        number="numero",
        kind="tipo",
        latitude="latitudine",
        longitude="longitudine",
    )
    yield looks(
        people.Deceased,
        DEFUNTO,
        first_name="nome",
        last_name="cognome",
        born_on="nato_il",
        died_on="morto_il",
        grave_id="loculo_id",
        buried_on="sepolto_il",
    )
    yield looks(
        people.Heir,
        EREDE,
        deceased_id="defunto_id",
        name="nome",
        address="indirizzo",
        phone="telefono",
    )
    yield looks(
        grounds.Concession,
        CONCESSIONE,
        grave_id="loculo_id",
        holder_id="titolare_id",
        granted_on="dal",
        expires_on="al",
        fee="canone",
        is_renewable="rinnovabile",
    )
    yield looks(
        grounds.VotiveLight,
        LAMPADA,
        grave_id="loculo_id",
        lit_since="accesa_dal",
        paid_until="pagata_fino",
        is_broken="guasta",
    )
    yield looks(
        grounds.Exhumation,
        ESUMAZIONE,
        deceased_id="defunto_id",
        performed_at="eseguita",
        minutes="verbale",
    )
