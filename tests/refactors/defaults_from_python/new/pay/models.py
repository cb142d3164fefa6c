import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone


def usual_limits():
    return {"daily": 1000}


class Channel(models.TextChoices):
    WIRE = "wire"
    CARD = "card"


class Payment(models.Model):
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    received = models.DateField()
    currency = models.CharField(max_length=3)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.WIRE)
    reference = models.UUIDField(default=uuid.uuid4)
    booked = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    limits = models.JSONField(default=usual_limits)
    tags = models.JSONField(default=list)
    retries = models.PositiveSmallIntegerField(default=0)
    grace = models.DurationField(default=timedelta(days=3))
    memo = models.TextField(blank=True)
