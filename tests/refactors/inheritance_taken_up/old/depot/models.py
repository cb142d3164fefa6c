from django.db import models


class Vehicle(models.Model):
    kind = models.CharField(max_length=5)
    plate = models.CharField(max_length=10, unique=True)
    axles = models.IntegerField(null=True)
    payload_kg = models.IntegerField(null=True)
