from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(413, "en")

SPECIES = d.rows(25, lambda n: {"latin": f"{d.last()} {n}", "common": d.blank(d.last())})
SITE = d.rows(18, lambda n: {"name": d.town(), "alt": d.maybe(d.between(0, 3000), 0.2)})
BATCH = d.rows(
    90,
    lambda n: {
        "token": UUID(int=d.random.getrandbits(128)),
        "species_id": d.ref(SPECIES),
        "site_id": d.maybe(d.ref(SITE), 0.2),
        "state": d.pick(["stored", "tested", "spent"]),
        "entered": d.moment(2010, 2025),
        "dried": d.maybe(d.moment(2010, 2025), 0.4),
        "frozen": d.maybe(d.moment(2010, 2025), 0.4),
        "collected": d.maybe(d.day(2005, 2024), 0.2),
        "grams": d.between(1, 900),
        "remarks": d.blank(d.note()),
    },
)
TRIAL = d.rows(
    110,
    lambda n: {
        "batch_id": d.ref(BATCH),
        "begun": d.day(2015, 2025),
        "finished": d.maybe(d.day(2015, 2025), 0.3),
        "sprouted_pct": d.between(0, 100),
        "read_ts": d.between(1500000000, 1700000000),
        "public": d.chance(0.4),
    },
)


def fill():
    from seeds import models as m

    store(m.Species, SPECIES)
    store(m.Site, SITE)
    store(m.Batch, BATCH)
    store(m.Trial, TRIAL)


def arrived():
    from seeds import models as m

    yield looks(m.Taxon, SPECIES, scientific_name="latin", common_name="common")
    yield looks(m.CollectingSite, SITE, name="name", altitude="alt")
    yield looks(
        m.Accession,
        BATCH,
        public_id="token",
        taxon_id="species_id",
        collecting_site_id="site_id",
        status="state",
        registered_at="entered",
        dried_at="dried",
        frozen_at="frozen",
        collected_on="collected",
        weight_kg=lambda r: Decimal(r["grams"]) / 1000,
        notes="remarks",
    )
    yield looks(
        m.GerminationTest,
        TRIAL,
        accession_id="batch_id",
        started_on="begun",
        ended_on="finished",
        germination=lambda r: Decimal(r["sprouted_pct"]) / 100,
        read_at=lambda r: datetime.fromtimestamp(r["read_ts"], UTC),
        is_public="public",
    )
