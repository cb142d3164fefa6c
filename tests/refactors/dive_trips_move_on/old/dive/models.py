from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=40)
    seats = models.SmallIntegerField()


class Tour(models.Model):
    title = models.CharField(max_length=80)
    days = models.SmallIntegerField()
    price = models.DecimalField(max_digits=8, decimal_places=2)
    starts_on = models.DateField()


class Trip(models.Model):
    boat = models.ForeignKey("Boat", models.CASCADE)
    tour = models.ForeignKey("Tour", models.SET_NULL, null=True)
    site = models.CharField(max_length=60)
    leaves_at = models.DateTimeField()
    max_depth = models.SmallIntegerField()


class Diver(models.Model):
    name = models.CharField(max_length=80)
    brevet = models.CharField(max_length=20)


class Dive(models.Model):
    trip = models.ForeignKey("Trip", models.CASCADE)
    diver = models.ForeignKey("Diver", models.CASCADE)
    minutes = models.SmallIntegerField()
    bar_left = models.SmallIntegerField(null=True)
