from django.conf import settings
from django.db import models


class Post(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    text = models.TextField()
    visibility = models.CharField(
        max_length=1, choices=[("P", "public"), ("F", "friends"), ("M", "me")]
    )
    created = models.DateTimeField()
    edited = models.DateTimeField(null=True)


class Like(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    at = models.DateTimeField()


class Message(models.Model):
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    body = models.TextField()
    sent = models.DateTimeField()
    read = models.DateTimeField(null=True)
