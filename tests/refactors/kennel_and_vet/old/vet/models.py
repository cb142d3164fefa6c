from django.conf import settings
from django.db import models


class Keeper(models.Model):
    surname = models.CharField(max_length=50)
    forename = models.CharField(max_length=50)
    tel = models.CharField(max_length=25)
    joined = models.DateField()


class Species(models.Model):
    name = models.CharField(max_length=40, unique=True)
    latin = models.CharField(max_length=60)


class Animal(models.Model):
    keeper = models.ForeignKey(Keeper, models.CASCADE)
    species = models.ForeignKey(Species, models.PROTECT)
    name = models.CharField(max_length=30)
    chip_no = models.CharField(max_length=15, unique=True)
    born = models.DateField(null=True)
    colour = models.CharField(max_length=12)
    dead = models.BooleanField(default=False)


class Vaccine(models.Model):
    name = models.CharField(max_length=50)
    maker = models.CharField(max_length=50)
    months = models.IntegerField()
    given_to = models.ManyToManyField(Animal, through="Shot")


class Shot(models.Model):
    animal = models.ForeignKey(Animal, models.CASCADE)
    vaccine = models.ForeignKey(Vaccine, models.CASCADE)
    day = models.DateField()
    batch = models.CharField(max_length=12)

    class Meta:
        db_table = "vet_shots_given"


class Visit(models.Model):
    animal = models.ForeignKey(Animal, models.CASCADE)
    vet = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField()
    reason = models.CharField(max_length=100)
    findings = models.TextField(blank=True)
    fee = models.DecimalField(max_digits=7, decimal_places=2)
