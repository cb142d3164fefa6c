from django.db import models


class Note(models.Model):
    headline = models.CharField(max_length=120)
    summary = models.TextField()
    code = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
