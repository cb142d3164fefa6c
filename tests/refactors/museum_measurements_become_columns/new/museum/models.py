from django.db import models


class Owner(models.Model):
    full_name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)


class Artefact(models.Model):
    inventory_number = models.CharField(max_length=14, unique=True)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey("Owner", models.SET_NULL, null=True)
    made_in = models.SmallIntegerField(null=True)
    height = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    width = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    weight = models.DecimalField(max_digits=8, decimal_places=2, null=True)


class Gallery(models.Model):
    number = models.SmallIntegerField(unique=True)
    storey = models.SmallIntegerField()


class Exhibition(models.Model):
    title = models.CharField(max_length=100)
    opens_on = models.DateField()
    closes_on = models.DateField()


class Placement(models.Model):
    artefact = models.ForeignKey("Artefact", models.CASCADE)
    exhibition = models.ForeignKey("Exhibition", models.CASCADE)
    gallery = models.ForeignKey("Gallery", models.CASCADE)
