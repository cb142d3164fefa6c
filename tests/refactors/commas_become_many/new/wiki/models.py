from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Page(models.Model):
    title = models.CharField(max_length=80)
    tags = models.ManyToManyField(Tag)
