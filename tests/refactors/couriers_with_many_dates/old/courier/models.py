from django.db import models


class Depot(models.Model):
    name = models.CharField(max_length=40)
    opened = models.DateField(null=True)


class Parcel(models.Model):
    token = models.UUIDField(unique=True)
    depot = models.ForeignKey("Depot", models.CASCADE)
    accepted = models.DateTimeField()
    scanned = models.DateTimeField(null=True)
    handed_over = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    grams = models.IntegerField()


class Attempt(models.Model):
    parcel = models.ForeignKey("Parcel", models.CASCADE)
    tried = models.DateTimeField()
    outcome = models.CharField(max_length=10)
