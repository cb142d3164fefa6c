from django.db import models


class Shelf(models.Model):
    label = models.CharField(max_length=40)
    floor = models.SmallIntegerField()


class Product(models.Model):
    title = models.CharField(max_length=80)
    brand = models.CharField(max_length=40)
    shelf = models.ForeignKey("Shelf", models.CASCADE)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    stock = models.SmallIntegerField()


class Purchase(models.Model):
    product = models.ForeignKey("Product", models.CASCADE)
    bought = models.DateTimeField()
    pieces = models.SmallIntegerField()


class Feature(models.Model):
    product = models.ForeignKey(Product, models.CASCADE)
    key = models.CharField(max_length=30)
    value = models.CharField(max_length=80)
