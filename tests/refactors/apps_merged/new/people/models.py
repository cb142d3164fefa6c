from django.db import models


class Pupil(models.Model):
    name = models.CharField(max_length=60)
    born = models.DateField()


class Teacher(models.Model):
    name = models.CharField(max_length=60)
    born = models.DateField()


class Contract(models.Model):
    teacher = models.ForeignKey(Teacher, models.CASCADE)
    hours = models.IntegerField()
