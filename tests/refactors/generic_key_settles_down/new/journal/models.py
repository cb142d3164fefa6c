from django.db import models


class Post(models.Model):
    title = models.CharField(max_length=50)


class Comment(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    text = models.TextField()
