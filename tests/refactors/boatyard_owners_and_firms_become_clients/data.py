from support.refactors.rows import Dice, looks, store

d = Dice(509, "es")

BERTH = d.rows(
    40,
    lambda n: {
        "pier": d.pick(["A", "B", "C"]),
        "number": n,
        "metres": d.money(5, 30),
    },
)
OWNER = d.rows(
    70,
    lambda n: {
        "name": d.name(),
        "phone": d.blank(d.phone()),
        "town": d.town(),
    },
)
FIRM = d.rows(
    20,
    lambda n: {
        "company": d.firm(),
        "phone": d.blank(d.phone()),
        "town": d.town(),
        "vat": f"ES{n:08}",
    },
)
BOAT = d.rows(
    70,
    lambda n: {
        "berth_id": d.maybe(d.ref(BERTH)),
        "owner_id": d.ref(OWNER),
        "name": f"{d.first()} {n}",
        "draught": d.money(1, 4),
        "sail": d.chance(0.6),
    },
)
CONTRACT = d.rows(
    30,
    lambda n: {
        "firm_id": d.ref(FIRM),
        "signed": d.day(2018, 2025),
        "rate": d.money(20, 90),
    },
)
JOB = d.rows(
    150,
    lambda n: {
        "boat_id": d.ref(BOAT),
        "task": d.pick(["hull", "mast", "engine"]) + f" {n}",
        "hours": d.money(1, 60),
        "done": d.maybe(d.moment(2022, 2025)),
    },
)


def fill():
    from yard import models as m

    store(m.Berth, BERTH)
    store(m.Owner, OWNER)
    store(m.Firm, FIRM)
    store(m.Boat, BOAT)
    store(m.Contract, CONTRACT)
    store(m.Job, JOB)


def arrived():
    from yard import models as m

    yield looks(m.Berth, BERTH, jetty="pier", number="number", length_m="metres")
    yield looks(
        m.Boat,
        BOAT,
        berth_id="berth_id",
        client_id="owner_id",
        boat_name="name",
        draught_m="draught",
        has_sails="sail",
    )
    yield looks(
        m.Contract,
        CONTRACT,
        client_id=lambda r: r["firm_id"] + 1000,
        signed_on="signed",
        hourly_rate="rate",
    )
    yield looks(
        m.WorkOrder,
        JOB,
        boat_id="boat_id",
        description="task",
        hours_worked="hours",
        finished_at="done",
    )
    there = m.Client.objects.order_by("pk").values_list("pk", "kind", "name", "vat_number")
    owners = [(n, "owner", r["name"], "") for n, r in enumerate(OWNER, 1)]
    firms = [(n + 1000, "firm", r["company"], r["vat"]) for n, r in enumerate(FIRM, 1)]
    yield there, owners + firms
