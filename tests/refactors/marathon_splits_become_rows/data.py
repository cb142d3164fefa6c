from support.refactors.rows import Dice, looks, store

d = Dice(412, "en")

CLUB = d.rows(12, lambda n: {"name": d.town() + " Harriers", "town": d.town()})
RUNNER = d.rows(
    80,
    lambda n: {
        "club_id": d.maybe(d.ref(CLUB), 0.4),
        "name": d.name(),
        "yob": d.between(1945, 2006),
        "sex": d.pick("mfx"),
    },
)
EDITION = d.rows(4, lambda n: {"held": d.day(2021, 2025), "cold": d.chance(0.3)})
START = d.rows(
    140,
    lambda n: {
        "runner_id": d.ref(RUNNER),
        "edition_id": d.ref(EDITION),
        "bib": n,
        "km10": d.maybe(d.between(2000, 4200), 0.1),
        "km20": d.maybe(d.between(4300, 8500), 0.2),
        "km30": d.maybe(d.between(8600, 12900), 0.3),
        "km40": d.maybe(d.between(13000, 18000), 0.3),
        "gave_up": d.chance(0.1),
    },
)


def fill():
    from race import models as m

    store(m.Club, CLUB)
    store(m.Runner, RUNNER)
    store(m.Edition, EDITION)
    store(m.Start, START)


def arrived():
    from race import models as m

    yield looks(m.Team, CLUB, name="name", city="town")
    yield looks(
        m.Athlete, RUNNER, team_id="club_id", full_name="name", birth_year="yob", gender="sex"
    )
    yield looks(m.Edition, EDITION, held_on="held", is_cold="cold")
    yield looks(
        m.Entry,
        START,
        athlete_id="runner_id",
        edition_id="edition_id",
        bib_number="bib",
        did_not_finish="gave_up",
    )

    splits = [
        (n, mark, row[mark])
        for n, row in enumerate(START, 1)
        for mark in ("km10", "km20", "km30", "km40")
        if row[mark] is not None
    ]
    yield m.Split.objects.order_by("pk").values_list("entry_id", "mark", "seconds"), splits
