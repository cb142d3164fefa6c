from django.db import models


class Post(models.Model):
    body = models.TextField()
    approved = models.BooleanField(default=True)
    score = models.IntegerField(default=0)
