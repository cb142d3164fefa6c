from django.db import models


class Member(models.Model):
    title = models.CharField(max_length=8, blank=True)
    forename = models.CharField(max_length=60)
    surname = models.CharField(max_length=60)
    dob = models.DateField(null=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    joined = models.DateField()
    resigned = models.DateField(null=True)
    fee_class = models.CharField(max_length=10)
    iban = models.CharField(max_length=34, blank=True)
    ice_name = models.CharField(max_length=80, blank=True)
    ice_phone = models.CharField(max_length=30, blank=True)


class Boat(models.Model):
    name = models.CharField(max_length=60)
    seats = models.SmallIntegerField()
    coxed = models.BooleanField(default=False)


class Outing(models.Model):
    boat = models.ForeignKey(Boat, models.CASCADE)
    cox = models.ForeignKey(Member, models.SET_NULL, null=True)
    out_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    km = models.SmallIntegerField()
