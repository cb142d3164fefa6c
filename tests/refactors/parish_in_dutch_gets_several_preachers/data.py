from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(603, "nl")

WIJK = d.rows(
    9,
    lambda n: {
        "nummer": n,
        "naam": d.town() + f" {n}",
    },
)
GEZIN = d.rows(
    60,
    lambda n: {
        "wijk_id": d.ref(WIJK),
        "aanhef": "Fam. " + d.last(),
        "straat": d.street(),
        "postcode": f"KX{n:04}",
        "woonplaats": d.town(),
    },
)
GEMEENTELID = d.rows(
    150,
    lambda n: {
        "gezin_id": d.ref(GEZIN),
        "roepnaam": d.first(),
        "achternaam": d.last(),
        "geboren": d.maybe(d.day()),
        "belijdend": d.chance(0.3),
        "uitgeschreven": d.maybe(d.day()),
    },
)
VOORGANGER = d.rows(
    14,
    lambda n: {
        "naam": "ds. " + d.last(),
        "standplaats": d.town(),
        "emeritus": d.chance(0.3),
    },
)
KERKDIENST = d.rows(
    110,
    lambda n: {
        "aanvang": d.moment(),
        "thema": d.blank(d.note()),
        "voorganger_id": d.ref(VOORGANGER),
        "avondmaal": d.chance(0.3),
        "bezoekers": d.maybe(d.between(1, 60)),
    },
)
COLLECTE = d.rows(
    100,
    lambda n: {
        "dienst_id": d.ref(KERKDIENST),
        "doel": d.note(),
        "opbrengst_centen": d.between(500, 90000),
    },
)
DOOP = d.rows(
    40,
    lambda n: {
        "dopeling_id": n,
        "dienst_id": d.ref(KERKDIENST),
        "doopnaam": d.first(),
    },
)
AMBT = d.rows(
    50,
    lambda n: {
        "lid_id": d.ref(GEMEENTELID),
        "functie": d.pick(["ouderling", "diaken", "kerkrentmeester"]),
        "begin": d.day(),
        "einde": d.maybe(d.day()),
    },
)


def fill():
    from kerk import models as m

    store(m.Wijk, WIJK)
    store(m.Gezin, GEZIN)
    store(m.Gemeentelid, GEMEENTELID)
    store(m.Voorganger, VOORGANGER)
    store(m.Kerkdienst, KERKDIENST)
    store(m.Collecte, COLLECTE)
    store(m.Doop, DOOP)
    store(m.Ambt, AMBT)


def arrived():
    from parish import models as m

    yield looks(m.District, WIJK, number="nummer", name="naam")
    yield looks(
        m.Household,
        GEZIN,
        district_id="wijk_id",
        salutation="aanhef",
        street="straat",
        postcode="postcode",
        town="woonplaats",
    )
    yield looks(
        m.Member,
        GEMEENTELID,
        household_id="gezin_id",
        first_name="roepnaam",
        last_name="achternaam",
        born_on="geboren",
        is_confirmed="belijdend",
        removed_on="uitgeschreven",
    )
    yield looks(
        m.Preacher, VOORGANGER, name="naam", home_parish="standplaats", is_retired="emeritus"
    )
    yield looks(
        m.Service,
        KERKDIENST,
        starts_at="aanvang",
        theme="thema",
        has_communion="avondmaal",
        attendance="bezoekers",
    )
    yield looks(
        m.Collection,
        COLLECTE,
        service_id="dienst_id",
        purpose="doel",
        amount=lambda r: Decimal(r["opbrengst_centen"]) / 100,
    )
    yield looks(
        m.Baptism, DOOP, baptised_id="dopeling_id", service_id="dienst_id", given_names="doopnaam"
    )
    yield looks(
        m.Office, AMBT, member_id="lid_id", role="functie", began_on="begin", ended_on="einde"
    )
    there = m.Service.objects.order_by("pk").values_list("pk", "preachers")
    yield there, [(n, r["voorganger_id"]) for n, r in enumerate(KERKDIENST, 1)]
