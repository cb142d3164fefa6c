from django.db import models


class Mooring(models.Model):
    code = models.CharField(max_length=6, unique=True)
    length_m = models.DecimalField(max_digits=5, decimal_places=1)
    depth_m = models.DecimalField(max_digits=4, decimal_places=1)
    has_power = models.BooleanField()


class Boat(models.Model):
    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=80)
    length_m = models.DecimalField(max_digits=5, decimal_places=1)
    flag = models.CharField(max_length=2)


class Berth(models.Model):
    boat = models.ForeignKey("Boat", models.CASCADE)
    mooring = models.ForeignKey("Mooring", models.CASCADE)
    arrived = models.DateTimeField()
    left = models.DateTimeField(null=True)
    fee = models.DecimalField(max_digits=8, decimal_places=2)


class Invoice(models.Model):
    berth = models.ForeignKey("Berth", models.CASCADE)
    issued = models.DateField()
    paid = models.DateField(null=True)
