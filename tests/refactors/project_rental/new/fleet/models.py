from django.db import models


class Depot(models.Model):
    label = models.CharField(max_length=40)
    city = models.CharField(max_length=20)


class Car(models.Model):
    name = models.CharField(max_length=40)
    bought = models.DateField()
    plate = models.CharField(max_length=10, unique=True)
    is_electric = models.BooleanField()
    depot = models.ForeignKey(Depot, models.PROTECT, null=True)
