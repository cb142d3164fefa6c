from django.conf import settings
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    short_code = models.CharField(max_length=8, unique=True)


class Method(models.Model):
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    min_value = models.FloatField(null=True)
    max_value = models.FloatField(null=True)
    price = models.IntegerField()


class Sample(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    barcode = models.CharField(max_length=14, unique=True)
    collected = models.DateTimeField()
    collector = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    volume = models.FloatField(null=True)


class Finding(models.Model):
    sample = models.ForeignKey(Sample, models.CASCADE)
    method = models.ForeignKey(Method, models.PROTECT)
    reading = models.CharField(max_length=20)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField()
    released = models.DateTimeField(null=True)
