from django.db import models


class Client(models.Model):
    name = models.CharField(max_length=80)
    mobile = models.CharField(max_length=20, blank=True)


class Vehicle(models.Model):
    client = models.ForeignKey("Client", models.CASCADE)
    plate = models.CharField(max_length=10, unique=True)
    vin = models.CharField(max_length=17, unique=True)


class Order(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    text = models.TextField()
    made = models.DateTimeField()
    limit = models.DecimalField(max_digits=8, decimal_places=2, null=True)


class Vendor(models.Model):
    name = models.CharField(max_length=80)
    account = models.CharField(max_length=12, unique=True)


class Purchase(models.Model):
    vendor = models.ForeignKey("Vendor", models.CASCADE)
    ordered = models.DateField()
    freight = models.DecimalField(max_digits=7, decimal_places=2)


class Slip(models.Model):
    purchase = models.ForeignKey("Purchase", models.CASCADE)
    article = models.CharField(max_length=80)
    pieces = models.SmallIntegerField()
    net = models.DecimalField(max_digits=8, decimal_places=2)
    gross = models.DecimalField(max_digits=8, decimal_places=2)


class Bill(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    net = models.DecimalField(max_digits=8, decimal_places=2)
    gross = models.DecimalField(max_digits=8, decimal_places=2)
    paid = models.DateField(null=True)
