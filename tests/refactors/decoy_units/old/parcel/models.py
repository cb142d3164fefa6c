from django.db import models


class Rate(models.Model):
    name = models.CharField(max_length=30)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    weight_kg = models.IntegerField()
    minutes = models.IntegerField()
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2)
