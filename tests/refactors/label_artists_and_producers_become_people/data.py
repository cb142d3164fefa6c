from datetime import timedelta
from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(606, "en")

ARTIST = d.rows(
    40,
    lambda n: {
        "stage_name": d.name(),
        "mail": d.blank(d.mail(n)),
        "since": d.day(),
    },
)
PRODUCER = d.rows(
    15,
    lambda n: {
        "full_name": d.name(),
        "contact": d.blank(d.mail(n)),
        "hired": d.day(),
        "studio": d.firm(),
    },
)
RELEASE = d.rows(
    50,
    lambda n: {
        "artist_id": d.ref(ARTIST),
        "title": d.note(),
        "out": d.maybe(d.day()),
        "genre": d.pick(["Rock", "Jazz", "Folk"]),
        "meta": {"upc": d.digits(12), "discs": d.between(1, 3), "explicit": d.chance(0.2)},
    },
)
SONG = d.rows(
    160,
    lambda n: {
        "release_id": d.ref(RELEASE),
        "no": d.between(1, 60),
        "title": d.note(),
        "seconds": d.between(60, 600),
        "producer_id": d.ref(PRODUCER),
    },
)
SALE = d.rows(
    200,
    lambda n: {
        "release_id": d.ref(RELEASE),
        "sold": d.day(),
        "shop": d.firm(),
        "cents": d.between(99, 4000),
    },
)


def fill():
    from label import models as m

    store(m.Artist, ARTIST)
    store(m.Producer, PRODUCER)
    store(m.Release, RELEASE)
    store(m.Song, SONG)
    store(m.Sale, SALE)


def arrived():
    from label import models as m

    yield looks(
        m.Album,
        RELEASE,
        performer_id="artist_id",
        name="title",
        released_on="out",
        genre_id=lambda r: {"Rock": 1, "Jazz": 2, "Folk": 3}[r["genre"]],
        upc=lambda r: r["meta"]["upc"],
        discs=lambda r: r["meta"]["discs"],
        explicit=lambda r: r["meta"]["explicit"],
    )
    yield looks(
        m.Track,
        SONG,
        album_id="release_id",
        position="no",
        name="title",
        duration=lambda r: timedelta(seconds=r["seconds"]),
        produced_by_id=lambda r: r["producer_id"] + 1000,
    )
    yield looks(
        m.Sale,
        SALE,
        album_id="release_id",
        sold_on="sold",
        outlet="shop",
        amount=lambda r: Decimal(r["cents"]) / 100,
    )
    there = m.Person.objects.order_by("pk").values_list("pk", "role", "name", "email", "studio")
    artists = [(n, "artist", r["stage_name"], r["mail"], "") for n, r in enumerate(ARTIST, 1)]
    producers = [
        (n + 1000, "producer", r["full_name"], r["contact"], r["studio"])
        for n, r in enumerate(PRODUCER, 1)
    ]
    yield there, artists + producers


def live():
    from label import models as m

    m.Genre.objects.bulk_create(m.Genre(name=name) for name in ("Rock", "Jazz", "Folk"))
