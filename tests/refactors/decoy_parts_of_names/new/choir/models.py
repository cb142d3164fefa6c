from django.db import models


class Singer(models.Model):
    name = models.CharField(max_length=90)
    address = models.CharField(max_length=80)
    phone_number = models.CharField(max_length=30)
    voice = models.CharField(max_length=10)
