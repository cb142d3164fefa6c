from django.db import models


class LocalTimeField(models.DateTimeField):
    """Written by a script of old, in the office's own time."""

    def db_type(self, connection):
        return "timestamp"


class Call(models.Model):
    caller = models.CharField(max_length=40)
    started = LocalTimeField()
    ended = LocalTimeField(null=True)
