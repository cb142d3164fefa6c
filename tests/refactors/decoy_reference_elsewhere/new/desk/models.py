from django.contrib.auth.models import User
from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=40)
    head = models.ForeignKey(User, models.PROTECT)


class Project(models.Model):
    title = models.CharField(max_length=60)
    owner = models.ForeignKey(Team, models.PROTECT)
