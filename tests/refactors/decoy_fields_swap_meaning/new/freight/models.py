from django.db import models


class Consignment(models.Model):
    number = models.CharField(max_length=20)
    reference = models.IntegerField()
    weight = models.FloatField()
