from django.db import models


class Box(models.Model):
    code = models.CharField(max_length=10)
    value1 = models.FloatField()
    value2 = models.FloatField()
    value3 = models.FloatField()
