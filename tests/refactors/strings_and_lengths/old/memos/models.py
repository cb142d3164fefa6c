from django.db import models


class Note(models.Model):
    headline = models.TextField()
    summary = models.CharField(max_length=500)
    code = models.CharField(max_length=50)
    lang = models.TextField()
