from django.db import models


class Slot(models.Model):
    full_name = models.CharField(max_length=120)
    day = models.DateField()
    clock = models.TimeField()
    confirmed = models.BooleanField(default=False)
    cancelled = models.BooleanField(default=False)
    no_show = models.BooleanField(default=False)
