def fill():
    from courses.models import Course, Enrolment, Student

    students = [Student.objects.create(name=f"S{number}") for number in range(9)]
    for number in range(3):
        course = Course.objects.create(code=f"CS{number}")
        for student in students[number:]:
            Enrolment.objects.create(course=course, student=student)


def arrived():
    from courses.models import Course

    yield [course.students.count() for course in Course.objects.order_by("code")], [9, 8, 7]
    yield Course.objects.get(code="CS2").students.order_by("pk").first().name, "S2"
