from django.db import models


class Label(models.Model):
    name = models.CharField(max_length=60)
    founded = models.SmallIntegerField(null=True)


class Artist(models.Model):
    name = models.CharField(max_length=80)
    sort = models.CharField(max_length=80)


class Record(models.Model):
    artist = models.ForeignKey("Artist", models.CASCADE)
    label = models.ForeignKey("Label", models.SET_NULL, null=True)
    title = models.CharField(max_length=80)
    style = models.CharField(max_length=20)
    made_in = models.CharField(max_length=2)
    state = models.CharField(max_length=8)
    blurb = models.TextField(blank=True)
    hidden = models.BooleanField()
    entered = models.DateTimeField()
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Sale(models.Model):
    record = models.ForeignKey("Record", models.CASCADE)
    paid = models.DecimalField(max_digits=6, decimal_places=2)
    sold = models.DateTimeField()
    till = models.SmallIntegerField()


class Shelf(models.Model):
    row = models.CharField(max_length=2)
    place = models.SmallIntegerField()
