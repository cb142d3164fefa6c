from django.db import models


class Depot(models.Model):
    code = models.CharField(max_length=4, unique=True)
    town = models.CharField(max_length=40)
    opened = models.DateField()


class Driver(models.Model):
    depot = models.ForeignKey(Depot, models.PROTECT)
    name = models.CharField(max_length=60)
    licence = models.CharField(max_length=16, unique=True)
    hired = models.DateField()
    tel = models.CharField(max_length=20, blank=True)


class Holiday(models.Model):
    driver = models.ForeignKey(Driver, models.CASCADE)
    first_day = models.DateField()
    last_day = models.DateField()
    granted = models.BooleanField(default=False)


class Training(models.Model):
    name = models.CharField(max_length=60)
    hours = models.IntegerField()
    drivers = models.ManyToManyField(Driver)
