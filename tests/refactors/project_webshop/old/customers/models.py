from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=100, unique=True)
    full_name = models.CharField(max_length=100)
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=10)
    fax = models.CharField(max_length=20, blank=True)
    newsletter = models.BooleanField(default=False)
