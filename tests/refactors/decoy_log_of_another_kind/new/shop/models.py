from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)


class FailedPayment(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    at = models.DateTimeField()
    reason = models.CharField(max_length=80)
