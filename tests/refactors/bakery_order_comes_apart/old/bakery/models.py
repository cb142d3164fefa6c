from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    mail = models.EmailField(blank=True)


class Order(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    ordered = models.DateTimeField()
    total_cents = models.IntegerField()
    delivery_street = models.CharField(max_length=80, blank=True)
    delivery_town = models.CharField(max_length=60, blank=True)
    delivered = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)


class Item(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    article = models.CharField(max_length=60)
    count = models.SmallIntegerField()
    cents = models.IntegerField()
