from django.db import models


class Shelf(models.Model):
    code = models.CharField(max_length=8, unique=True)
    capacity = models.SmallIntegerField()


class Thing(models.Model):
    shelf = models.ForeignKey("Shelf", models.SET_NULL, null=True)
    what = models.CharField(max_length=80)
    colour = models.CharField(max_length=20, blank=True)
    found = models.DateField()
    sold = models.BooleanField(default=False)
    valued = models.DateField(null=True)
    where = models.CharField(max_length=80)


class Finder(models.Model):
    thing = models.ForeignKey("Thing", models.CASCADE)
    name = models.CharField(max_length=80)
    reward = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class Claim(models.Model):
    name = models.CharField(max_length=80)
    text = models.TextField()
    day = models.DateField()
    thing = models.ForeignKey("Thing", models.CASCADE)
