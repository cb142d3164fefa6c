from support.refactors.rows import Dice, looks, store

d = Dice(209, "nl")

BED = d.rows(12, lambda n: {"code": f"B{n}", "heated": d.chance(0.4)})
PLANT = d.rows(
    60,
    lambda n: {
        "latin": d.pick(["Acer palmatum", "Buxus", "Hosta", "Rosa canina"]) + f" {n}",
        "pot": d.pick([9, 13, 19, 25]),
        "price_a": d.money(2, 80),
        "price_b": d.money(2, 80),
        "hardy": d.chance(0.6),
    },
)
BATCH = d.rows(
    70,
    lambda n: {
        "plant_id": d.ref(PLANT),
        "bed_id": d.maybe(d.ref(BED), 0.2),
        "quantity": d.between(5, 500),
        "stamped": d.maybe(d.moment(2024, 2025), 0.3),
        "marked": d.maybe(d.moment(2024, 2025), 0.3),
    },
)


def fill():
    from nursery import models as m

    store(m.Bed, BED)
    store(m.Plant, PLANT)
    store(m.Batch, BATCH)


def arrived():
    from nursery import models as m

    yield looks(m.Bed, BED, code="code", is_heated="heated")
    yield looks(
        m.Plant,
        PLANT,
        botanical_name="latin",
        pot_size_cm="pot",
        retail_price="price_a",
        trade_price="price_b",
        is_hardy="hardy",
    )
    yield looks(
        m.Batch,
        BATCH,
        plant_id="plant_id",
        bed_id="bed_id",
        quantity="quantity",
        approved_at="stamped",
        checked_at="marked",
    )
