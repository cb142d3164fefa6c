import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Category(models.Model):
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    title = models.CharField(max_length=80)
    sort_order = models.IntegerField()


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Article(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    category = models.ForeignKey(Category, models.PROTECT)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    headline = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    is_live = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(null=True)
    tags = models.ManyToManyField(Tag)


class Image(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    title = models.CharField(max_length=120)
    file = models.CharField(max_length=100)
    width = models.IntegerField()
    height = models.IntegerField()


class Version(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    data = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    created_at = models.DateTimeField()


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    text = models.TextField()
    author_name = models.CharField(max_length=60)
    posted_at = models.DateTimeField()
    is_hidden = models.BooleanField(default=False)
