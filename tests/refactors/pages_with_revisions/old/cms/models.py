from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Section(models.Model):
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    name = models.CharField(max_length=80)
    position = models.IntegerField()


class Keyword(models.Model):
    word = models.CharField(max_length=40, unique=True)


class Page(models.Model):
    section = models.ForeignKey(Section, models.PROTECT)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    title = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    live = models.BooleanField(default=False)
    first_published = models.DateTimeField(null=True)
    keywords = models.ManyToManyField(Keyword)


class Picture(models.Model):
    title = models.CharField(max_length=120)
    file = models.CharField(max_length=100)
    width = models.IntegerField()
    height = models.IntegerField()


class Revision(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.IntegerField()
    item = GenericForeignKey()
    content = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    created = models.DateTimeField()


class Comment(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.IntegerField()
    item = GenericForeignKey()
    text = models.TextField()
    name = models.CharField(max_length=60)
    posted = models.DateTimeField()
    hidden = models.BooleanField(default=False)
