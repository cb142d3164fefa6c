from django.db import models


class Warden(models.Model):
    badge = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    since = models.DateField()


class Zone(models.Model):
    letter = models.CharField(max_length=20)
    tariff = models.SmallIntegerField()


class Vehicle(models.Model):
    plate = models.CharField(max_length=10)
    make = models.CharField(max_length=20)
    colour = models.CharField(max_length=20, blank=True)


class Ticket(models.Model):
    warden = models.ForeignKey("Warden", models.CASCADE)
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    zone = models.ForeignKey("Zone", models.CASCADE)
    written = models.DateTimeField()
    street = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    towed = models.BooleanField()
    photographed = models.DateField(null=True)


class Payment(models.Model):
    ticket = models.ForeignKey("Ticket", models.CASCADE)
    sum = models.DecimalField(max_digits=6, decimal_places=2)
    on = models.DateField()


class Appeal(models.Model):
    author = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    received = models.DateField()
