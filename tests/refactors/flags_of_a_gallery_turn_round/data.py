from support.refactors.rows import Dice, looks, store

d = Dice(419, "ja")

ARTIST = d.rows(
    30,
    lambda n: {
        "name": d.name(),
        "dead": d.chance(0.3),
    },
)
WORK = d.rows(
    120,
    lambda n: {
        "artist_id": d.ref(ARTIST),
        "title": f"Work {n}",
        "year": d.maybe(d.between(1900, 2024)),
        "hidden": d.chance(0.2),
        "sold": d.chance(0.4),
        "framed": d.chance(0.5),
        "price": d.money(100, 90000),
    },
)
LOAN = d.rows(
    60,
    lambda n: {
        "work_id": d.ref(WORK),
        "museum": d.firm(),
        "back": d.chance(0.6),
    },
)


def fill():
    from gallery import models as m

    store(m.Artist, ARTIST)
    store(m.Work, WORK)
    store(m.Loan, LOAN)


def arrived():
    from gallery import models as m

    yield looks(m.Painter, ARTIST, full_name="name", is_living=lambda r: not r["dead"])
    yield looks(
        m.Painting,
        WORK,
        painter_id="artist_id",
        title="title",
        painted_in="year",
        is_public=lambda r: not r["hidden"],
        is_sold="sold",
        has_frame="framed",
        asking_price="price",
    )
    yield looks(m.Lending, LOAN, painting_id="work_id", borrower="museum", is_returned="back")
