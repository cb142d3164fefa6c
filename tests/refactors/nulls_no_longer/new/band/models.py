from django.db import models


class Song(models.Model):
    title = models.CharField(max_length=100)
    lyrics = models.TextField(blank=True)
    genre = models.CharField(max_length=12)
