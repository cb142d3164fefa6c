from django.db import models


class Event(models.Model):
    name = models.CharField(max_length=80)
    year = models.SmallIntegerField(unique=True)
    city = models.CharField(max_length=40)


class Speaker(models.Model):
    name = models.CharField(max_length=80)
    twitter = models.CharField(max_length=40, blank=True)
    bio = models.TextField(blank=True)


class Room(models.Model):
    event = models.ForeignKey(Event, models.CASCADE)
    name = models.CharField(max_length=40)
    seats = models.IntegerField()


class Session(models.Model):
    event = models.ForeignKey(Event, models.CASCADE)
    room = models.ForeignKey(Room, models.PROTECT)
    title = models.CharField(max_length=120)
    abstract = models.TextField()
    start = models.DateTimeField()
    finish = models.DateTimeField()
    speakers = models.ManyToManyField(Speaker)


class Sponsor(models.Model):
    event = models.ForeignKey(Event, models.CASCADE)
    name = models.CharField(max_length=80)
    url = models.URLField()


class Ticket(models.Model):
    event = models.ForeignKey(Event, models.CASCADE)
    holder = models.CharField(max_length=80)
    email = models.EmailField()
    code = models.CharField(max_length=12, unique=True)
    paid = models.DateTimeField(null=True)
