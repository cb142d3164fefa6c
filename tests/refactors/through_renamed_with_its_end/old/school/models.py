from django.db import models


class Pupil(models.Model):
    name = models.CharField(max_length=60)
    born = models.DateField()


class Course(models.Model):
    title = models.CharField(max_length=60)
    pupils = models.ManyToManyField(Pupil, through="Enrolment")


class Enrolment(models.Model):
    course = models.ForeignKey(Course, models.CASCADE)
    pupil = models.ForeignKey(Pupil, models.CASCADE)
    grade = models.IntegerField(null=True)
