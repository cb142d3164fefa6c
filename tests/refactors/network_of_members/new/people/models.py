from django.contrib.auth.models import AbstractUser
from django.db import models


class Member(AbstractUser):
    display_name = models.CharField(max_length=40, blank=True)
    bio = models.TextField(blank=True)
    approved_by = models.ForeignKey("self", models.SET_NULL, null=True)


class Following(models.Model):
    follower = models.ForeignKey(Member, models.CASCADE, related_name="+")
    followee = models.ForeignKey(Member, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    is_muted = models.BooleanField(default=False)
