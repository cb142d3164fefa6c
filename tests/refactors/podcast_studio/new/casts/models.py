from django.conf import settings
from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=80)
    website = models.URLField(blank=True)


class Show(models.Model):
    title = models.CharField(max_length=80)
    description = models.TextField()
    language = models.CharField(max_length=5)
    producer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    archived = models.BooleanField(default=False)


class Episode(models.Model):
    show = models.ForeignKey(Show, models.CASCADE)
    number = models.IntegerField()
    title = models.CharField(max_length=120)
    audio_file = models.CharField(max_length=200)
    seconds = models.IntegerField()
    downloads = models.IntegerField(default=0)
    aired_at = models.DateTimeField()
    guests = models.ManyToManyField(Person, through="Appearance")


class Appearance(models.Model):
    episode = models.ForeignKey(Episode, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)
    position = models.IntegerField()


class Chapter(models.Model):
    episode = models.ForeignKey(Episode, models.CASCADE)
    name = models.CharField(max_length=60)
    summary = models.TextField()
    created = models.DateTimeField()
