from django.contrib.auth.models import User
from django.db import models


class Contract(models.Model):
    title = models.CharField(max_length=60)
    first_party = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_party = models.ForeignKey(User, models.PROTECT, related_name="+")
