from django.db import models


class Page(models.Model):
    slug = models.SlugField()
    html = models.TextField()


class Speaker(models.Model):
    """For the conference pages; editors will enter them by hand."""

    name = models.CharField(max_length=100)
    email = models.EmailField()
    biography = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
