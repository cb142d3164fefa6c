from django.conf import settings
from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=50)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL)
