from django.db import models


class Shipper(models.Model):
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60)


class Consignment(models.Model):
    shipper = models.ForeignKey("Shipper", models.CASCADE)
    reference = models.CharField(max_length=12, unique=True)
    volume = models.DecimalField(max_digits=8, decimal_places=3)
    weight = models.DecimalField(max_digits=9, decimal_places=1)
    collected_on = models.DateField()


class Truck(models.Model):
    plate = models.CharField(max_length=10, unique=True)
    max_load_kg = models.IntegerField()


class Leg(models.Model):
    consignment = models.ForeignKey("Consignment", models.CASCADE)
    truck = models.ForeignKey("Truck", models.CASCADE)
    distance_km = models.IntegerField()
