from support.refactors.rows import Dice, looks, store

d = Dice(411, "es")

TEAM = d.rows(
    10,
    lambda n: {
        "name": f"Equipo {n}",
        "age_group": d.pick(["U12", "U16", "adult"]),
    },
)
COACH = d.rows(
    12,
    lambda n: {
        "name": d.name(),
        "phone": d.blank(d.phone()),
        "licence": f"L{n:05}",
    },
)
PLAYER = d.rows(
    90,
    lambda n: {
        "full_name": d.name(),
        "mobile": d.blank(d.phone()),
        "born": d.day(1990, 2016),
        "team_id": d.ref(TEAM),
    },
)
SESSION = d.rows(
    80,
    lambda n: {
        "coach_id": d.ref(COACH),
        "team_id": d.ref(TEAM),
        "day": d.day(2024, 2025),
    },
)
FEE = d.rows(
    150,
    lambda n: {
        "player_id": d.ref(PLAYER),
        "season": 2020 + n % 6,
        "amount": d.money(20, 300),
    },
)


def fill():
    from club import models as m

    store(m.Team, TEAM)
    store(m.Coach, COACH)
    store(m.Player, PLAYER)
    store(m.Session, SESSION)
    store(m.Fee, FEE)


def arrived():
    from club import models as m

    yield looks(m.Team, TEAM, name="name", age_group="age_group")
    yield looks(m.Session, SESSION, led_by_id="coach_id", team_id="team_id", held_on="day")
    yield looks(
        m.Fee, FEE, person_id=lambda r: r["player_id"] + 1000, season="season", amount="amount"
    )
    there = m.Person.objects.order_by("pk").values_list("pk", "kind", "name", "team_id")
    coaches = [(n, "coach", r["name"], None) for n, r in enumerate(COACH, 1)]
    players = [(n + 1000, "player", r["full_name"], r["team_id"]) for n, r in enumerate(PLAYER, 1)]
    yield there, coaches + players
