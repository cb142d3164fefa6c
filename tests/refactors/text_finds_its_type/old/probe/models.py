from django.db import models


class Event(models.Model):
    payload = models.TextField()
    labels = models.TextField(help_text="separated by commas")
    scores = models.TextField(help_text="as PostgreSQL writes an array")
    email = models.CharField(max_length=254)
    address = models.CharField(max_length=45)
    trace = models.CharField(max_length=36)
    day = models.CharField(max_length=10)
