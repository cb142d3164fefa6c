from django.conf import settings
from django.db import models


class Desk(models.Model):
    name = models.CharField(max_length=40)
    abbreviation = models.CharField(max_length=4, unique=True)
    budget = models.DecimalField(max_digits=10, decimal_places=2)


class Source(models.Model):
    full_name = models.CharField(max_length=80)
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=20)
    priority = models.SmallIntegerField()
    last_paid = models.DateField(null=True)
    description = models.TextField()


class Story(models.Model):
    desk = models.ForeignKey(Desk, models.PROTECT)
    headline = models.CharField(max_length=120)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    comments_open = models.BooleanField(default=True)
    view_count = models.IntegerField(default=0)
    likes = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    sources = models.ManyToManyField(Source)
