from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=40)
    slug = models.SlugField()


class Entry(models.Model):
    category = models.ForeignKey(Category, models.CASCADE)
    title = models.CharField(max_length=80)
    text = models.TextField()
