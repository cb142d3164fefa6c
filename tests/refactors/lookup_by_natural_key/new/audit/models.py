from django.contrib.auth.models import User
from django.db import models


class Country(models.Model):
    iso = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)


class Report(models.Model):
    title = models.CharField(max_length=80)
    author = models.ForeignKey(User, models.PROTECT)
    country = models.ForeignKey(Country, models.PROTECT)
