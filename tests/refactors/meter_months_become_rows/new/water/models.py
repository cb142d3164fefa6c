from django.db import models


class Household(models.Model):
    holder = models.CharField(max_length=80)
    address = models.CharField(max_length=80)
    occupants = models.SmallIntegerField(null=True)


class Meter(models.Model):
    household = models.ForeignKey(Household, models.CASCADE)
    serial_number = models.CharField(max_length=12, unique=True)
    installed_on = models.DateField()
    removed_on = models.DateField(null=True)


class Reading(models.Model):
    meter = models.ForeignKey(Meter, models.CASCADE)
    month = models.DateField()
    cubic_metres = models.IntegerField()
