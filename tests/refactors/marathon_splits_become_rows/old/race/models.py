from django.db import models


class Club(models.Model):
    name = models.CharField(max_length=60)
    town = models.CharField(max_length=60)


class Runner(models.Model):
    club = models.ForeignKey("Club", models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    yob = models.SmallIntegerField()
    sex = models.CharField(max_length=1)


class Edition(models.Model):
    held = models.DateField()
    cold = models.BooleanField(default=False)


class Start(models.Model):
    runner = models.ForeignKey("Runner", models.CASCADE)
    edition = models.ForeignKey("Edition", models.CASCADE)
    bib = models.IntegerField()
    km10 = models.IntegerField(null=True)
    km20 = models.IntegerField(null=True)
    km30 = models.IntegerField(null=True)
    km40 = models.IntegerField(null=True)
    gave_up = models.BooleanField(default=False)
