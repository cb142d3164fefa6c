from support.refactors.rows import Dice, looks, store

d = Dice(210, "pt")

TEACHER = d.rows(
    12, lambda n: {"name": d.name(), "instrument": d.pick(["violino", "piano", "fagote"])}
)
HALL = d.rows(6, lambda n: {"name": d.town(), "seats": d.between(40, 800)})
COURSE = d.rows(
    40,
    lambda n: {
        "title": d.pick(["Formação musical", "Coro", "Orquestra"]) + f" {n}",
        "teacher_id": d.maybe(d.ref(TEACHER), 0.2),
        "fee": d.money(20, 150),
    },
)
CONCERT = d.rows(
    30,
    lambda n: {
        "title": d.pick(["Natal", "Primavera", "Recital"]) + f" {n}",
        "on": d.day(2024, 2026),
    },
)
HALLS = {n: d.ref(HALL) for n in range(1, 31) if n % 5}


def fill():
    from music import models as m

    store(m.Teacher, TEACHER)
    store(m.Hall, HALL)
    store(m.Course, COURSE)
    store(m.Concert, CONCERT)
    for number, hall in HALLS.items():
        m.Concert.objects.get(pk=number).halls.add(hall)


def arrived():
    from music import models as m

    yield looks(m.Teacher, TEACHER, full_name="name", main_instrument="instrument")
    yield looks(m.Hall, HALL, name="name", capacity="seats")
    yield looks(m.Course, COURSE, title="title", monthly_fee="fee")
    yield looks(
        m.Concert,
        CONCERT,
        title="title",
        takes_place_on="on",
        hall_id=lambda r: HALLS.get(CONCERT.index(r) + 1),
    )
    wanted = [(n, r["teacher_id"]) for n, r in enumerate(COURSE, 1) if r["teacher_id"]]
    yield (
        m.Course.teachers.through.objects.order_by("course_id").values_list(
            "course_id", "teacher_id"
        ),
        wanted,
    )
