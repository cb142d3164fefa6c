from django.db import models


class Customer(models.Model):
    full_name = models.CharField(max_length=70)
    phone = models.CharField(max_length=25)
    street = models.CharField(max_length=90)
    city = models.CharField(max_length=45)


class Vehicle(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    licence_plate = models.CharField(max_length=12, unique=True)
    manufacturer = models.CharField(max_length=30)
    fuel = models.CharField(max_length=20)
    year_built = models.IntegerField()


class Job(models.Model):
    vehicle = models.ForeignKey(Vehicle, models.CASCADE)
    received_on = models.DateField()
    collected_on = models.DateField(null=True)
    discount = models.DecimalField(max_digits=5, decimal_places=2)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    description = models.TextField()
