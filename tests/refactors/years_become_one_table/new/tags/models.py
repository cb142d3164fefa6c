from django.db import models


class Tag(models.Model):
    scope = models.CharField(max_length=10, default="")
    word = models.CharField(max_length=20)
