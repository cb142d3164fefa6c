from support.refactors.rows import Dice, looks, store

d = Dice(405, "fr")

SHOW = d.rows(
    25,
    lambda n: {
        "title": f"Pièce {n}",
        "author": d.name(),
        "minutes": d.between(45, 200),
        "premiere": d.day(2019, 2025),
    },
)
PERFORMANCE = d.rows(
    140,
    lambda n: {
        "show_id": d.ref(SHOW),
        "starts_at": d.moment(2024, 2025),
        "hall": d.pick(["Grande salle", "Studio"]),
        "sold_out": d.chance(0.2),
    },
)
TICKET = d.rows(
    300,
    lambda n: {
        "performance_id": d.ref(PERFORMANCE),
        "seat": f"{d.pick('ABCDEF')}{d.between(1, 40)}",
        "price": d.money(8, 90),
    },
)
ARTIST = d.rows(
    40,
    lambda n: {
        "name": d.name(),
        "born": d.maybe(d.between(1940, 2003)),
    },
)
ROLE = d.rows(
    110,
    lambda n: {
        "show_id": d.ref(SHOW),
        "artist_id": d.ref(ARTIST),
        "character": d.first(),
    },
)


def fill():
    from stage import models as m

    store(m.Show, SHOW)
    store(m.Performance, PERFORMANCE)
    store(m.Ticket, TICKET)
    store(m.Artist, ARTIST)
    store(m.Role, ROLE)


def arrived():
    from stage import models as m

    yield looks(
        m.Performance, SHOW, title="title", author="author", minutes="minutes", premiere="premiere"
    )
    yield looks(
        m.Show,
        PERFORMANCE,
        performance_id="show_id",
        starts_at="starts_at",
        hall="hall",
        sold_out="sold_out",
    )
    yield looks(m.Ticket, TICKET, show_id="performance_id", seat="seat", price="price")
    yield looks(m.Artist, ARTIST, name="name", born="born")
    yield looks(
        m.Role, ROLE, performance_id="show_id", artist_id="artist_id", character="character"
    )
