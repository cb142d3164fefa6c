from django.db import models


class Client(models.Model):
    company = models.CharField(max_length=100)
    billing_address = models.TextField()
    shipping_address = models.TextField()
    phone_home = models.CharField(max_length=30)
    phone_mobile = models.CharField(max_length=30)
