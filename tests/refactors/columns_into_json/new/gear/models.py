from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=60)
    specs = models.JSONField()
    maker = models.CharField(max_length=40)
    warranty_months = models.IntegerField(null=True)
