from django.db import models


class Bed(models.Model):
    code = models.CharField(max_length=6, unique=True)
    heated = models.BooleanField(default=False)


class Plant(models.Model):
    latin = models.CharField(max_length=80)
    pot = models.SmallIntegerField()
    price_a = models.DecimalField(max_digits=7, decimal_places=2)
    price_b = models.DecimalField(max_digits=7, decimal_places=2)
    hardy = models.BooleanField(default=False)


class Batch(models.Model):
    plant = models.ForeignKey(Plant, models.CASCADE)
    bed = models.ForeignKey(Bed, models.SET_NULL, null=True)
    quantity = models.IntegerField()
    stamped = models.DateTimeField(null=True)
    marked = models.DateTimeField(null=True)
