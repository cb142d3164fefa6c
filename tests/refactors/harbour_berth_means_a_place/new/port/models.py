from django.db import models


class Berth(models.Model):
    code = models.CharField(max_length=6, unique=True)
    metres = models.DecimalField(max_digits=5, decimal_places=1)
    draught_limit = models.DecimalField(max_digits=4, decimal_places=1)
    power = models.BooleanField()


class Vessel(models.Model):
    name = models.CharField(max_length=60)
    owner_name = models.CharField(max_length=80)
    metres = models.DecimalField(max_digits=5, decimal_places=1)
    flag_state = models.CharField(max_length=2)


class Call(models.Model):
    vessel = models.ForeignKey("Vessel", models.CASCADE)
    berth = models.ForeignKey("Berth", models.CASCADE)
    arrived_at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    dues = models.DecimalField(max_digits=8, decimal_places=2)


class Invoice(models.Model):
    call = models.ForeignKey("Call", models.CASCADE)
    issued_on = models.DateField()
    paid_on = models.DateField(null=True)
