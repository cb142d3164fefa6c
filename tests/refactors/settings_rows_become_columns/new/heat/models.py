from django.db import models


class Site(models.Model):
    address = models.CharField(max_length=80)
    city = models.CharField(max_length=60)


class Boiler(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    serial_number = models.CharField(max_length=12, unique=True)
    built_on = models.DateField(null=True)
    flow_temperature = models.SmallIntegerField(null=True)
    eco_mode = models.BooleanField(default=False)
    nickname = models.CharField(max_length=60, blank=True)
