from django.db import models
from django.utils import timezone


class Player(models.Model):
    nick = models.CharField(max_length=40)


class Club(models.Model):
    name = models.CharField(max_length=80)
    members = models.ManyToManyField(Player, through="Membership")


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member"
        CAPTAIN = "captain"

    club = models.ForeignKey(Club, models.CASCADE)
    player = models.ForeignKey(Player, models.CASCADE)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        unique_together = [("club", "player")]
