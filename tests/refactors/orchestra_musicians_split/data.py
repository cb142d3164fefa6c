from support.refactors.rows import Dice, looks, store

d = Dice(410, "en")

SECTION = d.rows(
    6, lambda n: {"name": ["Strings", "Woodwind", "Brass", "Percussion", "Harp", "Keys"][n - 1]}
)
MUSICIAN = d.rows(
    70,
    lambda n: {
        "first": d.first(),
        "last": d.last(),
        "born": d.maybe(d.day(1955, 2002), 0.1),
        "mail": d.blank(d.mail(n), 0.2),
        "section_id": d.ref(SECTION),
        "chair": d.maybe(d.between(1, 16), 0.2),
        "salary": d.money(1800, 6000),
        "hired": d.day(1985, 2024),
        "left": d.maybe(d.day(2010, 2025), 0.7),
    },
)
COMPOSER = d.rows(20, lambda n: {"name": d.name(), "died": d.maybe(d.between(1750, 2010), 0.3)})
WORK = d.rows(
    45,
    lambda n: {
        "composer_id": d.ref(COMPOSER),
        "title": d.pick(["Symphony", "Overture", "Suite"]) + f" No. {n}",
        "minutes": d.between(5, 90),
    },
)
CONCERT = d.rows(
    40,
    lambda n: {
        "held": d.moment(2022, 2025),
        "hall": d.town(),
        "conductor": d.name(),
        "sold_out": d.chance(0.3),
    },
)
SLOT = d.rows(
    120,
    lambda n: {
        "concert_id": d.ref(CONCERT),
        "work_id": d.ref(WORK),
        "pos": d.between(1, 5),
        "soloist_id": d.maybe(d.ref(MUSICIAN), 0.6),
    },
)
WORK_SECTIONS = [
    {"work_id": a, "section_id": b}
    for a in range(1, len(WORK) + 1)
    for b in sorted(d.random.sample(range(1, len(SECTION) + 1), 2))
]


def fill():
    from orchestra import models as m

    store(m.Section, SECTION)
    store(m.Musician, MUSICIAN)
    store(m.Composer, COMPOSER)
    store(m.Work, WORK)
    store(m.Concert, CONCERT)
    store(m.Slot, SLOT)
    store(m.Work.sections.through, WORK_SECTIONS)


def arrived():
    from orchestra import models as m

    yield looks(m.Section, SECTION, name="name")
    yield looks(
        m.Person, MUSICIAN, given_name="first", family_name="last", born_on="born", email="mail"
    )
    yield looks(m.Composer, COMPOSER, full_name="name", died_in="died")
    yield looks(m.Piece, WORK, composer_id="composer_id", title="title", length_minutes="minutes")
    yield looks(
        m.Performance,
        CONCERT,
        starts_at="held",
        venue="hall",
        conducted_by="conductor",
        is_sold_out="sold_out",
    )
    yield looks(
        m.ProgrammeItem,
        SLOT,
        performance_id="concert_id",
        piece_id="work_id",
        position="pos",
        soloist_id="soloist_id",
    )
    yield looks(
        m.Piece.scored_for.through, WORK_SECTIONS, piece_id="work_id", section_id="section_id"
    )

    contracts = [{**r, "person": n} for n, r in enumerate(MUSICIAN, 1)]
    yield looks(
        m.Contract,
        contracts,
        person_id="person",
        section_id="section_id",
        chair="chair",
        salary="salary",
        hired_on="hired",
        left_on="left",
    )
