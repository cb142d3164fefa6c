from django.db import models


class Player(models.Model):
    nick = models.CharField(max_length=40)


class Club(models.Model):
    name = models.CharField(max_length=80)
    members = models.ManyToManyField(Player)
