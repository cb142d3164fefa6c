from django.db import models


class Call(models.Model):
    caller = models.CharField(max_length=40)
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
