from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=60)
    colour = models.CharField(max_length=20, blank=True)
    weight_g = models.IntegerField(null=True)
    waterproof = models.BooleanField(default=False)
    extra = models.JSONField(default=dict)
