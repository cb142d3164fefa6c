from django.db import models


class Location(models.Model):
    name = models.CharField(max_length=40)
    latitude = models.FloatField()
    longitude = models.FloatField()


class Item(models.Model):
    location = models.ForeignKey(Location, models.CASCADE)
    quantity = models.IntegerField()
    description = models.TextField()
    image = models.CharField(max_length=100)
    position = models.IntegerField(default=0)
    last_updated = models.DateTimeField()
    minimum_quantity = models.IntegerField()
    maximum_quantity = models.IntegerField()
