from django.db import models


class Title(models.Model):
    name = models.CharField(max_length=80)
    year = models.SmallIntegerField()
    number = models.CharField(max_length=12)
    code = models.IntegerField()


class Print(models.Model):
    title = models.ForeignKey("Title", models.CASCADE)
    gauge = models.CharField(max_length=5)
    bought = models.DateField(null=True)


class Reel(models.Model):
    print = models.ForeignKey("Print", models.CASCADE)
    position = models.SmallIntegerField()
    metres = models.IntegerField()
    shrunk = models.FloatField()


class Deposit(models.Model):
    title = models.ForeignKey("Title", models.CASCADE)
    donor = models.CharField(max_length=80)
    on = models.DateField()


class Screening(models.Model):
    reel = models.ForeignKey("Reel", models.CASCADE)
    place = models.CharField(max_length=40)
    at = models.DateTimeField()
    seats = models.IntegerField()
