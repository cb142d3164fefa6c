"""The models whose tables `benchmarks.data` makes."""

from __future__ import annotations

from django.db import models


class Customer(models.Model):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)


class Product(models.Model):
    title = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    attributes = models.JSONField()


class Order(models.Model):
    number = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=10)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    details = models.JSONField()
    note = models.TextField()
    placed = models.DateTimeField()
    paid = models.DateTimeField(null=True)
    customer = models.ForeignKey(Customer, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
