from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)


class Athlete(models.Model):
    team = models.ForeignKey("Team", models.SET_NULL, null=True)
    full_name = models.CharField(max_length=80)
    birth_year = models.SmallIntegerField()
    gender = models.CharField(max_length=1)


class Edition(models.Model):
    held_on = models.DateField()
    is_cold = models.BooleanField(default=False)


class Entry(models.Model):
    athlete = models.ForeignKey("Athlete", models.CASCADE)
    edition = models.ForeignKey("Edition", models.CASCADE)
    bib_number = models.IntegerField()
    did_not_finish = models.BooleanField(default=False)


class Split(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE)
    mark = models.CharField(max_length=8)
    seconds = models.IntegerField()
