from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=60)


class Depot(models.Model):
    town = models.CharField(max_length=60)


class Parcel(models.Model):
    label = models.CharField(max_length=20)
    sender = models.ForeignKey(Depot, models.PROTECT)
