from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)


class Order(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    placed_at = models.DateTimeField()
    total = models.DecimalField(max_digits=8, decimal_places=2)
    remarks = models.TextField(blank=True)


class OrderItem(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    article = models.CharField(max_length=60)
    quantity = models.SmallIntegerField()
    unit_price = models.DecimalField(max_digits=6, decimal_places=2)


class Delivery(models.Model):
    order = models.OneToOneField(Order, models.CASCADE)
    street = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True)
