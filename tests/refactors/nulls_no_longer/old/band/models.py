from django.db import models


class Song(models.Model):
    title = models.CharField(max_length=100)
    lyrics = models.TextField(null=True)
    genre = models.CharField(max_length=60)
