from django.db import models


class Tabeeb(models.Model):
    ism = models.CharField(max_length=80)
    rukhsa = models.CharField(max_length=12, unique=True)
    mutaqaid = models.BooleanField()


class Mareed(models.Model):
    ism = models.CharField(max_length=80)
    hatif = models.CharField(max_length=20, blank=True)
    meelad = models.DateField()
    hassasiya = models.BooleanField()
    mudakhin = models.BooleanField()


class Mawid(models.Model):
    mareed = models.ForeignKey("Mareed", models.CASCADE)
    tabeeb = models.ForeignKey("Tabeeb", models.CASCADE)
    bidaya = models.DateTimeField()
    nihaya = models.DateTimeField()


class Ilaj(models.Model):
    mawid = models.ForeignKey("Mawid", models.CASCADE)
    sin = models.SmallIntegerField()
    wasf = models.CharField(max_length=120)
    thaman = models.DecimalField(max_digits=7, decimal_places=2)


class Dafa(models.Model):
    ilaj = models.ForeignKey("Ilaj", models.CASCADE)
    mablagh = models.DecimalField(max_digits=7, decimal_places=2)
    yawm = models.DateField()
