from django.conf import settings
from django.db import models


class Post(models.Model):
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    body = models.TextField()
    audience = models.SmallIntegerField(choices=[(10, "me"), (20, "friends"), (30, "all")])
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    kind = models.CharField(max_length=12)
    reacted_at = models.DateTimeField()


class Message(models.Model):
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    body = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
