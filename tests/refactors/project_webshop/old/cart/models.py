from catalog.models import Product
from customers.models import Customer
from django.db import models


class Coupon(models.Model):
    code = models.CharField(max_length=10)
    percent = models.IntegerField()


class Purchase(models.Model):
    buyer = models.ForeignKey(Customer, models.PROTECT)
    state = models.CharField(max_length=1)
    when = models.DateTimeField()
    note = models.TextField(blank=True)


class PurchaseItem(models.Model):
    purchase = models.ForeignKey(Purchase, models.CASCADE)
    product = models.ForeignKey(Product, models.PROTECT)
    qty = models.IntegerField()
    unit_price = models.FloatField()
