from django.contrib.auth.models import User
from django.db import models


class Ticket(models.Model):
    subject = models.CharField(max_length=120)
    opened_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    priority = models.PositiveSmallIntegerField(default=3)
    closed = models.BooleanField(default=False)


class Reply(models.Model):
    ticket = models.ForeignKey(Ticket, models.CASCADE)
    sender = models.ForeignKey(User, models.CASCADE, related_name="+")
    body = models.TextField()
    internal = models.BooleanField(default=False)
    sent = models.DateTimeField()
