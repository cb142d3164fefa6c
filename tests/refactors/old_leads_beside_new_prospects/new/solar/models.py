from django.db import models


class Installer(models.Model):
    name = models.CharField(max_length=80)
    is_certified = models.BooleanField(default=False)


class Roof(models.Model):
    address = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    pitch_degrees = models.SmallIntegerField()
    area_m2 = models.DecimalField(max_digits=7, decimal_places=2)
    faces_south = models.BooleanField(default=False)


class Installation(models.Model):
    roof = models.ForeignKey(Roof, models.CASCADE)
    installer = models.ForeignKey(Installer, models.SET_NULL, null=True)
    peak_kw = models.DecimalField(max_digits=6, decimal_places=2)
    completed_on = models.DateField(null=True)


class Prospect(models.Model):
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=60)
    created_at = models.DateTimeField()
