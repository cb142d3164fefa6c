from django.db import models


class Hotel(models.Model):
    name = models.CharField(max_length=80)
    stars = models.SmallIntegerField(null=True)
    address = models.CharField(max_length=120)


class Room(models.Model):
    hotel = models.ForeignKey("Hotel", models.CASCADE)
    number = models.CharField(max_length=6)
    beds = models.SmallIntegerField()
    has_balcony = models.BooleanField(default=False)


class Booking(models.Model):
    room = models.ForeignKey("Room", models.CASCADE)
    guest = models.ForeignKey("passes.Guest", models.CASCADE)
    arrives_on = models.DateField()
    leaves_on = models.DateField()
    cancelled_at = models.DateTimeField(null=True)


class Deposit(models.Model):
    booking = models.ForeignKey("Booking", models.CASCADE)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid_at = models.DateTimeField(null=True)


class Cleaning(models.Model):
    room = models.ForeignKey("Room", models.CASCADE)
    done_on = models.DateField()
    cleaner = models.ForeignKey("staff.Employee", models.SET_NULL, null=True)


class SpaSlot(models.Model):
    hotel = models.ForeignKey("Hotel", models.CASCADE)
    starts_at = models.DateTimeField()
    guest = models.ForeignKey("passes.Guest", models.SET_NULL, null=True)


class LostKey(models.Model):
    room = models.ForeignKey("Room", models.CASCADE)
    lost_on = models.DateField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)
