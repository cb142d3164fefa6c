from django.db import models


class Owner(models.Model):
    last_name = models.CharField(max_length=50)
    first_name = models.CharField(max_length=50)
    phone = models.CharField(max_length=25)
    joined_on = models.DateField()


class Species(models.Model):
    name = models.CharField(max_length=40, unique=True)
    latin_name = models.CharField(max_length=60)


class Pet(models.Model):
    owner = models.ForeignKey(Owner, models.CASCADE)
    species = models.ForeignKey(Species, models.PROTECT)
    name = models.CharField(max_length=30)
    chip_number = models.CharField(max_length=15, unique=True)
    date_of_birth = models.DateField(null=True)
    blood_type = models.CharField(max_length=12)
    is_alive = models.BooleanField(default=True)
