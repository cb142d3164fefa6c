from django.db import models


class Installer(models.Model):
    name = models.CharField(max_length=80)
    certified = models.BooleanField(default=False)


class Lead(models.Model):
    full_name = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=60)
    created = models.DateTimeField()


class Roof(models.Model):
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    pitch = models.SmallIntegerField()
    area = models.DecimalField(max_digits=7, decimal_places=2)
    south_facing = models.BooleanField(default=False)


class Job(models.Model):
    roof = models.ForeignKey(Roof, models.CASCADE)
    installer = models.ForeignKey(Installer, models.SET_NULL, null=True)
    kwp = models.DecimalField(max_digits=6, decimal_places=2)
    done_on = models.DateField(null=True)
