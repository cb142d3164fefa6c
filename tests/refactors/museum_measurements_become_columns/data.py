from support.refactors.rows import Dice, looks, store

d = Dice(612, "fr")

LENDER = d.rows(
    30,
    lambda n: {
        "name": d.firm(),
        "country": d.pick(["FR", "BE", "CH"]),
    },
)
PIECE = d.rows(
    90,
    lambda n: {
        "inv": f"KX{n:04}",
        "label": d.note(),
        "lender_id": d.maybe(d.ref(LENDER)),
        "year": d.maybe(d.between(1500, 1950)),
    },
)
ATTRIBUTE = d.rows(
    270,
    lambda n: {
        "piece_id": (n + 2) // 3,
        "kind": ["height", "width", "weight"][n % 3],
        "value": str(d.between(1, 400)),
    },
)
ROOM = d.rows(
    12,
    lambda n: {
        "no": n,
        "floor": d.between(1, 60),
    },
)
SHOW = d.rows(
    25,
    lambda n: {
        "name": d.note(),
        "opens": d.day(2023, 2023),
        "closes": d.day(2024, 2024),
    },
)
DISPLAY = d.rows(
    100,
    lambda n: {
        "piece_id": d.ref(PIECE),
        "show_id": d.ref(SHOW),
        "room_id": d.ref(ROOM),
    },
)


def fill():
    from museum import models as m

    store(m.Lender, LENDER)
    store(m.Piece, PIECE)
    store(m.Attribute, ATTRIBUTE)
    store(m.Room, ROOM)
    store(m.Show, SHOW)
    store(m.Display, DISPLAY)


def arrived():
    from museum import models as m

    yield looks(m.Owner, LENDER, full_name="name", country="country")
    yield looks(
        m.Artefact,
        PIECE,
        inventory_number="inv",
        title="label",
        owner_id="lender_id",
        made_in="year",
    )
    yield looks(m.Gallery, ROOM, number="no", storey="floor")
    yield looks(m.Exhibition, SHOW, title="name", opens_on="opens", closes_on="closes")
    yield looks(
        m.Placement, DISPLAY, artefact_id="piece_id", exhibition_id="show_id", gallery_id="room_id"
    )
    found = {(a["piece_id"], a["kind"]): int(a["value"]) for a in ATTRIBUTE}
    wanted = [
        tuple(found[n, kind] for kind in ("height", "width", "weight"))
        for n in range(1, len(PIECE) + 1)
    ]
    yield m.Artefact.objects.order_by("pk").values_list("height", "width", "weight"), wanted
