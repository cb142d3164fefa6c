from django.db import models


class Item(models.Model):
    kind = models.CharField(max_length=10, choices=[("article", "Article"), ("video", "Video")])
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    url = models.URLField(blank=True)
    seconds = models.IntegerField(null=True)


class Comment(models.Model):
    item = models.ForeignKey(Item, models.CASCADE)
    words = models.TextField()
