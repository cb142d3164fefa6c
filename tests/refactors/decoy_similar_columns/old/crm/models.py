from django.db import models


class Client(models.Model):
    company = models.CharField(max_length=100)
    address = models.TextField()
    phone = models.CharField(max_length=30)
