from django.contrib.postgres.fields import ArrayField
from django.db import models


class Animal(models.Model):
    name = models.CharField(max_length=40)
    diet = models.CharField(max_length=12)
    likes = ArrayField(models.CharField(max_length=12))
