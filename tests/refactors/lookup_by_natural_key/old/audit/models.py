from django.db import models


class Country(models.Model):
    iso = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)


class Report(models.Model):
    title = models.CharField(max_length=80)
    written_by = models.CharField(max_length=150)
    country = models.CharField(max_length=2)
