from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random


def fill():
    from django.contrib.auth.models import User
    from lms.models import Answer, Course, Enrolment, Lesson, Quiz, Student

    dice = Random(23)
    teachers = [User.objects.create_user(f"teacher{n}") for n in range(3)]
    students = [
        Student.objects.create(
            name=f"Student {n}", email=f"s{n}@example.org", phone=f"+43 1 {n:05}"
        )
        for n in range(25)
    ]
    for n in range(6):
        course = Course.objects.create(
            code=f"MA{100 + n}",
            title=f"Mathematics {n}",
            teacher=teachers[n % 3],
            seats=20 + 5 * n,
            starts=date(2024, 2, 1 + n),
            ends=date(2024, 6, 1 + n),
        )
        for student in dice.sample(students, 12):
            Enrolment.objects.create(
                student=student,
                course=course,
                enrolled=date(2024, 1, 1 + n),
                progress=dice.random(),
                final_mark=Decimal(10 + dice.randrange(40)) / 10 if n % 2 else None,
            )
        for number in range(1, 5):
            lesson = Lesson.objects.create(
                course=course,
                number=number,
                title=f"Lesson {number}",
                summary=f"About {number}" if number % 2 else None,
                video=f"https://video.example/{n}/{number}" if number > 1 else "",
            )
            quiz = Quiz.objects.create(
                lesson=lesson, question_count=5 + number, pass_mark=50 + number, weight=number % 3
            )
            for student in dice.sample(students, 5):
                Answer.objects.create(
                    quiz=quiz,
                    student=student,
                    points=30 + dice.randrange(70),
                    submitted=datetime(2024, 3, 1, 9, n, tzinfo=UTC) + timedelta(days=number),
                )


def arrived():
    from academy.models import Course, Enrollment, Learner, Lesson, Quiz, Submission

    course = Course.objects.get(code="MA103")
    yield (
        (course.name, course.instructor.username, course.credits),
        ("Mathematics 3", "teacher0", 0),
    )
    yield (course.start_date, course.end_date), (date(2024, 2, 4), date(2024, 6, 4))
    lesson = Lesson.objects.get(course=course, position=2)
    yield (
        (lesson.summary, lesson.slug, lesson.video_url),
        ("", "lesson-2", "https://video.example/3/2"),
    )
    yield Learner.objects.get(email="s7@example.org").matriculation, ""
    yield Enrollment.objects.filter(final_grade=None, certificate="").count(), 36
    yield (
        Quiz.objects.filter(lesson=lesson).values_list("num_questions", "passing_score", "minutes"),
        [(7, 52, 30)],
    )
    yield Submission.objects.filter(score__gte=30, learner__isnull=False).count(), 120
