from django.db import models


class Country(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=50)


class Ship(models.Model):
    name = models.CharField(max_length=50)
    flag = models.ForeignKey(Country, models.PROTECT, db_column="flag_code")
