from django.contrib.auth.models import User
from django.db import models


class Event(models.Model):
    name = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.CASCADE)
    date = models.DateTimeField()
    browser = models.CharField(max_length=60)

    class Meta:
        db_table = "statistics_event"
