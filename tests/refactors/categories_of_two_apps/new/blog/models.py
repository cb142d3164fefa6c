from django.db import models


class Topic(models.Model):
    name = models.CharField(max_length=40)
    slug = models.SlugField()


class Entry(models.Model):
    topic = models.ForeignKey(Topic, models.CASCADE)
    title = models.CharField(max_length=80)
    text = models.TextField()
