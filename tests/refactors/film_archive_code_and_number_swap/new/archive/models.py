from django.db import models


class Title(models.Model):
    name = models.CharField(max_length=80)
    year = models.SmallIntegerField()
    code = models.CharField(max_length=12)
    number = models.IntegerField()


class Reel(models.Model):
    title = models.ForeignKey("Title", models.CASCADE)
    gauge = models.CharField(max_length=5)
    bought = models.DateField(null=True)


class Print(models.Model):
    reel = models.ForeignKey("Reel", models.CASCADE)
    position = models.SmallIntegerField()
    metres = models.IntegerField()
    shrunk = models.FloatField()


class Accession(models.Model):
    title = models.ForeignKey("Title", models.CASCADE)
    given_by = models.CharField(max_length=80)
    given_on = models.DateField()


class Screening(models.Model):
    print = models.ForeignKey("Print", models.CASCADE)
    venue = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    seats = models.IntegerField()
