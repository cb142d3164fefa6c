from django.db import models


class Article(models.Model):
    headline = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    teaser = models.TextField(blank=True)
    published = models.DateTimeField(null=True)
