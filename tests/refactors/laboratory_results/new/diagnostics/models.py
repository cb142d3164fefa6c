from django.conf import settings
from django.db import models


class Client(models.Model):
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=8, unique=True)


class Procedure(models.Model):
    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=80)
    lower_limit = models.FloatField(null=True)
    upper_limit = models.FloatField(null=True)
    duration_minutes = models.IntegerField()


class Specimen(models.Model):
    client = models.ForeignKey(Client, models.PROTECT)
    barcode = models.CharField(max_length=14, unique=True)
    collected_at = models.DateTimeField()
    collected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    volume_ml = models.FloatField(default=0)


class Result(models.Model):
    specimen = models.ForeignKey(Specimen, models.CASCADE)
    procedure = models.ForeignKey(Procedure, models.PROTECT)
    value = models.FloatField(null=True)
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
