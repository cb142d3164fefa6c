from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    delivery_notes = models.TextField(blank=True)


class Supplier(models.Model):
    company = models.CharField(max_length=80)
    street = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    vat_id = models.CharField(max_length=14, blank=True)


class Product(models.Model):
    name = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Sale(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    quantity = models.SmallIntegerField()
    sold_on = models.DateField()


class Purchase(models.Model):
    supplier = models.ForeignKey(Supplier, models.CASCADE)
    what = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    bought_on = models.DateField()
