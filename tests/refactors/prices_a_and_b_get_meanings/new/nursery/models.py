from django.db import models


class Bed(models.Model):
    code = models.CharField(max_length=6, unique=True)
    is_heated = models.BooleanField(default=False)


class Plant(models.Model):
    botanical_name = models.CharField(max_length=80)
    pot_size_cm = models.SmallIntegerField()
    retail_price = models.DecimalField(max_digits=7, decimal_places=2)
    trade_price = models.DecimalField(max_digits=7, decimal_places=2)
    is_hardy = models.BooleanField(default=False)


class Batch(models.Model):
    plant = models.ForeignKey(Plant, models.CASCADE)
    bed = models.ForeignKey(Bed, models.SET_NULL, null=True)
    quantity = models.IntegerField()
    approved_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
