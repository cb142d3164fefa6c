from django.contrib.auth.models import User
from django.db import models


class Thread(models.Model):
    title = models.CharField(max_length=100)
    starter = models.ForeignKey(User, models.CASCADE)
    watchers = models.ManyToManyField(User, related_name="watching")


class Post(models.Model):
    thread = models.ForeignKey(Thread, models.CASCADE)
    reply_to = models.ForeignKey("self", models.CASCADE, null=True)
    text = models.TextField()
    likes = models.SmallIntegerField(default=0)
