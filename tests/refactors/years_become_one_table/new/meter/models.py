from django.db import models


class Reading(models.Model):
    device = models.CharField(max_length=10)
    day = models.DateField()
    value = models.FloatField()
