from django.db import models


class Customer(models.Model):
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=100)
    newsletter = models.BooleanField(default=False)


class Address(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=10)
    kind = models.CharField(max_length=8, default="delivery")
