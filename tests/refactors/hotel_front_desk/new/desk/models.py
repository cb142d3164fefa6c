from django.conf import settings
from django.db import models


class Room(models.Model):
    number = models.CharField(max_length=6, unique=True)
    bed_count = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=8, decimal_places=2)
    cleaning_fee = models.DecimalField(max_digits=8, decimal_places=2)
    non_smoking = models.BooleanField(default=True)


class Guest(models.Model):
    first_name = models.CharField(max_length=50)
    last_name = models.CharField(max_length=50)
    passport_number = models.CharField(max_length=20, unique=True)
    emergency_contact = models.CharField(max_length=30)
    vip = models.BooleanField(default=False)


class Booking(models.Model):
    room = models.ForeignKey(Room, models.PROTECT)
    guest = models.ForeignKey(Guest, models.PROTECT)
    arrival_date = models.DateField()
    departure_date = models.DateField()
    nights = models.IntegerField()
    channel = models.CharField(max_length=5, choices=[(w, w) for w in ("web", "phone", "agent")])
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    notes = models.TextField(blank=True)
