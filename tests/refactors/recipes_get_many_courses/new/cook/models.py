from django.db import models


class Course(models.Model):
    title = models.CharField(max_length=40)
    position = models.SmallIntegerField()


class Recipe(models.Model):
    name = models.CharField(max_length=80)
    duration_minutes = models.SmallIntegerField()
    servings = models.SmallIntegerField()
    is_vegetarian = models.BooleanField()
    courses = models.ManyToManyField("Course")


class Step(models.Model):
    recipe = models.ForeignKey("Recipe", models.CASCADE)
    position = models.SmallIntegerField()
    instruction = models.TextField()
