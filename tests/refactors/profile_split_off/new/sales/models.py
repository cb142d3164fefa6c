from django.db import models


class Customer(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.EmailField(unique=True)


class Address(models.Model):
    customer = models.OneToOneField(Customer, models.CASCADE)
    street = models.CharField(max_length=100)
    city = models.CharField(max_length=60)
    postcode = models.CharField(max_length=10)
