from support.refactors.rows import Dice, looks, store

d = Dice(510, "en")

GENRES = ["dub", "folk", "jazz", "rock", "soul"]
COUNTRIES = ["DE", "GB", "JM", "US"]

LABEL = d.rows(
    25,
    lambda n: {
        "name": d.firm(),
        "founded": d.maybe(d.between(1930, 2015), 0.2),
    },
)
ARTIST = d.rows(
    60,
    lambda n: {
        "name": f"{d.name()} {n}",
        "sort": f"{d.last()}, {d.first()} {n}",
    },
)
RECORD = d.rows(
    150,
    lambda n: {
        "artist_id": d.ref(ARTIST),
        "label_id": d.maybe(d.ref(LABEL)),
        "title": f"{d.town()} {n}",
        "style": d.pick(GENRES),
        "made_in": d.pick(COUNTRIES),
        "state": d.pick(["new", "used", "sealed"]),
        "blurb": d.note(),
        "hidden": d.chance(0.2),
        "entered": d.moment(2019, 2025),
        "price": d.money(3, 80),
    },
)
SALE = d.rows(
    200,
    lambda n: {
        "record_id": d.ref(RECORD),
        "paid": d.money(3, 80),
        "sold": d.moment(2020, 2025),
        "till": d.between(1, 4),
    },
)
SHELF = d.rows(
    30,
    lambda n: {
        "row": d.pick(["A", "B"]),
        "place": n,
    },
)


def fill():
    from records import models as m

    store(m.Label, LABEL)
    store(m.Artist, ARTIST)
    store(m.Record, RECORD)
    store(m.Sale, SALE)
    store(m.Shelf, SHELF)


def arrived():
    from records import models as m

    yield looks(m.Publisher, LABEL, title="name", founded_in="founded")
    yield looks(m.Artist, ARTIST, stage_name="name", sort_name="sort")
    yield looks(
        m.Release,
        RECORD,
        artist_id="artist_id",
        publisher_id="label_id",
        name="title",
        genre_id=lambda r: GENRES.index(r["style"]) + 1,
        country_id=lambda r: COUNTRIES.index(r["made_in"]) + 1,
        status="state",
        description="blurb",
        is_hidden="hidden",
        created_at="entered",
        price="price",
    )
    yield looks(
        m.Sale, SALE, release_id="record_id", amount="paid", created_at="sold", register="till"
    )
    yield looks(m.Bin, SHELF, aisle="row", position="place")
