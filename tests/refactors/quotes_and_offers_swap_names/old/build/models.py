from django.db import models


class Quote(models.Model):
    number = models.CharField(max_length=10, unique=True)
    client = models.CharField(max_length=80)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    sent_on = models.DateField(null=True)
    accepted = models.BooleanField(default=False)


class Offer(models.Model):
    number = models.CharField(max_length=10, unique=True)
    client = models.CharField(max_length=80)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    sent_on = models.DateField(null=True)
    accepted = models.BooleanField(default=False)


class Position(models.Model):
    quote = models.ForeignKey(Quote, models.CASCADE)
    description = models.CharField(max_length=80)
    hours = models.DecimalField(max_digits=6, decimal_places=2)
