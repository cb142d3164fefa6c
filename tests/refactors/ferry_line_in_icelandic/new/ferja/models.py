from django.db import models


class Vessel(models.Model):
    name = models.CharField(max_length=40)
    built_in = models.SmallIntegerField(null=True)
    seats = models.SmallIntegerField()
    car_spaces = models.SmallIntegerField()


class Port(models.Model):
    name = models.CharField(max_length=40)
    latitude = models.FloatField()
    longitude = models.FloatField()


class Line(models.Model):
    origin = models.ForeignKey("Port", models.CASCADE)
    destination = models.ForeignKey("Port", models.CASCADE)
    minutes = models.IntegerField()


class Sailing(models.Model):
    line = models.ForeignKey("Line", models.CASCADE)
    vessel = models.ForeignKey("Vessel", models.CASCADE)
    departs_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField()


class Passenger(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    born_on = models.DateField(null=True)


class Booking(models.Model):
    sailing = models.ForeignKey("Sailing", models.CASCADE)
    passenger = models.ForeignKey("Passenger", models.CASCADE)
    fare = models.DecimalField(max_digits=8, decimal_places=2)
    paid_at = models.DateTimeField(null=True)


class Vehicle(models.Model):
    booking = models.ForeignKey("Booking", models.CASCADE)
    plate = models.CharField(max_length=10)
    length_m = models.DecimalField(max_digits=5, decimal_places=2)
