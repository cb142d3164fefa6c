from django.db import models


class Region(models.Model):
    name = models.CharField(max_length=50)


class Town(models.Model):
    region = models.ForeignKey(Region, models.CASCADE)
    name = models.CharField(max_length=50)
    people = models.IntegerField()
