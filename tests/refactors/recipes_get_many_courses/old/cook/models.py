from django.db import models


class Course(models.Model):
    name = models.CharField(max_length=40)
    rank = models.SmallIntegerField()


class Recipe(models.Model):
    title = models.CharField(max_length=80)
    course = models.ForeignKey("Course", models.CASCADE)
    minutes = models.SmallIntegerField()
    serves = models.SmallIntegerField()
    vegetarian = models.BooleanField()


class Step(models.Model):
    recipe = models.ForeignKey("Recipe", models.CASCADE)
    no = models.SmallIntegerField()
    text = models.TextField()
