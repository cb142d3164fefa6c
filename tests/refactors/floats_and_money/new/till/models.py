from django.db import models


class Entry(models.Model):
    price = models.DecimalField(max_digits=10, decimal_places=2)
    weight = models.DecimalField(max_digits=9, decimal_places=3)
    balance = models.DecimalField(max_digits=12, decimal_places=2)
    share = models.FloatField()
