from django.db import models


class MoneyField(models.DecimalField):
    def db_type(self, connection):
        return "money"


class Thing(models.Model):
    name = models.CharField(max_length=40)
    bought = models.DateField()


class Depot(models.Model):
    label = models.CharField(max_length=40)


class Vehicle(Thing):
    plate = models.CharField(max_length=10, unique=True)
    electric = models.CharField(max_length=1)
    depots = models.ManyToManyField(Depot)


class Customer(models.Model):
    licence_no = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)


class Rental(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT)
    start = models.DateField()
    end = models.DateField(null=True)


class Bill(models.Model):
    rental = models.OneToOneField(Rental, models.PROTECT)
    amount = MoneyField(max_digits=10, decimal_places=2)
    payed = models.BooleanField(default=False)
