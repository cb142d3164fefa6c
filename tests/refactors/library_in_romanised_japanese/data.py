from support.refactors.rows import Dice, looks, store

d = Dice(608, "ja")

BUNRUI = d.rows(
    14,
    lambda n: {
        "kigou": f"KX{n:04}",
        "namae": d.last(),
    },
)
SHUPPANSHA = d.rows(
    16,
    lambda n: {
        "namae": d.firm(),
        "denwa": d.blank(d.phone()),
    },
)
CHOSHA = d.rows(
    50,
    lambda n: {
        "sei": d.last(),
        "mei": d.first(),
        "seinen": d.maybe(d.between(1850, 2000)),
    },
)
HON = d.rows(
    140,
    lambda n: {
        "hyoudai": d.note(),
        "isbn": f"978{n:010}",
        "bunrui_id": d.ref(BUNRUI),
        "shuppansha_id": d.ref(SHUPPANSHA),
        "hakkou": d.maybe(d.day()),
    },
)
ZOUSHO = d.rows(
    200,
    lambda n: {
        "hon_id": d.ref(HON),
        "barcode": f"KX{n:04}",
        "tana": d.blank(f"KX{n:04}"),
        "haiki": d.chance(0.3),
    },
)
RIYOUSHA = d.rows(
    110,
    lambda n: {
        "kaado": f"KX{n:04}",
        "sei": d.last(),
        "mei": d.first(),
        "touroku": d.day(),
        "meeru": d.blank(d.mail(n)),
    },
)
KASHIDASHI = d.rows(
    260,
    lambda n: {
        "zousho_id": d.ref(ZOUSHO),
        "riyousha_id": d.ref(RIYOUSHA),
        "kashita": d.moment(2024, 2024),
        "kaeshita": d.maybe(d.moment(2025, 2025)),
        "enchou": d.between(0, 3),
    },
)
YOYAKU = d.rows(
    80,
    lambda n: {
        "hon_id": d.ref(HON),
        "riyousha_id": d.ref(RIYOUSHA),
        "uketsuke": d.moment(),
        "torikeshi": d.chance(0.3),
    },
)
ENSOKU = d.rows(
    20,
    lambda n: {
        "kaisai": d.day(),
        "daimei": d.note(),
        "teiin": d.maybe(d.between(1, 60)),
    },
)
HON_CHOSHA = [
    {"hon_id": a, "chosha_id": b}
    for a in range(1, len(HON) + 1)
    for b in sorted(d.random.sample(range(1, len(CHOSHA) + 1), 2))
]


def fill():
    from toshokan import models as m

    store(m.Bunrui, BUNRUI)
    store(m.Shuppansha, SHUPPANSHA)
    store(m.Chosha, CHOSHA)
    store(m.Hon, HON)
    store(m.Zousho, ZOUSHO)
    store(m.Riyousha, RIYOUSHA)
    store(m.Kashidashi, KASHIDASHI)
    store(m.Yoyaku, YOYAKU)
    store(m.Ensoku, ENSOKU)
    store(m.Hon.chosha.through, HON_CHOSHA)


def arrived():
    from library import models as m

    yield looks(m.Category, BUNRUI, code="kigou", name="namae")
    yield looks(m.Publisher, SHUPPANSHA, name="namae", phone="denwa")
    yield looks(m.Author, CHOSHA, last_name="sei", first_name="mei", birth_year="seinen")
    yield looks(
        m.Book,
        HON,
        title="hyoudai",
        isbn="isbn",
        category_id="bunrui_id",
        publisher_id="shuppansha_id",
        published_on="hakkou",
    )
    yield looks(
        m.Copy, ZOUSHO, book_id="hon_id", barcode="barcode", shelf="tana", is_discarded="haiki"
    )
    yield looks(
        m.Patron,
        RIYOUSHA,
        card_number="kaado",
        last_name="sei",
        first_name="mei",
        registered_on="touroku",
        email="meeru",
    )
    yield looks(
        m.Loan,
        KASHIDASHI,
        copy_id="zousho_id",
        patron_id="riyousha_id",
        lent_at="kashita",
        returned_at="kaeshita",
        renewals="enchou",
    )
    yield looks(
        m.Reservation,
        YOYAKU,
        book_id="hon_id",
        patron_id="riyousha_id",
        placed_at="uketsuke",
        is_cancelled="torikeshi",
    )
    yield looks(m.Event, ENSOKU, held_on="kaisai", title="daimei", seats="teiin")
    yield looks(m.Book.authors.through, HON_CHOSHA, book_id="hon_id", author_id="chosha_id")
