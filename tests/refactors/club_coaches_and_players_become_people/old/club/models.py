from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=40)
    age_group = models.CharField(max_length=5)


class Coach(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    licence = models.CharField(max_length=12)


class Player(models.Model):
    full_name = models.CharField(max_length=80)
    mobile = models.CharField(max_length=30, blank=True)
    born = models.DateField()
    team = models.ForeignKey("Team", models.CASCADE)


class Session(models.Model):
    coach = models.ForeignKey("Coach", models.CASCADE)
    team = models.ForeignKey("Team", models.CASCADE)
    day = models.DateField()


class Fee(models.Model):
    player = models.ForeignKey("Player", models.CASCADE)
    season = models.SmallIntegerField()
    amount = models.DecimalField(max_digits=6, decimal_places=2)
