from django.db import models


class Partner(models.Model):
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    vat_id = models.CharField(max_length=14, blank=True)
    remarks = models.TextField(blank=True)
    is_customer = models.BooleanField(default=False)
    is_supplier = models.BooleanField(default=False)


class Product(models.Model):
    name = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Sale(models.Model):
    partner = models.ForeignKey(Partner, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    quantity = models.SmallIntegerField()
    sold_on = models.DateField()


class Purchase(models.Model):
    partner = models.ForeignKey(Partner, models.CASCADE)
    description = models.CharField(max_length=80)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    purchased_on = models.DateField()
