from django.db import models


class Seat(models.Model):
    label = models.CharField(max_length=6)
    available = models.BooleanField()
    is_open = models.BooleanField()
