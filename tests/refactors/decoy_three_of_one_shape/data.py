def fill():
    from datetime import date

    from school.models import Lesson, Level, Room, Subject

    rooms = [Room.objects.create(code=f"R{n}", name=f"Room {n}") for n in range(3)]
    subjects = [Subject.objects.create(code=f"S{n}", name=f"Subject {n}") for n in range(4)]
    levels = [Level.objects.create(code=f"L{n}", name=f"Level {n}") for n in range(5)]
    for n in range(1, 13):
        Lesson.objects.create(
            day=date(2024, n, 1), room=rooms[n % 3], subject=subjects[n % 4], level=levels[n % 5]
        )


def arrived():
    from school.models import Lesson

    yield (
        Lesson.objects.filter(day="2024-06-01").values_list(
            "classroom__code", "course__code", "year__code"
        ),
        [("R0", "S2", "L1")],
    )
