from django.contrib.auth.models import User
from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)


class Post(models.Model):
    author = models.ForeignKey(User, models.CASCADE)
    category = models.ForeignKey(Category, models.PROTECT)
    title = models.CharField(max_length=200)
    body = models.TextField()
    published_at = models.DateTimeField(null=True)


class Comment(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    name = models.CharField(max_length=80)
    text = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
