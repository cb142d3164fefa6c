from django.db import models


class Bed(models.Model):
    width = models.IntegerField()
    length = models.IntegerField()
    area = models.IntegerField()
    surface = models.CharField(max_length=20)
