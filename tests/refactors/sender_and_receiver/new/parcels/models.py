from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=60, unique=True)


class Parcel(models.Model):
    origin = models.ForeignKey(Place, models.CASCADE, related_name="+")
    destination = models.ForeignKey(Place, models.CASCADE, related_name="+")
    stopover = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="+")
    grams = models.BigIntegerField()
