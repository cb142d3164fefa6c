from django.db import models


class Donor(models.Model):
    name = models.CharField(max_length=80)
    born = models.DateField()
    group = models.CharField(max_length=3)
    deferred = models.BooleanField()
    smoker = models.BooleanField()


class Donation(models.Model):
    donor = models.ForeignKey("Donor", models.CASCADE)
    taken = models.DateTimeField()
    litres = models.DecimalField(max_digits=5, decimal_places=3)
    kind = models.CharField(max_length=1)
    bag = models.CharField(max_length=12, unique=True)


class Refusal(models.Model):
    donor = models.ForeignKey("Donor", models.CASCADE)
    refused = models.DateTimeField()
    reason = models.CharField(max_length=80)


class Hospital(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=40)


class Request(models.Model):
    hospital = models.ForeignKey("Hospital", models.CASCADE)
    group = models.CharField(max_length=3)
    units = models.SmallIntegerField()
    urgent = models.BooleanField()
    asked = models.DateTimeField()
