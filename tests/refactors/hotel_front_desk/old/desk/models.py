from django.conf import settings
from django.db import models


class Room(models.Model):
    no = models.CharField(max_length=6, unique=True)
    beds = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=8, decimal_places=2)
    deposit = models.DecimalField(max_digits=8, decimal_places=2)
    smoking = models.BooleanField(default=False)


class Guest(models.Model):
    firstname = models.CharField(max_length=50)
    lastname = models.CharField(max_length=50)
    passport_no = models.CharField(max_length=20, unique=True)
    phone = models.CharField(max_length=30)
    newsletter = models.BooleanField(default=False)


class Booking(models.Model):
    room = models.ForeignKey(Room, models.PROTECT)
    guest = models.ForeignKey(Guest, models.PROTECT)
    arrival = models.DateField()
    departure = models.DateField()
    guests = models.IntegerField()
    channel = models.CharField(max_length=1, choices=[("W", "web"), ("P", "phone"), ("A", "agent")])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    remarks = models.TextField(blank=True)
