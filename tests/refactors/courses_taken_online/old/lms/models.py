from django.conf import settings
from django.db import models


class Course(models.Model):
    code = models.CharField(max_length=10, unique=True)
    title = models.CharField(max_length=120)
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seats = models.IntegerField()
    starts = models.DateField()
    ends = models.DateField()


class Lesson(models.Model):
    course = models.ForeignKey(Course, models.CASCADE)
    number = models.SmallIntegerField()
    title = models.CharField(max_length=120)
    summary = models.TextField(null=True)
    video = models.URLField(blank=True)


class Student(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=20)


class Enrolment(models.Model):
    student = models.ForeignKey(Student, models.CASCADE)
    course = models.ForeignKey(Course, models.CASCADE)
    enrolled = models.DateField()
    progress = models.FloatField()
    final_mark = models.DecimalField(max_digits=3, decimal_places=1, null=True)


class Quiz(models.Model):
    lesson = models.ForeignKey(Lesson, models.CASCADE)
    question_count = models.IntegerField()
    pass_mark = models.IntegerField()
    weight = models.IntegerField()


class Answer(models.Model):
    quiz = models.ForeignKey(Quiz, models.CASCADE)
    student = models.ForeignKey(Student, models.CASCADE)
    points = models.IntegerField()
    submitted = models.DateTimeField()
