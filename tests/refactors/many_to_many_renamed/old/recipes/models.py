from django.db import models


class Ingredient(models.Model):
    label = models.CharField(max_length=60, unique=True)


class Dish(models.Model):
    title = models.CharField(max_length=100)
    ingredients = models.ManyToManyField(Ingredient)
    goes_with = models.ManyToManyField("self")
