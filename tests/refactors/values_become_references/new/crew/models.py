import uuid

from django.db import models


class Rank(models.Model):
    title = models.CharField(max_length=20, unique=True)


class Sailor(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=30)
    rank = models.ForeignKey(Rank, models.PROTECT)
    boss = models.ForeignKey("self", models.SET_NULL, null=True)
