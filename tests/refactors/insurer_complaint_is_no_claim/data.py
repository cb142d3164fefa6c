from support.refactors.rows import Dice, looks, store

d = Dice(417, "fr")

CLIENT = d.rows(
    60,
    lambda n: {
        "nom": d.name(),
        "courriel": d.blank(d.mail(n)),
        "naissance": d.maybe(d.day(1940, 2005)),
    },
)
CONTRAT = d.rows(
    90,
    lambda n: {
        "client_id": d.ref(CLIENT),
        "numero": f"P{n:09}",
        "debut": d.day(2015, 2024),
        "fin": d.maybe(d.day(2024, 2026)),
        "prime": d.money(50, 2000),
    },
)
RECLAMATION = d.rows(
    50,
    lambda n: {
        "contrat_id": d.ref(CONTRAT),
        "recue": d.day(2018, 2023),
        "texte": d.note(),
    },
)


def fill():
    from insure import models as m

    store(m.Client, CLIENT)
    store(m.Contrat, CONTRAT)
    store(m.Reclamation, RECLAMATION)


def arrived():
    from insure import models as m

    yield looks(m.PolicyHolder, CLIENT, name="nom", email="courriel", birth_date="naissance")
    yield looks(
        m.Policy,
        CONTRAT,
        holder_id="client_id",
        number="numero",
        starts_on="debut",
        ends_on="fin",
        premium="prime",
    )
    yield m.Claim.objects.count(), 0
