from django.db import models


class Artist(models.Model):
    name = models.CharField(max_length=80)
    dead = models.BooleanField(default=False)


class Work(models.Model):
    artist = models.ForeignKey("Artist", models.CASCADE)
    title = models.CharField(max_length=80)
    year = models.SmallIntegerField(null=True)
    hidden = models.BooleanField()
    sold = models.BooleanField()
    framed = models.BooleanField()
    price = models.DecimalField(max_digits=9, decimal_places=2)


class Loan(models.Model):
    work = models.ForeignKey("Work", models.CASCADE)
    museum = models.CharField(max_length=80)
    back = models.BooleanField()
