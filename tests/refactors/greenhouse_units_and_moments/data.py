from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(507, "nl")

HOUSE = d.rows(
    6,
    lambda n: {
        "name": d.town() + f" {n}",
        "heated": d.chance(0.6),
    },
)
PLOT = d.rows(
    60,
    lambda n: {
        "house_id": d.ref(HOUSE),
        "no": n,
        "length_cm": d.between(200, 4000),
        "cleared": d.maybe(d.moment(2024, 2025)),
    },
)
CROP = d.rows(
    30,
    lambda n: {
        "name": f"{d.last()} {n}",
        "latin": d.blank(d.last()),
        "days": d.maybe(d.between(30, 200), 0.2),
    },
)
SOWING = d.rows(
    120,
    lambda n: {
        "ref": UUID(int=d.random.getrandbits(128)),
        "plot_id": d.ref(PLOT),
        "crop_id": d.ref(CROP),
        "sown": d.day(2023, 2025),
        "pricked": d.maybe(d.day(2023, 2025), 0.4),
        "planted": d.maybe(d.moment(2023, 2025), 0.3),
        "failed": d.maybe(d.moment(2023, 2025), 0.8),
        "remark": d.blank(d.note()),
    },
)
WATERING = d.rows(
    160,
    lambda n: {
        "plot_id": d.ref(PLOT),
        "begun_ts": d.between(1650000000, 1740000000),
        "minutes": d.between(2, 90),
        "litres": d.between(5, 900),
    },
)
HARVEST = d.rows(
    140,
    lambda n: {
        "sowing_id": d.ref(SOWING),
        "kilos": d.money(1, 200),
        "cents": d.between(100, 90000),
        "picked": d.day(2023, 2025),
    },
)


def fill():
    from glass import models as m

    store(m.House, HOUSE)
    store(m.Plot, PLOT)
    store(m.Crop, CROP)
    store(m.Sowing, SOWING)
    store(m.Watering, WATERING)
    store(m.Harvest, HARVEST)


def arrived():
    from glass import models as m

    yield looks(m.House, HOUSE, title="name", is_heated="heated")
    yield looks(
        m.Bed,
        PLOT,
        house_id="house_id",
        number="no",
        length_m=lambda r: Decimal(r["length_cm"]) / 100,
        cleared_at="cleared",
    )
    yield looks(m.Variety, CROP, name="name", botanical_name="latin", days_to_harvest="days")
    yield looks(
        m.Planting,
        SOWING,
        public_id="ref",
        bed_id="plot_id",
        variety_id="crop_id",
        sown_on="sown",
        pricked_out_on="pricked",
        planted_at="planted",
        failed_at="failed",
        notes="remark",
    )
    yield looks(
        m.Watering,
        WATERING,
        bed_id="plot_id",
        started_at=lambda r: datetime.fromtimestamp(r["begun_ts"], UTC),
        duration=lambda r: timedelta(minutes=r["minutes"]),
        volume_litres="litres",
    )
    yield looks(
        m.Picking,
        HARVEST,
        planting_id="sowing_id",
        weight_kg="kilos",
        revenue=lambda r: Decimal(r["cents"]) / 100,
        picked_on="picked",
    )
