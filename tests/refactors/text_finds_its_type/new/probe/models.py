from django.contrib.postgres.fields import ArrayField
from django.db import models


class CaselessField(models.EmailField):
    def db_type(self, connection):
        return "citext"


class Event(models.Model):
    payload = models.JSONField()
    labels = ArrayField(models.CharField(max_length=30))
    scores = ArrayField(models.IntegerField())
    email = CaselessField()
    address = models.GenericIPAddressField()
    trace = models.UUIDField()
    day = models.DateField()
