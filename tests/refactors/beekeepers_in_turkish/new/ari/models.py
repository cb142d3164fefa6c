from django.db import models


class Beekeeper(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    member_number = models.CharField(max_length=10, unique=True)


class Apiary(models.Model):
    beekeeper = models.ForeignKey("Beekeeper", models.CASCADE)
    place = models.CharField(max_length=60)
    latitude = models.FloatField()
    longitude = models.FloatField()


class Hive(models.Model):
    apiary = models.ForeignKey("Apiary", models.CASCADE)
    number = models.IntegerField()
    condition = models.CharField(max_length=12)
    founded_on = models.DateField(null=True)


class Inspection(models.Model):
    hive = models.ForeignKey("Hive", models.CASCADE)
    inspected_on = models.DateField()
    temperature = models.SmallIntegerField(null=True)
    queen_seen = models.BooleanField()
    notes = models.TextField(blank=True)


class Harvest(models.Model):
    hive = models.ForeignKey("Hive", models.CASCADE)
    harvested_on = models.DateField()
    kilograms = models.DecimalField(max_digits=6, decimal_places=2)
