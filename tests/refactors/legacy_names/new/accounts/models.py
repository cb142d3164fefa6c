from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=100)
    vat_number = models.CharField(max_length=20, blank=True)
    since = models.DateField()


class Invoice(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    paid = models.BooleanField()
