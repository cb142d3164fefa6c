from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Space(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Page(models.Model):
    space = models.ForeignKey(Space, models.CASCADE)
    slug = models.SlugField()
    author = models.ForeignKey(User, models.PROTECT)
    text = models.TextField()

    class Meta:
        unique_together = [("space", "slug")]


class Draft(models.Model):
    page = models.ForeignKey(Page, models.CASCADE)


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    about = GenericForeignKey()
    words = models.TextField()
