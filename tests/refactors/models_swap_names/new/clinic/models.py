from django.db import models


class Room(models.Model):
    title = models.CharField(max_length=40)
    floor = models.IntegerField()
    beds = models.IntegerField()


class Ward(models.Model):
    number = models.CharField(max_length=10)
    room = models.ForeignKey(Room, models.PROTECT)
    oxygen = models.BooleanField()
