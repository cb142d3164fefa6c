from django.db import models
from django.utils import timezone


class Publisher(models.Model):
    title = models.CharField(max_length=60)
    founded_in = models.SmallIntegerField(null=True)


class Artist(models.Model):
    stage_name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80)


class Release(models.Model):
    artist = models.ForeignKey("Artist", models.CASCADE)
    publisher = models.ForeignKey("Publisher", models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    genre = models.ForeignKey("Genre", models.CASCADE)
    country = models.ForeignKey("Country", models.CASCADE)
    status = models.CharField(max_length=8, default="new")
    description = models.TextField(blank=True, default="")
    is_hidden = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Sale(models.Model):
    release = models.ForeignKey("Release", models.CASCADE)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    created_at = models.DateTimeField(default=timezone.now)
    register = models.SmallIntegerField()


class Bin(models.Model):
    aisle = models.CharField(max_length=2)
    position = models.SmallIntegerField()


class Genre(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Country(models.Model):
    iso = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40)
