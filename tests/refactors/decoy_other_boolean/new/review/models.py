from django.db import models


class Post(models.Model):
    body = models.TextField()
    archived = models.BooleanField(default=False)
    word_count = models.IntegerField(null=True)
