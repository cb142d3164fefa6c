from support.refactors.rows import Dice, looks, store

d = Dice(508, "nl")

WORKER = d.rows(
    25,
    lambda n: {
        "name": d.name(),
        "badge": f"W{n:05}",
        "wage": d.money(1, 900),
        "left": d.maybe(d.day(2016, 2025)),
    },
)
PROJECT = d.rows(
    12,
    lambda n: {
        "title": f"Project {n}",
        "client": d.firm(),
        "open": d.chance(0.7),
    },
)
SHEET = d.rows(
    140,
    lambda n: {
        "worker_id": d.ref(WORKER),
        "project_id": d.ref(PROJECT),
        "monday": d.day(2016, 2025),
        "mon": d.maybe(d.money(1, 9)),
        "tue": d.maybe(d.money(1, 9)),
        "wed": d.maybe(d.money(1, 9)),
        "thu": d.maybe(d.money(1, 9)),
        "fri": d.maybe(d.money(1, 9)),
        "sat": d.maybe(d.money(1, 9), 0.8),
        "sun": d.maybe(d.money(1, 9), 0.9),
        "approved": d.chance(0.7),
    },
)


def fill():
    from hours import models as m

    store(m.Worker, WORKER)
    store(m.Project, PROJECT)
    store(m.Sheet, SHEET)


def arrived():
    from hours import models as m

    yield looks(
        m.Employee,
        WORKER,
        full_name="name",
        badge_number="badge",
        hourly_wage="wage",
        left_on="left",
    )
    yield looks(m.Project, PROJECT, name="title", customer="client", is_open="open")
    yield looks(
        m.Week,
        SHEET,
        employee_id="worker_id",
        project_id="project_id",
        starts_on="monday",
        is_approved="approved",
    )
    wanted = [
        (n, day, r[day])
        for n, r in enumerate(SHEET, 1)
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        if r[day] is not None
    ]
    yield m.Workday.objects.order_by("pk").values_list("week_id", "weekday", "hours"), wanted
