def fill():
    from datetime import date

    from pupils.models import Pupil
    from staff.models import Contract, Teacher

    for n in range(1, 5):
        Pupil.objects.create(name=f"P{n}", born=date(2015, n, 1))
        teacher = Teacher.objects.create(name=f"T{n}", born=date(1980, n, 1))
        Contract.objects.create(teacher=teacher, hours=n)


def arrived():
    from people.models import Contract, Pupil

    yield Pupil.objects.filter(name="P2").count(), 1
    yield Contract.objects.get(hours=3).teacher.name, "T3"
