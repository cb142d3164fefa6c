from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)
    banned = models.BooleanField(default=False)
    disabled = models.BooleanField(default=False)


class Dog(models.Model):
    keeper = models.ForeignKey(Keeper, models.CASCADE)
    name = models.CharField(max_length=40)
    dead = models.BooleanField(default=False)
    neutered = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    male = models.BooleanField(default=False)


class Stay(models.Model):
    dog = models.ForeignKey(Dog, models.CASCADE)
    arrives = models.DateField()
    leaves = models.DateField()
    unpaid = models.BooleanField(default=False)
    vaccinated = models.BooleanField(default=False)
