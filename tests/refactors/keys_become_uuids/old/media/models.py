from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Album(models.Model):
    name = models.CharField(max_length=80)


class Photo(models.Model):
    album = models.ForeignKey(Album, models.CASCADE)
    caption = models.CharField(max_length=200)
    similar = models.ManyToManyField("self")


class Tag(models.Model):
    word = models.CharField(max_length=30)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    tagged = GenericForeignKey()
