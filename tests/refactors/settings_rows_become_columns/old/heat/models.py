from django.db import models


class Site(models.Model):
    street = models.CharField(max_length=80)
    town = models.CharField(max_length=60)


class Boiler(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    serial = models.CharField(max_length=12, unique=True)
    built = models.DateField(null=True)


class Setting(models.Model):
    boiler = models.ForeignKey(Boiler, models.CASCADE)
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
