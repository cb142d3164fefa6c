from django.db import models


class Tariff(models.Model):
    name = models.CharField(max_length=40)
    hourly_rate = models.DecimalField(max_digits=6, decimal_places=2)
    grace_period = models.DurationField()
    discount_share = models.DecimalField(max_digits=4, decimal_places=3)


class Gate(models.Model):
    label = models.CharField(max_length=20)
    is_exit_only = models.BooleanField(default=False)


class Stay(models.Model):
    entry_gate = models.ForeignKey(Gate, models.CASCADE)
    tariff = models.ForeignKey(Tariff, models.CASCADE)
    licence_plate = models.CharField(max_length=10)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    length = models.DurationField(null=True)
    charge = models.DecimalField(max_digits=8, decimal_places=2, null=True)
