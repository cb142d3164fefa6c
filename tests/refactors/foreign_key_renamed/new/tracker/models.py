from django.conf import settings
from django.db import models


class Iteration(models.Model):
    title = models.CharField(max_length=60)
    due = models.DateField(null=True)


class Task(models.Model):
    title = models.CharField(max_length=200)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    iteration = models.ForeignKey(Iteration, models.SET_NULL, null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
