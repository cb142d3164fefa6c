from django.db import models


class Track(models.Model):
    name = models.CharField(max_length=60)
    colour = models.CharField(max_length=7)


class Session(models.Model):
    track = models.ForeignKey(Track, models.CASCADE)
    title = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    minutes = models.SmallIntegerField()
    places = models.SmallIntegerField(null=True)


class Signup(models.Model):
    session = models.ForeignKey(Session, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField()
    paid = models.BooleanField(default=False)
