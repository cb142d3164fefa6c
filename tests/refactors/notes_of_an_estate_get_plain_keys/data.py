from support.refactors.rows import Dice, looks, store

d = Dice(414, "ru")

FLAT = d.rows(
    40,
    lambda n: {
        "street": d.street(),
        "rooms": d.between(1, 6),
        "rent": d.money(300, 2500),
    },
)
TENANT = d.rows(
    50,
    lambda n: {
        "name": d.name(),
        "flat_id": d.maybe(d.ref(FLAT), 0.1),
        "since": d.day(2010, 2025),
    },
)
NOTE = d.rows(
    120,
    lambda n: {
        "on": d.pick(["flat", "tenant"]),
        "object": d.ref(FLAT),
        "text": d.note() + f" {n}",
        "written": d.moment(2023, 2025),
    },
)


def fill():
    from django.contrib.contenttypes.models import ContentType
    from estate import models as m

    store(m.Flat, FLAT)
    store(m.Tenant, TENANT)
    types = {t.model: t.pk for t in ContentType.objects.filter(app_label="estate")}
    NOTES = [
        {
            "content_type_id": types[r["on"]],
            "object_id": r["object"],
            "text": r["text"],
            "written": r["written"],
        }
        for r in NOTE
    ]
    store(m.Note, NOTES)


def arrived():
    from estate import models as m

    yield looks(m.Flat, FLAT, address="street", rooms="rooms", monthly_rent="rent")
    yield looks(m.Tenant, TENANT, full_name="name", flat_id="flat_id", moved_in_on="since")
    yield looks(
        m.Note,
        NOTE,
        flat_id=lambda r: r["object"] if r["on"] == "flat" else None,
        tenant_id=lambda r: r["object"] if r["on"] == "tenant" else None,
        body="text",
        written_at="written",
    )
