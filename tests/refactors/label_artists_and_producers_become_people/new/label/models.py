from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    signed_on = models.DateField()
    role = models.CharField(max_length=10)
    studio = models.CharField(max_length=60, blank=True)


class Album(models.Model):
    performer = models.ForeignKey("Person", models.CASCADE)
    name = models.CharField(max_length=80)
    released_on = models.DateField(null=True)
    genre = models.ForeignKey("Genre", models.CASCADE)
    upc = models.CharField(max_length=14)
    discs = models.SmallIntegerField()
    explicit = models.BooleanField()


class Track(models.Model):
    album = models.ForeignKey("Album", models.CASCADE)
    position = models.SmallIntegerField()
    name = models.CharField(max_length=80)
    duration = models.DurationField()
    produced_by = models.ForeignKey("Person", models.CASCADE)


class Sale(models.Model):
    album = models.ForeignKey("Album", models.CASCADE)
    sold_on = models.DateField()
    outlet = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=8, decimal_places=2)


class Genre(models.Model):
    name = models.CharField(max_length=20, unique=True)
