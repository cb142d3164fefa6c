from django.db import models


class Consignment(models.Model):
    number = models.IntegerField()
    reference = models.CharField(max_length=20)
    weight = models.FloatField()
