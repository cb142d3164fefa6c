from django.db import models


class Article(models.Model):
    headline = models.CharField(max_length=200)
    kicker = models.CharField(max_length=200, blank=True)
    lead = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
