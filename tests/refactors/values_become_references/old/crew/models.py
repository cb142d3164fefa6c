from django.db import models


class Sailor(models.Model):
    name = models.CharField(max_length=30)
    rank = models.CharField(
        max_length=1, choices=[("C", "Captain"), ("M", "Mate"), ("S", "Sailor")]
    )
    boss = models.ForeignKey("self", models.SET_NULL, null=True)
