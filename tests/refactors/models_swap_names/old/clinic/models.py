from django.db import models


class Ward(models.Model):
    title = models.CharField(max_length=40)
    floor = models.IntegerField()
    beds = models.IntegerField()


class Room(models.Model):
    number = models.CharField(max_length=10)
    ward = models.ForeignKey(Ward, models.PROTECT)
    oxygen = models.BooleanField()
