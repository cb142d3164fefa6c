import uuid

from django.db import models


class Tag(models.Model):
    word = models.CharField(max_length=30, unique=True)


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=[("live", "live"), ("gone", "gone")])
    tags = models.ManyToManyField(Tag)
