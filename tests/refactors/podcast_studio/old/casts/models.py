from django.conf import settings
from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=80)
    homepage = models.URLField(blank=True)


class Show(models.Model):
    name = models.CharField(max_length=80)
    descr = models.TextField()
    lang = models.CharField(max_length=5)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    explicit = models.BooleanField(default=False)


class Episode(models.Model):
    show = models.ForeignKey(Show, models.CASCADE)
    no = models.IntegerField()
    title = models.CharField(max_length=120)
    audio = models.CharField(max_length=200)
    length = models.IntegerField()
    plays = models.IntegerField(default=0)
    recorded = models.DateTimeField()
    guests = models.ManyToManyField(Person)


class Shoutout(models.Model):
    episode = models.ForeignKey(Episode, models.CASCADE)
    name = models.CharField(max_length=60)
    text = models.TextField()
    created = models.DateTimeField()
