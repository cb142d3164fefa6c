from django.db import models


class Address(models.Model):
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    code = models.CharField(max_length=10)
