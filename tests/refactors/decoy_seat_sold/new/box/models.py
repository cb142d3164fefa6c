from django.db import models


class Seat(models.Model):
    label = models.CharField(max_length=6)
    sold = models.BooleanField()
    closed = models.BooleanField()
