from django.db import models


class Berth(models.Model):
    pier = models.CharField(max_length=2)
    number = models.SmallIntegerField()
    metres = models.DecimalField(max_digits=5, decimal_places=2)


class Owner(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=40)


class Firm(models.Model):
    company = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=40)
    vat = models.CharField(max_length=12)


class Boat(models.Model):
    berth = models.ForeignKey("Berth", models.SET_NULL, null=True)
    owner = models.ForeignKey("Owner", models.CASCADE)
    name = models.CharField(max_length=60)
    draught = models.DecimalField(max_digits=5, decimal_places=2)
    sail = models.BooleanField()


class Contract(models.Model):
    firm = models.ForeignKey("Firm", models.CASCADE)
    signed = models.DateField()
    rate = models.DecimalField(max_digits=8, decimal_places=2)


class Job(models.Model):
    boat = models.ForeignKey("Boat", models.CASCADE)
    task = models.CharField(max_length=120)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    done = models.DateTimeField(null=True)
