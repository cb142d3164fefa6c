from django.contrib.auth.models import User
from django.db import models


class Profile(models.Model):
    user = models.OneToOneField(User, models.CASCADE)
    bio = models.TextField(blank=True)
    pen_name = models.CharField(max_length=80, blank=True)
