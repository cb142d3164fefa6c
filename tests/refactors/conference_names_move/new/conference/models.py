from django.db import models


class Edition(models.Model):
    name = models.CharField(max_length=80)
    year = models.SmallIntegerField(unique=True)
    city = models.CharField(max_length=40)


class Speaker(models.Model):
    name = models.CharField(max_length=80)
    twitter_handle = models.CharField(max_length=40, blank=True)
    biography = models.TextField(blank=True)


class Room(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE)
    name = models.CharField(max_length=40)
    capacity = models.IntegerField()


class Event(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE)
    room = models.ForeignKey(Room, models.PROTECT)
    title = models.CharField(max_length=120)
    abstract = models.TextField()
    begin = models.DateTimeField()
    duration_minutes = models.IntegerField()
    speakers = models.ManyToManyField(Speaker)


class Exhibitor(models.Model):
    """With a stand of their own; the office will enter them."""

    edition = models.ForeignKey(Edition, models.CASCADE)
    name = models.CharField(max_length=80)
    url = models.URLField()


class Ticket(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE)
    holder_name = models.CharField(max_length=80)
    holder_email = models.EmailField()
    code = models.CharField(max_length=12, unique=True)
    paid_at = models.DateTimeField(null=True)
