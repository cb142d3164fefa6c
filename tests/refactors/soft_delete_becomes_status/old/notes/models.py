from django.db import models


class Tag(models.Model):
    word = models.CharField(max_length=30, unique=True)


class Note(models.Model):
    text = models.TextField()
    deleted = models.BooleanField(default=False)
    tags = models.ManyToManyField(Tag)
