from django.db import models
from fleet.models import Car


class Customer(models.Model):
    licence_number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=20)


class Booking(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    car = models.ForeignKey(Car, models.PROTECT)
    start = models.DateField()
    end = models.DateField(null=True)
    code = models.CharField(max_length=20, unique=True)
