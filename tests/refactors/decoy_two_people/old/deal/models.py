from django.contrib.auth.models import User
from django.db import models


class Contract(models.Model):
    title = models.CharField(max_length=60)
    buyer = models.ForeignKey(User, models.PROTECT, related_name="+")
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
