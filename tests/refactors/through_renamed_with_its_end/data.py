def fill():
    from datetime import date

    from school.models import Course, Enrolment, Pupil

    courses = [Course.objects.create(title=f"C{n}") for n in range(2)]
    for n in range(1, 7):
        pupil = Pupil.objects.create(name=f"P{n}", born=date(2010, n, 1))
        Enrolment.objects.create(course=courses[n % 2], pupil=pupil, grade=n)


def arrived():
    from school.models import Registration

    yield (
        Registration.objects.filter(mark=4).values_list("student__name", "course__title"),
        [("P4", "C0")],
    )
