from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=250)
    author_name = models.CharField(max_length=120)
    isbn = models.CharField(max_length=13, unique=True)
    publication_date = models.DateField(null=True)
    page_count = models.IntegerField()
    description = models.TextField(blank=True)
    is_available = models.BooleanField(default=True)
