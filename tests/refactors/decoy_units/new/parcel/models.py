from django.db import models


class Rate(models.Model):
    name = models.CharField(max_length=30)
    price_cents = models.IntegerField()
    weight_g = models.IntegerField()
    seconds = models.IntegerField()
    discount_rate = models.DecimalField(max_digits=5, decimal_places=4)
