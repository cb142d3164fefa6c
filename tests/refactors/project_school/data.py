from datetime import UTC, datetime
from decimal import Decimal


def fill():
    from django.db import connection
    from sis.models import Mark, Pupil, Subject, Teacher

    teachers = [
        Teacher.objects.create(
            surname=f"Teach{number}",
            forename="T",
            initials=f"T{number}",
            room="R1",
            active="YN"[number == 2],
        )
        for number in range(3)
    ]
    pupils = [
        Pupil.objects.create(surname=f"Pup{number}", forename="P", locker=number, active="Y")
        for number in range(10)
    ]
    for code, title in (("MA", "Mathematics"), ("DE", "German"), ("PE", "Sports")):
        Subject.objects.create(code=code, title=title)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO "LESSON" ("SUBJ_CD", "TEACHER_ID", "STARTS", "MINUTES")'
            " SELECT (ARRAY['MA', 'DE', 'PE'])[n % 3 + 1], n % 3 + 1, timestamp '2024-02-01 08:00' + n * interval '30 days', 45"
            " FROM generate_series(0, 8) n"
        )
    for number, pupil in enumerate(pupils):
        Mark.objects.create(
            lesson_id=number % 9 + 1,
            pupil=pupil,
            grade=1 + number / 4,
            given_by=teachers[number % 3].initials,
        )


def arrived():
    from marks.models import Mark
    from people.models import Person
    from timetable.models import Lesson

    yield (
        Person.objects.filter(role="teacher")
        .order_by("pk")
        .values_list("pk", "family_name", "initials", "is_active"),
        [
            (1, "Teach0", "T0", True),
            (2, "Teach1", "T1", True),
            (3, "Teach2", "T2", False),
        ],
    )
    yield Person.objects.filter(role="pupil", pk__gt=1000, initials=None).count(), 10
    yield (
        Lesson.objects.order_by("pk")
        .values_list("subject__short", "subject__title", "teacher__initials", "starts")
        .first(),
        (
            "MA",
            "Mathematics",
            "T0",
            datetime(2024, 2, 1, 7, tzinfo=UTC),
        ),
    )
    yield Lesson.objects.order_by("pk")[4].starts, datetime(2024, 5, 31, 6, tzinfo=UTC)
    yield (
        Mark.objects.filter(pupil__family_name="Pup5").values_list(
            "grade", "teacher__family_name", "lesson__pk", "remark"
        ),
        [(Decimal("2.3"), "Teach2", 6, "")],
    )
