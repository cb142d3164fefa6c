from django.db import models


class Ingredient(models.Model):
    label = models.CharField(max_length=60, unique=True)


class Recipe(models.Model):
    title = models.CharField(max_length=100)
    made_of = models.ManyToManyField(Ingredient)
    pairs_with = models.ManyToManyField("self")
