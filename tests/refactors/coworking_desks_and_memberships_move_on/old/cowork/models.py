from django.db import models


class Floor(models.Model):
    label = models.CharField(max_length=20)


class Place(models.Model):
    floor = models.ForeignKey("Floor", models.CASCADE)
    number = models.CharField(max_length=8, unique=True)
    by_window = models.BooleanField(default=False)
    width_cm = models.SmallIntegerField()


class Guest(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    company = models.CharField(max_length=80, blank=True)


class Desk(models.Model):
    guest = models.ForeignKey("Guest", models.CASCADE)
    place = models.ForeignKey("Place", models.SET_NULL, null=True)
    monthly_fee = models.DecimalField(max_digits=8, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class Subscription(models.Model):
    guest = models.ForeignKey("Guest", models.CASCADE)
    topic = models.CharField(max_length=40)
    confirmed = models.BooleanField(default=False)


class Payment(models.Model):
    desk = models.ForeignKey("Desk", models.CASCADE)
    paid_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
