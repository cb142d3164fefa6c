from django.db import models


class Person(models.Model):
    salutation = models.CharField(max_length=8, blank=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    birth_date = models.DateField(null=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)


class Boat(models.Model):
    name = models.CharField(max_length=60)
    seats = models.SmallIntegerField()
    has_cox = models.BooleanField(default=False)


class Trip(models.Model):
    boat = models.ForeignKey(Boat, models.CASCADE)
    steered_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    left_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    distance_km = models.SmallIntegerField()


class Membership(models.Model):
    person = models.OneToOneField(Person, models.CASCADE)
    since = models.DateField()
    until = models.DateField(null=True)
    fee_class = models.CharField(max_length=10)
    iban = models.CharField(max_length=34, blank=True)


class EmergencyContact(models.Model):
    person = models.ForeignKey(Person, models.CASCADE)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
