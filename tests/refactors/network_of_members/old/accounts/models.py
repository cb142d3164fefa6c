from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    nickname = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True)
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True)


class Follow(models.Model):
    follower = models.ForeignKey(User, models.CASCADE, related_name="+")
    followed = models.ForeignKey(User, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    muted = models.BooleanField(default=False)
