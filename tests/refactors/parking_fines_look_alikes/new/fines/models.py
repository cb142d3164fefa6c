from django.db import models


class Officer(models.Model):
    badge_number = models.CharField(max_length=8)
    full_name = models.CharField(max_length=80)
    employed_since = models.DateField()


class Zone(models.Model):
    name = models.CharField(max_length=20)
    time_limit = models.SmallIntegerField()


class Car(models.Model):
    registration = models.CharField(max_length=10)
    brand = models.CharField(max_length=20)
    colour = models.CharField(max_length=20, blank=True)


class Notice(models.Model):
    officer = models.ForeignKey("Officer", models.CASCADE)
    car = models.ForeignKey("Car", models.CASCADE)
    zone = models.ForeignKey("Zone", models.CASCADE)
    issued_at = models.DateTimeField()
    location = models.CharField(max_length=80)
    fine = models.DecimalField(max_digits=6, decimal_places=2)
    is_paid = models.BooleanField()
    reminded_on = models.DateField(null=True)


class Payment(models.Model):
    notice = models.ForeignKey("Notice", models.CASCADE)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    paid_on = models.DateField()


class Complaint(models.Model):
    sender = models.CharField(max_length=80)
    body = models.TextField(blank=True)
    arrived = models.DateField()
