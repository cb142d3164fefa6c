from django.db import models


class Room(models.Model):
    number = models.CharField(max_length=5)
    active = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)
    smoking = models.BooleanField(default=False)
