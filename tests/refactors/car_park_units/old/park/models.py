from django.db import models


class Tariff(models.Model):
    name = models.CharField(max_length=40)
    per_hour = models.IntegerField()
    free_min = models.SmallIntegerField()
    discount = models.SmallIntegerField()


class Gate(models.Model):
    label = models.CharField(max_length=20)
    exit_only = models.BooleanField(default=False)


class Stay(models.Model):
    gate = models.ForeignKey(Gate, models.CASCADE)
    tariff = models.ForeignKey(Tariff, models.CASCADE)
    plate = models.CharField(max_length=10)
    in_ts = models.BigIntegerField()
    out_ts = models.BigIntegerField(null=True)
    minutes = models.IntegerField(null=True)
    fee = models.IntegerField(null=True)
