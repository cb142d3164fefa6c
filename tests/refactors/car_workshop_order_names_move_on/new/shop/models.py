from django.db import models


class Customer(models.Model):
    full_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)


class Vehicle(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    plate = models.CharField(max_length=10, unique=True)
    vin = models.CharField(max_length=17, unique=True)


class Quote(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    wish = models.TextField()
    asked_at = models.DateTimeField()
    budget = models.DecimalField(max_digits=8, decimal_places=2, null=True)


class Supplier(models.Model):
    name = models.CharField(max_length=80)
    customer_number = models.CharField(max_length=12, unique=True)


class Order(models.Model):
    supplier = models.ForeignKey("Supplier", models.CASCADE)
    placed_on = models.DateField()
    shipping = models.DecimalField(max_digits=7, decimal_places=2)


class Purchase(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    article = models.CharField(max_length=80)
    quantity = models.SmallIntegerField()
    net_price = models.DecimalField(max_digits=8, decimal_places=2)
    gross_price = models.DecimalField(max_digits=8, decimal_places=2)


class Bill(models.Model):
    quote = models.ForeignKey("Quote", models.CASCADE)
    net = models.DecimalField(max_digits=8, decimal_places=2)
    gross = models.DecimalField(max_digits=8, decimal_places=2)
    paid_on = models.DateField(null=True)
