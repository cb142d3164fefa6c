from django.db import models


class Brand(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Product(models.Model):
    brand = models.ForeignKey(Brand, models.CASCADE)
    ean = models.CharField(max_length=13, unique=True)


class Sale(models.Model):
    product = models.ForeignKey(Product, models.CASCADE)
    amount = models.IntegerField()
