import uuid

from django.db import models


class Guest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=60)


class Visit(models.Model):
    guest_no = models.UUIDField()
    day = models.DateField()
