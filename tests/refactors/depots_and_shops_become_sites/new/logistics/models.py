from django.db import models


class Site(models.Model):
    name = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    kind = models.CharField(max_length=5, choices=[("depot", "Depot"), ("shop", "Shop")])
    pallet_places = models.IntegerField(null=True)
    opened_on = models.DateField(null=True)


class Product(models.Model):
    sku = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    weight = models.DecimalField(max_digits=7, decimal_places=2)
    price = models.DecimalField(max_digits=8, decimal_places=2)


class Stock(models.Model):
    site = models.ForeignKey("Site", models.CASCADE)
    product = models.ForeignKey("Product", models.CASCADE)
    quantity = models.IntegerField()


class Sale(models.Model):
    site = models.ForeignKey("Site", models.CASCADE)
    product = models.ForeignKey("Product", models.CASCADE)
    quantity = models.IntegerField()
    sold_at = models.DateTimeField()
    discount = models.DecimalField(max_digits=5, decimal_places=2, null=True)
