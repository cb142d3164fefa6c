from support.refactors.rows import Dice, looks, store

d = Dice(508, "de")

SKILL = d.rows(
    8,
    lambda n: {
        "name": d.town() + f" {n}",
    },
)
WARD = d.rows(
    5,
    lambda n: {
        "name": d.town(),
        "beds": d.between(4, 20),
    },
)
VOLUNTEER = d.rows(
    60,
    lambda n: {
        "first": d.first(),
        "last": d.last(),
        "phone": d.blank(d.phone()),
        "born": d.maybe(d.day(1940, 2000), 0.2),
        "skill_id": d.ref(SKILL),
        "trained": d.day(2010, 2024),
        "hours": d.between(1, 12),
        "quit": d.maybe(d.day(2020, 2025), 0.8),
    },
)
GUEST = d.rows(
    40,
    lambda n: {
        "ward_id": d.ref(WARD),
        "name": d.name(),
        "came": d.day(2023, 2025),
        "died": d.maybe(d.day(2023, 2025), 0.4),
    },
)
CALL = d.rows(
    160,
    lambda n: {
        "volunteer_id": d.ref(VOLUNTEER),
        "guest_id": d.ref(GUEST),
        "at": d.moment(2023, 2025),
        "minutes": d.between(10, 180),
        "text": d.blank(d.note()),
    },
)


def fill():
    from hospice import models as m

    store(m.Skill, SKILL)
    store(m.Ward, WARD)
    store(m.Volunteer, VOLUNTEER)
    store(m.Guest, GUEST)
    store(m.Call, CALL)


def arrived():
    from hospice import models as m

    yield looks(m.Skill, SKILL, title="name")
    yield looks(m.Unit, WARD, name="name", beds="beds")
    yield looks(
        m.Person, VOLUNTEER, given_name="first", family_name="last", mobile="phone", born_on="born"
    )
    yield looks(
        m.Resident, GUEST, unit_id="ward_id", full_name="name", admitted_on="came", died_on="died"
    )
    yield looks(
        m.Visit,
        CALL,
        person_id="volunteer_id",
        resident_id="guest_id",
        began_at="at",
        duration_minutes="minutes",
        report="text",
    )
    there = m.Engagement.objects.order_by("person_id").values_list(
        "person_id", "trained_on", "weekly_hours", "ended_on"
    )
    yield there, [(n, r["trained"], r["hours"], r["quit"]) for n, r in enumerate(VOLUNTEER, 1)]
    skills = m.Person.skills.through.objects.order_by("person_id").values_list(
        "person_id", "skill_id"
    )
    yield skills, [(n, r["skill_id"]) for n, r in enumerate(VOLUNTEER, 1)]
