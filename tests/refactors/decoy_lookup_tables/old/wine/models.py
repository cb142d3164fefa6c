from django.db import models


class Mood(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Style(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Bottle(models.Model):
    label = models.CharField(max_length=60)
