from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=40)
    age_group = models.CharField(max_length=5)


class Session(models.Model):
    led_by = models.ForeignKey("Person", models.CASCADE)
    team = models.ForeignKey("Team", models.CASCADE)
    held_on = models.DateField()


class Fee(models.Model):
    person = models.ForeignKey("Person", models.CASCADE)
    season = models.SmallIntegerField()
    amount = models.DecimalField(max_digits=6, decimal_places=2)


class Person(models.Model):
    kind = models.CharField(max_length=6, choices=[("coach", "coach"), ("player", "player")])
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    licence = models.CharField(max_length=12, blank=True)
    born_on = models.DateField(null=True)
    team = models.ForeignKey(Team, models.CASCADE, null=True)
