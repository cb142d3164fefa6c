from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=100)
    text = models.TextField()


class Video(models.Model):
    title = models.CharField(max_length=100)
    url = models.URLField()
    seconds = models.IntegerField()


class ArticleComment(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    words = models.TextField()


class VideoComment(models.Model):
    video = models.ForeignKey(Video, models.CASCADE)
    words = models.TextField()
