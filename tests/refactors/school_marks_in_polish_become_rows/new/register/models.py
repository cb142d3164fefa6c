from django.db import models


class Teacher(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    employed_since = models.DateField()


class SchoolClass(models.Model):
    label = models.CharField(max_length=4, unique=True)
    year = models.SmallIntegerField()
    form_teacher = models.ForeignKey("Teacher", models.CASCADE)


class Pupil(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    born_on = models.DateField()
    school_class = models.ForeignKey("SchoolClass", models.CASCADE)
    is_withdrawn = models.BooleanField()


class Subject(models.Model):
    title = models.CharField(max_length=60)
    hours_a_week = models.SmallIntegerField()


class Lesson(models.Model):
    school_class = models.ForeignKey("SchoolClass", models.CASCADE)
    subject = models.ForeignKey("Subject", models.CASCADE)
    teacher = models.ForeignKey("Teacher", models.CASCADE)
    weekday = models.SmallIntegerField()
    period = models.SmallIntegerField()
    room = models.CharField(max_length=6, blank=True)


class Report(models.Model):
    pupil = models.ForeignKey("Pupil", models.CASCADE)
    subject = models.ForeignKey("Subject", models.CASCADE)
    comment = models.TextField(blank=True)


class Absence(models.Model):
    pupil = models.ForeignKey("Pupil", models.CASCADE)
    lesson = models.ForeignKey("Lesson", models.CASCADE)
    day = models.DateField()
    is_excused = models.BooleanField()


class Mark(models.Model):
    report = models.ForeignKey("Report", models.CASCADE)
    term = models.CharField(max_length=10)
    grade = models.SmallIntegerField()
