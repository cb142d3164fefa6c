from support.refactors.rows import Dice, looks, store

d = Dice(511, "pt")

STAGE = d.rows(
    8,
    lambda n: {
        "name": d.town() + f" {n}",
        "capacity": d.between(50, 9000),
    },
)
BAND = d.rows(
    40,
    lambda n: {
        "name": f"{d.last()} {n}",
        "country": d.pick(["PT", "ES", "BR"]),
        "site": f"https://{n}.example",
    },
)
ACT = d.rows(
    90,
    lambda n: {
        "stage_id": d.ref(STAGE),
        "band_id": d.ref(BAND),
        "name": f"{d.town()} {n}",
        "day": d.day(2024, 2025),
        "fee": d.money(200, 9000),
        "encore": d.chance(0.3),
    },
)
TICKET = d.rows(
    250,
    lambda n: {
        "act_id": d.ref(ACT),
        "holder": d.name(),
        "sold": d.moment(2024, 2025),
        "code": f"T{n:08}",
        "price": d.money(10, 90),
    },
)
CREW = d.rows(
    50,
    lambda n: {
        "name": d.name(),
        "job": d.pick(["gate", "bar", "clean"]),
        "stage_id": d.maybe(d.ref(STAGE)),
        "from_day": d.day(2024, 2024),
        "to_day": d.day(2025, 2025),
    },
)


def fill():
    from festival import models as m

    store(m.Stage, STAGE)
    store(m.Band, BAND)
    store(m.Act, ACT)
    store(m.Ticket, TICKET)
    store(m.Crew, CREW)


def arrived():
    from festival import models as m

    yield looks(m.Venue, STAGE, name="name", seats="capacity")
    yield looks(m.Artist, BAND, stage_name="name", country="country", website="site")
    yield looks(
        m.Show,
        ACT,
        venue_id="stage_id",
        artist_id="band_id",
        title="name",
        held_on="day",
        gross_fee="fee",
        has_encore="encore",
    )
    yield looks(
        m.Ticket,
        TICKET,
        show_id="act_id",
        holder_name="holder",
        sold_at="sold",
        barcode="code",
        price="price",
    )
    yield looks(
        m.Helper,
        CREW,
        full_name="name",
        task="job",
        venue_id="stage_id",
        first_day="from_day",
        last_day="to_day",
    )
