from support.refactors.rows import Dice, looks, store

d = Dice(414, "en")

SHELF = d.rows(15, lambda n: {"code": f"S{n:02}", "capacity": d.between(5, 60)})
THING = d.rows(
    120,
    lambda n: {
        "shelf_id": d.maybe(d.ref(SHELF), 0.2),
        "what": d.pick(["umbrella", "glove", "phone", "bag"]),
        "colour": d.blank(d.pick(["red", "black", "blue"])),
        "found": d.day(2024, 2025),
        "sold": d.chance(0.2),
        "valued": d.maybe(d.day(2024, 2025), 0.4),
        "where": d.town(),
    },
)
FINDER = d.rows(
    60,
    lambda n: {"thing_id": d.ref(THING), "name": d.name(), "reward": d.maybe(d.money(1, 50), 0.6)},
)
CLAIM = d.rows(
    40,
    lambda n: {
        "name": d.name(),
        "text": d.note(),
        "day": d.day(2024, 2025),
        "thing_id": d.ref(THING),
    },
)


def fill():
    from lost import models as m

    store(m.Shelf, SHELF)
    store(m.Thing, THING)
    store(m.Finder, FINDER)
    store(m.Claim, CLAIM)


def arrived():
    from lost import models as m

    yield looks(m.Rack, SHELF, code="code", level=lambda r: 1)
    yield looks(
        m.FoundItem,
        THING,
        rack_id="shelf_id",
        title="what",
        colour="colour",
        found_on="found",
        place="where",
        is_donated=lambda r: False,
    )
    yield looks(m.Finder, FINDER, item_id="thing_id", full_name="name", reward="reward")
