from django.db import models


class Classroom(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Course(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Year(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Lesson(models.Model):
    day = models.DateField()
    classroom = models.ForeignKey(Classroom, models.PROTECT)
    course = models.ForeignKey(Course, models.PROTECT)
    year = models.ForeignKey(Year, models.PROTECT)
