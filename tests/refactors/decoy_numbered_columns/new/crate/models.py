from django.db import models


class Box(models.Model):
    code = models.CharField(max_length=10)
    width = models.DecimalField(max_digits=6, decimal_places=1)
    height = models.DecimalField(max_digits=6, decimal_places=1)
    depth = models.DecimalField(max_digits=6, decimal_places=1)
