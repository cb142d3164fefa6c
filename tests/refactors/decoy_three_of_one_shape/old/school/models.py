from django.db import models


class Room(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Subject(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Level(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)


class Lesson(models.Model):
    day = models.DateField()
    room = models.ForeignKey(Room, models.PROTECT)
    subject = models.ForeignKey(Subject, models.PROTECT)
    level = models.ForeignKey(Level, models.PROTECT)
