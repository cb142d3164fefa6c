from django.db import models
from parties.models import Address, Client, TimeStamped
from personnel.models import Branch, Driver
from stock.models import Product


class SalesOrder(TimeStamped):
    client = models.ForeignKey(Client, models.PROTECT)
    delivery_address = models.ForeignKey(Address, models.PROTECT)
    number = models.CharField(max_length=16, unique=True)
    ordered_on = models.DateField()
    wanted_on = models.DateField(null=True)
    notes = models.TextField(blank=True)


class SalesOrderLine(models.Model):
    order = models.ForeignKey(SalesOrder, models.CASCADE)
    product = models.ForeignKey(Product, models.PROTECT)
    position = models.IntegerField()
    quantity = models.IntegerField()
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)


class Vehicle(models.Model):
    branch = models.ForeignKey(Branch, models.PROTECT)
    licence_plate = models.CharField(max_length=10, unique=True)
    payload_kg = models.IntegerField()
    purchased_on = models.DateField()


class Trip(TimeStamped):
    vehicle = models.ForeignKey(Vehicle, models.PROTECT)
    driver = models.ForeignKey(Driver, models.PROTECT)
    date = models.DateField()
    distance_km = models.IntegerField(null=True)


class Stop(models.Model):
    trip = models.ForeignKey(Trip, models.CASCADE)
    address = models.ForeignKey(Address, models.PROTECT)
    sequence = models.IntegerField()
    eta = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)


class Package(TimeStamped):
    order = models.ForeignKey(SalesOrder, models.PROTECT)
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True)
    barcode = models.CharField(max_length=20, unique=True)
    weight_kg = models.FloatField()
    signed_by = models.CharField(max_length=60, blank=True)


class TrackingEvent(models.Model):
    package = models.ForeignKey(Package, models.CASCADE)
    occurred_at = models.DateTimeField()
    message = models.CharField(max_length=80)


class Claim(TimeStamped):
    package = models.ForeignKey(Package, models.PROTECT)
    description = models.TextField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    is_paid = models.BooleanField(default=False)


class Refuelling(models.Model):
    vehicle = models.ForeignKey(Vehicle, models.CASCADE)
    refuelled_at = models.DateTimeField()
    liters = models.FloatField()
    odometer_km = models.IntegerField()


class Inspection(models.Model):
    vehicle = models.ForeignKey(Vehicle, models.CASCADE)
    inspected_on = models.DateField()
    has_passed = models.BooleanField()
    notes = models.TextField(blank=True)


class RateCard(models.Model):
    title = models.CharField(max_length=40)
    valid_from = models.DateField()
    price_per_km = models.DecimalField(max_digits=6, decimal_places=3)
    price_per_kg = models.DecimalField(max_digits=6, decimal_places=3)
    clients = models.ManyToManyField(Client)
