from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=60, unique=True)


class Parcel(models.Model):
    sender = models.ForeignKey(Place, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Place, models.CASCADE, related_name="+")
    grams = models.IntegerField()
