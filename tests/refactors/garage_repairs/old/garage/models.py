from django.db import models


class Owner(models.Model):
    name = models.CharField(max_length=70)
    tel = models.CharField(max_length=25)
    street = models.CharField(max_length=90)
    town = models.CharField(max_length=45)


class Car(models.Model):
    owner = models.ForeignKey(Owner, models.CASCADE)
    plate = models.CharField(max_length=12, unique=True)
    make = models.CharField(max_length=30)
    colour = models.CharField(max_length=20)
    built = models.IntegerField()


class Repair(models.Model):
    car = models.ForeignKey(Car, models.CASCADE)
    brought = models.DateField()
    picked_up = models.DateField(null=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    bill = models.DecimalField(max_digits=9, decimal_places=2)
    descr = models.TextField()
