from django.db import models
from people.models import Person


class Subject(models.Model):
    short = models.CharField(max_length=6, unique=True)
    title = models.CharField(max_length=60)


class Lesson(models.Model):
    subject = models.ForeignKey(Subject, models.PROTECT)
    teacher = models.ForeignKey(Person, models.PROTECT)
    starts = models.DateTimeField()
    minutes = models.IntegerField()
