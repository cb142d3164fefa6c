from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Section(models.Model):
    title = models.CharField(max_length=60)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)


class Keyword(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Photo(models.Model):
    file = models.CharField(max_length=255)
    caption = models.CharField(max_length=200, blank=True)
    width = models.IntegerField()
    height = models.IntegerField()


class Article(models.Model):
    section = models.ForeignKey(Section, models.PROTECT)
    title = models.CharField(max_length=150)
    content = models.TextField()
    published_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=10, choices=[(word, word) for word in ("draft", "live", "hidden")]
    )
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True)
    keywords = models.ManyToManyField(Keyword)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Byline")
    comments_open = models.BooleanField(default=True)


class Byline(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=1)


class Like(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    liked = GenericForeignKey()
