from support.refactors.rows import Dice, looks, store

d = Dice(218, "en")

KEEPER = d.rows(
    30, lambda n: {"name": d.name(), "banned": d.chance(0.1), "disabled": d.chance(0.2)}
)
DOG = d.rows(
    60,
    lambda n: {
        "keeper_id": d.ref(KEEPER),
        "name": d.pick(["Rex", "Żaba", "Loki", "Néo"]),
        "dead": d.chance(0.15),
        "neutered": d.chance(0.6),
        "hidden": d.chance(0.1),
        "male": d.chance(0.5),
    },
)
STAY = d.rows(
    80,
    lambda n: {
        "dog_id": d.ref(DOG),
        "arrives": d.day(2024, 2024),
        "leaves": d.day(2025, 2025),
        "unpaid": d.chance(0.3),
        "vaccinated": d.chance(0.9),
    },
)


def fill():
    from kennel import models as m

    store(m.Keeper, KEEPER)
    store(m.Dog, DOG)
    store(m.Stay, STAY)


def arrived():
    from kennel import models as m

    yield looks(
        m.Keeper, KEEPER, name="name", is_blocked="banned", is_active=lambda r: not r["disabled"]
    )
    yield looks(
        m.Dog,
        DOG,
        keeper_id="keeper_id",
        call_name="name",
        is_deceased="dead",
        is_sterilised="neutered",
        is_invisible="hidden",
        is_male="male",
    )
    yield looks(
        m.Stay,
        STAY,
        dog_id="dog_id",
        from_day="arrives",
        until_day="leaves",
        is_settled=lambda r: not r["unpaid"],
        has_vaccination="vaccinated",
    )
