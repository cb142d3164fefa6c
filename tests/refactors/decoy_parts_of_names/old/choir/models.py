from django.db import models


class Singer(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    street = models.CharField(max_length=60)
    house_number = models.CharField(max_length=6)
    phone_prefix = models.CharField(max_length=6)
    phone = models.CharField(max_length=20)
    voice = models.CharField(max_length=10)
