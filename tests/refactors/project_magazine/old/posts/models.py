from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Category(models.Model):
    title = models.CharField(max_length=60)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Image(models.Model):
    file = models.CharField(max_length=100)
    caption = models.CharField(max_length=200, blank=True)
    width = models.IntegerField()
    height = models.IntegerField()


class Post(models.Model):
    author = models.ForeignKey(User, models.PROTECT)
    category = models.ForeignKey(Category, models.PROTECT)
    title = models.CharField(max_length=150)
    body = models.TextField()
    pub_date = models.DateTimeField(null=True)
    status = models.CharField(
        max_length=1, choices=[("d", "draft"), ("p", "published"), ("w", "withdrawn")]
    )
    image = models.ForeignKey(Image, models.SET_NULL, null=True)
    tags = models.ManyToManyField(Tag)
    old_url = models.CharField(max_length=200, blank=True)


class Like(models.Model):
    user = models.ForeignKey(User, models.CASCADE)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    liked = GenericForeignKey()
